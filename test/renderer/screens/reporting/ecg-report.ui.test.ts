/** Writing an ECG's report in Debian's Chromium (journey step 8): terms under the caret, bound numbers, what the machine says, limits. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { reportContentSchema } from '#shared/report/report.ts';
import type { Exam } from '../../../../practice/exam.ts';
import { generateExam } from '../../../../practice/generate-exam.ts';
import { bringToWaiting, reportsAt } from '../../../rig/line.ts';
import { pinOf, type Region, startRegion, taskInState } from '../../../rig/region.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterEach(() => pages?.closePages());
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

/** A woman's normal ECG, and one in atrial fibrillation. */
const normal = () =>
  generateExam({ seed: 'normal-ecg-5', kind: 'ecg', scenario: 'ecg/sinus', now: new Date() });
const fibrillating = () =>
  generateExam({ seed: 'af-report', kind: 'ecg', scenario: 'ecg/atrial-fibrillation', now: new Date() });

/** Where the QRS of the exam's median beat ends, of how many samples. */
function medianOf(exam: Exam): { end: number; samples: number } {
  const read = readEcgFile(new Uint8Array(exam.objects[0]?.bytes ?? []));
  const analysed = read.ok ? analyseEcg(read.value.waveform) : read;
  const beat = analysed.ok ? analysed.value.medianBeat : null;
  if (beat === null) throw new Error('no median beat');
  return { end: beat.fiducials.qrsOff?.sample ?? 0, samples: beat.sampleCount };
}

/** Pixels of the caliper layer that are painted. */
function paintedPixels(page: Page): Promise<number> {
  return page.locator('canvas[data-layer="overlay"]').evaluate((layer) => {
    const canvas = layer as HTMLCanvasElement;
    if (getComputedStyle(canvas).visibility === 'hidden') return 0;
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let painted = 0;
    for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 0) painted += 1;
    return painted;
  });
}

async function claim(page: Page, name: string): Promise<void> {
  const row = page.locator('[data-task][role="option"]', { hasText: name }).first();
  await row.click();
  await page.keyboard.press('Enter');
  await page.locator('[data-machine-statements]').waitFor({ timeout: 30_000 });
}

async function speak(page: Page, language: '中文' | 'English'): Promise<void> {
  await page.locator('[data-nav="settings"]').click();
  await page.locator('[data-language]').getByText(language, { exact: true }).click();
  await page.locator('[data-nav="worklist"]').click();
}

