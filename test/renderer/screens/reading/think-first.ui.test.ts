/** A normal ECG read by keyboard alone with 先判后看 on (journey steps 7 to 10): not one mouse event, and the machine waits for the reader. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import { personOf } from '#shared/ecg/person-of.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { normalObjections } from '#shared/report/normal-ecg/normal-objections.ts';
import type { Exam } from '../../../../practice/exam.ts';
import { generateExam } from '../../../../practice/generate-exam.ts';
import { bringToWaiting, reportsAt } from '../../../rig/line.ts';
import { pinOf, type Region, startRegion, taskInState } from '../../../rig/region.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

describe('a normal ECG by keyboard', () => {
  it('is opened, its rhythm committed, checked, accepted, signed, and the next one opened', async () => {
    const administrator = await region.addPerson('系统管理员', 'administrator');
    await region.reader.signIn(administrator);
    await unwrap(region.reader.window.station.settings.set({ thinkFirst: true }));
    await region.reader.signIn(region.doctor);
    const [exam, next] = ['normal-ecg-5', 'normal-ecg-8'].map((seed) =>
      generateExam({ seed, kind: 'ecg', scenario: 'ecg/sinus', now: new Date() }),
    );
    if (exam === undefined || next === undefined) throw new Error('no exams');
    await bringToWaiting(region, exam);
    await bringToWaiting(region, next);
    const page = await pages.open(region.reader);
    await page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first().waitFor();
    await page.evaluate(() => {
      const seen = { mouse: 0 };
      Object.assign(window, { seen });
      for (const type of ['mousedown', 'mousemove', 'click', 'wheel', 'pointerdown'])
        window.addEventListener(
          type,
          (event) => {
            // Enter in a form makes a click of its own, with no pointer behind it.
            if ((event as MouseEvent).detail !== 0 || type !== 'click') seen.mouse += 1;
          },
          true,
        );
    });

    const from = performance.now();
    await page.keyboard.press('F6');
    const commit = page.locator('[data-rhythm-commit="open"]');
    await commit.waitFor();
    expect(await page.locator('[data-banner]').innerText()).toContain(exam.order.patient.name);
    // Whatever the machine states is not on the page, in whichever part of it.
    await page.locator('[data-analysis="done"]').waitFor();
    expect(await page.locator('[data-machine-statements], [data-normal-ecg]').count()).toBe(0);
    expect(await page.locator('[data-analysis="done"]').innerText()).not.toContain('窦性心律');
    await screenshotAt(page, 'think-first-open-zh-1366');
    await page.keyboard.press('Alt+1');
    await page.locator('[data-rhythm-commit="agrees"]').waitFor();
    await page.locator('[data-machine-statements]').waitFor();
    expect(await page.locator('[data-analysis="done"]').innerText()).toMatch(
      /PR\s*\d+ ms[\s\S]*QTcF\s*\d+ ms/,
    );
    await page.keyboard.press('Alt+n');
    await expect
      .poll(() => page.locator('textarea[name="findings"]').inputValue())
      .toMatch(/^窦性心律,心率 \d+ 次\/分。/);
    await screenshotAt(page, 'think-first-agrees-zh-1366');
    await page.keyboard.press('Control+Enter');
    const dialog = page.locator('[data-sign-dialog]');
    await expect.poll(() => dialog.locator('input:focus').count()).toBe(1);
    await page.keyboard.type(pinOf);
    await page.keyboard.press('Enter');
    await page.locator('[data-task][role="option"]', { hasText: next.order.patient.name }).waitFor();
    await page.keyboard.press('F6');
    await expect
      .poll(() => page.locator('[data-banner]').allInnerTexts(), { timeout: 15_000 })
      .toEqual([expect.stringContaining(next.order.patient.name)]);
    const seconds = (performance.now() - from) / 1000;
    expect(await page.evaluate(() => (window as unknown as { seen: { mouse: number } }).seen.mouse)).toBe(0);
    console.log(
      JSON.stringify({ measure: 'ecg-reading-by-keyboard', seconds: Math.round(seconds * 10) / 10 }),
    );

    await taskInState(region.clinic, exam, 'delivered');
    const [stored] = await reportsAt(region.clinic, exam);
    expect(stored?.report.content.impression).toContain('正常心电图');
    // Agreement is the reader's own: nothing of it is in the report.
    expect(JSON.stringify(stored?.report)).not.toMatch(/agree|commit|rhythm/i);
    expect(pages.violations).toEqual([]);
  }, 240_000);

  it('several one after the other, from the list to the list again: the median is printed, the mouse was never touched', async () => {
    const exams = [];
    for (let seed = 1; exams.length < 5; seed += 1) {
      const exam = generateExam({
        seed: `by-keyboard-${seed}`,
        kind: 'ecg',
        scenario: 'ecg/sinus',
        now: new Date(),
      });
      if (isNormal(exam)) exams.push(exam);
    }
    for (const exam of exams) await bringToWaiting(region, exam);
    const page = await pages.open(region.reader);
    await page
      .locator('[data-task][role="option"]')
      .nth(exams.length - 1)
      .waitFor();
    await page.evaluate(() => {
      Object.assign(window, { pointed: 0 });
      for (const type of ['mousedown', 'mousemove', 'wheel', 'pointerdown'])
        window.addEventListener(
          type,
          () => {
            (window as unknown as { pointed: number }).pointed += 1;
          },
          true,
        );
    });
    const seconds: number[] = [];
    for (const _exam of exams) {
      const from = performance.now();
      await page.keyboard.press('F6');
      await page.locator('[data-rhythm-commit="open"]').waitFor({ timeout: 60_000 });
      await page.locator('[data-analysis="done"]').waitFor();
      await page.keyboard.press('Alt+1');
      await page.locator('[data-machine-statements]').waitFor();
      await page.keyboard.press('Alt+n');
      await expect
        .poll(() => page.locator('textarea[name="findings"]').inputValue())
        .toMatch(/^窦性心律,心率 \d+ 次\/分。/);
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => page.locator('[data-sign-dialog] input:focus').count()).toBe(1);
      await page.keyboard.type(pinOf);
      await page.keyboard.press('Enter');
      await page.locator('[data-tab]').first().waitFor({ timeout: 60_000 });
      seconds.push((performance.now() - from) / 1000);
    }
    const median = seconds.toSorted((one, other) => one - other)[Math.floor(seconds.length / 2)] ?? 0;
    const told = { ecgs: seconds.length, medianSeconds: Math.round(median * 10) / 10 };
    console.log(JSON.stringify({ measure: 'ecg-reading-by-keyboard', ...told }));
    expect(await page.evaluate(() => (window as unknown as { pointed: number }).pointed)).toBe(0);
    for (const exam of exams) await taskInState(region.clinic, exam, 'delivered');
  }, 600_000);
});

/** Nothing speaks against calling it normal by one key. */
function isNormal(exam: Exam): boolean {
  const read = readEcgFile(new Uint8Array(exam.objects[0]?.bytes ?? []));
  if (!read.ok) return false;
  const person = personOf(exam.order.patient, Date.now());
  const analysed = analyseEcg(read.value.waveform, person);
  if (!analysed.ok) return false;
  const { ageYears = null, sex = null } = person;
  const analysis = analysed.value;
  return normalObjections({ analysis, measurements: analysis.measurements, ageYears, sex }).length === 0;
}