describe('the report of an ECG', () => {
  it('is written from terms, bound numbers and accepted statements, and signed with 手工值 and limits', async () => {
    const exam = fibrillating();
    await bringToWaiting(region, exam);
    const page = await pages.open(region.reader, { width: 1366, height: 768 });
    await claim(page, exam.order.patient.name);
    const findings = page.locator('textarea[name="findings"]');
    const impression = page.locator('textarea[name="impression"]');

    // Nothing the machine says is in the report by itself.
    expect(await page.locator('[data-machine-statements]').innerText()).toContain('心房颤动');
    expect(await findings.inputValue()).toBe('');
    expect(await impression.inputValue()).toBe('');

    // A short code, a digit.
    await findings.click();
    await page.keyboard.type('xfcd');
    const list = page.locator('[data-candidates]');
    await list.waitFor();
    expect(await list.locator('[data-candidate]').count()).toBeLessThanOrEqual(8);
    await screenshotAt(page, 'ecg-report-candidates-zh-1366');
    await page.keyboard.press('1');
    const text = await findings.inputValue();
    expect(text).toMatch(/^心房颤动,心室率 \d+ 次\/分$/);
    expect(await list.count()).toBe(0);

    // An input method composes: nothing is offered and Enter is its own, until it has ended.
    const client = await page.context().newCDPSession(page);
    await page.keyboard.type('。');
    await client.send('Input.imeSetComposition', { text: 'dxxl', selectionStart: 4, selectionEnd: 4 });
    expect(await findings.inputValue()).toBe(`${text}。dxxl`);
    expect(await list.count()).toBe(0);
    await client.send('Input.insertText', { text: '室性' });
    await list.waitFor();
    await page.keyboard.press('Escape');
    expect(await list.count()).toBe(0);
    expect(await page.locator('[data-banner]').count()).toBe(1);
    await findings.fill(`${text}\nPR`);
    await page.keyboard.press('Enter');
    expect(await findings.inputValue()).toBe(`${text}\nPR\n`);

    // A number against its measurement is struck and blocks the signature.
    const rate = Number(/心室率 (\d+)/.exec(text)?.[1]);
    await findings.fill(`心房颤动,心室率 ${rate + 30} 次/分`);
    const struck = page.locator('[data-number="hr"][data-number-state="contradicted"]');
    await struck.waitFor();
    expect(await struck.innerText()).toBe(String(rate + 30));
    expect(await struck.evaluate((node) => getComputedStyle(node).textDecorationLine)).toBe('line-through');
    // Letter over letter: the mirror's text is as wide and as high as the field's own.
    const sizes = await findings.evaluate((field: HTMLTextAreaElement) => {
      const mirror = field.closest('[class*="ink"]')?.querySelector('[aria-hidden]');
      const of = (node: Element | null | undefined) => {
        const style = node ? getComputedStyle(node) : null;
        return [
          style?.font,
          style?.paddingLeft,
          style?.paddingTop,
          style?.lineHeight,
          style?.borderLeftWidth,
        ];
      };
      return [of(field), of(mirror)];
    });
    expect(sizes[1]).toEqual(sizes[0]);
    await screenshotAt(page, 'ecg-report-struck-zh-1366');
    await page.keyboard.press('Control+Enter');
    const dialog = page.locator('[data-sign-dialog]');
    await dialog.locator('[data-block="number-contradicted"]').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await findings.click();
    await page.keyboard.press('Alt+r');
    expect(await findings.inputValue()).toBe(`心房颤动,心室率 ${rate} 次/分`);
    await findings.fill(`心房颤动,心室率 ${rate + 7} 次/分`);
    await struck.waitFor();
    await page.keyboard.press('Alt+h');
    await page.locator('[data-number="hr"][data-number-state="manual"]').waitFor();

    // The selected statement is accepted by its key; the others stay outside.
    await page.keyboard.press('Alt+a');
    expect(await impression.inputValue()).toMatch(/^心房颤动,心室率 \d+ 次\/分$/);
    expect(await page.locator('[data-accepted="true"]').count()).toBe(1);

    // Not normal, and why.
    await page.keyboard.press('Alt+n');
    await page.locator('[data-not-normal]').waitFor();
    expect(await page.locator('[data-not-normal]').innerText()).toContain('未测得窦性心律');
    expect(await page.locator('[data-limit="no-prior"]').innerText()).toContain('无既往心电图');
    await page.locator('[data-draft-state="saved"]').waitFor();
    await screenshotAt(page, 'ecg-report-refused-zh-1366');

    await page.keyboard.press('Control+Enter');
    await dialog.locator('input').first().waitFor();
    await page.waitForTimeout(700);
    await page.keyboard.type(pinOf);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await taskInState(region.clinic, exam, 'delivered');
    const [stored] = await reportsAt(region.clinic, exam);
    if (stored === undefined) throw new Error('no report at the township');
    expect(stored.verified).toBe(true);
    const content = reportContentSchema.parse(stored.report.content);
    expect(content.ecg?.manual).toEqual([{ key: 'hr', value: rate + 7 }]);
    expect(content.ecg?.accepted?.map(({ code }) => code)).toEqual(['AFIB']);
    expect(stored.report.limits.filter(({ reading }) => reading === 'no-prior')).toHaveLength(1);
  }, 240_000);

  it('is written as a normal one by one key, in English, and offers its terms in English', async () => {
    const exam = normal();
    await bringToWaiting(region, exam);
    const page = await pages.open(region.reader, { width: 1920, height: 1080 });
    await speak(page, 'English');
    await claim(page, exam.order.patient.name);
    await page.keyboard.press('Alt+n');
    const findings = page.locator('textarea[name="findings"]');
    await expect
      .poll(() => findings.inputValue())
      .toMatch(/^Sinus rhythm, rate \d+ bpm\.\nPR \d+ ms, QRS \d+ ms/);
    expect(await page.locator('textarea[name="impression"]').inputValue()).toContain('Normal ECG');
    expect(await page.locator('[data-number-state]').count()).toBe(0);
    await screenshotAt(page, 'ecg-report-normal-en-1920');

    await findings.fill('atrial fib');
    await page.locator('[data-candidates]').waitFor();
    await screenshotAt(page, 'ecg-report-candidates-en-1920');
    await page.keyboard.press('Enter');
    expect(await findings.inputValue()).toMatch(/^Atrial fibrillation, ventricular rate \d+ bpm$/);
    await speak(page, '中文');
  }, 240_000);

  it('follows its calipers and the points of the median beat; what is taken away is struck and blocks until it is kept', async () => {
    const exam = generateExam({
      seed: 'normal-ecg-8',
      kind: 'ecg',
      scenario: 'ecg/sinus',
      now: new Date(),
    });
    await bringToWaiting(region, exam);
    const page = await pages.open(region.reader, { width: 1366, height: 768 });
    await claim(page, exam.order.patient.name);
    const findings = page.locator('textarea[name="findings"]');
    await page.keyboard.press('Alt+n');
    await expect.poll(() => findings.inputValue()).toMatch(/QRS时限 \d+ ms|QRS \d+ ms/);
    const qrsIn = async () => Number(/QRS(?:时限)? (\d+)/.exec(await findings.inputValue())?.[1]);
    const machine = await qrsIn();

    // A point of the median beat is dragged by the pointer: the sentence says the new width.
    const viewer = page.locator('section[tabindex="0"]').first();
    await viewer.focus();
    await page.keyboard.press('b');
    const median = page.locator('[data-median]');
    await median.waitFor();
    const beat = medianOf(exam);
    const box = await median.boundingBox();
    if (box === null) throw new Error('no median beat');
    const x = box.x + (beat.end * box.width) / (beat.samples - 1);
    await page.mouse.move(x, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(x + 20, box.y + 150, { steps: 4 });
    await page.mouse.up();
    await expect.poll(qrsIn).toBeGreaterThan(machine + 10);
    expect(await page.locator('[data-number-state]').count()).toBe(0);
    await page.locator('[data-reset-points]').click();
    await expect.poll(qrsIn).toBe(machine);

    // A caliper goes into the text with its number, and the text goes with the caliper.
    await viewer.focus();
    await page.keyboard.press('b');
    await page.keyboard.press('t');
    await page.keyboard.press('c');
    const caliperIn = async () => Number(/Δt\d+ (\d+) ms/.exec(await findings.inputValue())?.[1]);
    await expect.poll(caliperIn).toBeGreaterThan(0);
    const first = await caliperIn();
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(caliperIn).toBe(first + 20);
    expect(await paintedPixels(page)).toBeGreaterThan(1000);
    await screenshotAt(page, 'ecg-report-caliper-zh-1366');
    const text = await findings.inputValue();
    await findings.fill(text.replace(/(Δt\d+) \d+ ms/, '$1 999 ms'));
    await page.locator('[data-number^="caliper:"][data-number-state="contradicted"]').waitFor();
    await page.keyboard.press('Alt+r');
    await expect.poll(() => findings.inputValue()).toBe(text);

    await page.locator('section button', { hasText: 'Δt' }).first().click();
    await page.keyboard.press('Delete');
    const stale = page.locator('[data-number^="caliper:"][data-number-state="stale"]');
    await stale.first().waitFor();
    // What was taken away is off the list and off the paper too.
    await expect
      .poll(async () => ({
        listed: await page.locator('section button', { hasText: 'Δt' }).count(),
        painted: await paintedPixels(page),
      }))
      .toEqual({ listed: 0, painted: 0 });
    await screenshotAt(page, 'ecg-report-caliper-gone-zh-1366');
    await page.keyboard.press('Control+Enter');
    const dialog = page.locator('[data-sign-dialog]');
    await dialog.locator('[data-block="number-contradicted"]').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await findings.click();
    for (let left = await stale.count(); left > 0; left -= 1) {
      await page.keyboard.press('Alt+h');
      await expect.poll(() => stale.count()).toBe(left - 1);
    }
    await page.locator('[data-draft-state="saved"]').waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor();
    await dialog.locator('input').first().waitFor();
    expect(await dialog.locator('[data-block]').count()).toBe(0);
  }, 240_000);

  it('broke no content security policy and threw nothing', () => {
    expect(pages.violations).toEqual([]);
  });
});
