/** Layouts, filters, measurements and panels of the ECG room in a real browser, with a picture of each. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { EcgAnalysis } from '#shared/ecg/analysis.ts';
import { failure, translateFailure } from '#shared/failure.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { standardLeads } from '#shared/study/waveform.ts';
import { hasSharedData, sharedDataFolder } from '../../../rig/shared-data.ts';
import { syntheticWaveform } from '../../../shared/ecg/synthetic-waveform.ts';
import { show } from './viewer-facts.ts';
import { screenshotFolder, startViewerHarness, type ViewerHarness } from './viewer-harness.ts';

let harness: ViewerHarness;
beforeAll(async () => {
  harness = await startViewerHarness();
});
afterAll(async () => {
  await harness?.close();
});

/** The Mortara recording of the data folder, or a synthetic one in a clone without it. */
function recording(): Waveform {
  if (!hasSharedData) return syntheticWaveform();
  const read = readEcgFile(new Uint8Array(readFileSync(`${sharedDataFolder}ecg/dicom/waveform_ecg.dcm`)));
  if (!read.ok) throw new Error(read.failure.message);
  return read.value.waveform;
}
const waveform = recording();

function analysed(given: Waveform): EcgAnalysis {
  const result = analyseEcg(given, { ageYears: 50, sex: 'M' });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
const analysis = analysed(waveform);
const done = { waveform, theme: 'paper', analysis: { status: 'done', analysis } } as const;

async function opened(width: number, height: number, props: object): Promise<Page> {
  const page = await harness.open(width, height);
  await show(page, { ...done, language: 'zh-CN', ...props });
  // Nothing is clicked or focused: an opened ECG hears its keys at once.
  await page.locator('section[tabindex="0"]').first().waitFor();
  return page;
}
const shot = (page: Page, name: string) => page.screenshot({ path: `${screenshotFolder}/${name}.png` });

describe('layouts', () => {
  it('every layout by its key, and Cabrera over them', async () => {
    const page = await opened(1366, 768, {});
    for (const [key, name] of [
      ['4', '3×4'],
      ['1', '3×4+1R'],
      ['5', '3×4+3R'],
      ['2', '6×2'],
      ['6', '6×2+1R'],
      ['3', '12×1'],
      ['7', '单导联'],
    ] as const) {
      await page.keyboard.press(key);
      const chosen = page.getByLabel('布局').locator('option:checked');
      await expect.poll(() => chosen.innerText()).toBe(name);
      await shot(page, `layout-${name.replace('×', 'x').replace('单导联', 'single')}`);
    }
    await page.keyboard.press('1');
    await page.keyboard.press('8');
    await expect.poll(() => page.getByLabel('导联顺序').inputValue()).toBe('cabrera');
    await shot(page, 'layout-cabrera');
    await page.context().close();
  });

  it('18 leads get columns of their own on a key', async () => {
    const wide = syntheticWaveform({ leads: [...standardLeads, 'V3R', 'V4R', 'V5R', 'V7', 'V8', 'V9'] });
    const page = await opened(1920, 1080, {
      waveform: wide,
      language: 'en',
      analysis: { status: 'done', analysis: analysed(wide) },
    });
    const text = () => page.locator('footer').innerText();
    await expect.poll(text).toContain('Leads not shown in this layout V3R V4R V5R V7 V8 V9');
    await page.keyboard.press('9');
    await expect.poll(text).not.toContain('Leads not shown');
    await shot(page, 'layout-18-leads');
    await page.context().close();
  });
});

describe('display filters', () => {
  it('are always said; narrower than diagnostic, a band says so; no number changes', async () => {
    const page = await opened(1366, 768, {});
    const numbers = () => page.locator('[data-analysis]').innerText();
    const before = await numbers();
    await page.keyboard.press('t');
    const calipers = () => page.getByRole('region', { name: '分规' }).innerText();
    const caliper = await calipers();
    for (const key of ['h', 'w']) await page.keyboard.press(key);
    await expect.poll(() => page.locator('footer').innerText()).toContain('显示 0.05–150 Hz');
    expect(await page.locator('[data-filter-band]').count()).toBe(0);
    for (const key of ['h', 'h', 'w', 'w', 'n', 'z']) await page.keyboard.press(key);
    await expect
      .poll(() => page.locator('footer').innerText())
      .toContain('显示 0.5–40 Hz, 陷波 50 Hz, 去基线漂移');
    expect(await page.locator('[data-filter-band]').innerText()).toContain('窄于诊断带宽');
    expect(await numbers()).toBe(before);
    expect(await calipers()).toBe(caliper);
    await shot(page, 'filter-band');
    await page.keyboard.press('0');
    await expect.poll(() => page.locator('[data-filter-band]').count()).toBe(0);
    await page.context().close();
  });
});

describe('measurements', () => {
  it('every statement is marked unconfirmed and tells its evidence on focus', async () => {
    const page = await opened(1366, 768, {});
    const strip = page.locator('[data-analysis="done"]');
    expect(await strip.innerText()).toContain('机器提示,未确认');
    const first = strip.locator('button').first();
    await first.focus();
    await expect.poll(() => page.getByRole('tooltip').innerText()).toContain('依据');
    await page.locator('section[tabindex="0"]').first().focus();
    await page.keyboard.press('p');
    const panel = page.locator('[data-panel="measure"]');
    for (const word of [
      'QTc Bazett',
      'QTc Fridericia',
      'QTc Framingham',
      'QTc Hodges',
      'Sokolow–Lyon',
      'J+60',
    ])
      expect(await panel.innerText()).toContain(word);
    await shot(page, 'panel-measure');
    await page.keyboard.press('p');
    await expect.poll(() => panel.count()).toBe(0);
    await page.context().close();
  });

  it('waiting and failed are words', async () => {
    const page = await opened(1366, 768, { analysis: { status: 'running' } });
    expect(await page.locator('[data-analysis="running"]').innerText()).toContain('正在测量');
    const invalid = failure('waveform-invalid', { detail: '0 Hz' });
    await show(page, { ...done, language: 'zh-CN', analysis: { status: 'failed', failure: invalid } });
    const said = page.locator('[data-analysis="failed"]');
    await expect.poll(() => said.innerText()).toContain(invalid.message);
    // In the window's language, whatever it was made in.
    await show(page, { ...done, language: 'en', analysis: { status: 'failed', failure: invalid } });
    const english = translateFailure(invalid, 'en').message;
    await expect.poll(() => said.innerText()).toContain(english);
    expect(english).toContain('0 Hz');
    await page.context().close();
  });

  it('a critical rule stands first, with the rule sets that it fires under', async () => {
    const slow = syntheticWaveform();
    const machine = analysed(slow);
    const critical = ['zhejiang', 'shanxi'].map((ruleSet) => ({
      ruleSet,
      version: 'trial',
      code: 'BRADY',
      text: { zh: '严重心动过缓', en: 'Severe bradycardia' },
      evidence: [{ name: 'hr', value: 31, unit: '/min' }],
    }));
    const page = await opened(1366, 768, {
      waveform: slow,
      analysis: { status: 'done', analysis: { ...machine, critical } },
    });
    const label = page.locator('[data-analysis] button').first();
    expect(await label.innerText()).toContain('机器提示危急,待确认');
    await label.focus();
    await expect.poll(() => page.getByRole('tooltip').innerText()).toMatch(/31 次\/分[\s\S]*浙江[\s\S]*山西/);
    await shot(page, 'critical');
    await page.context().close();
  });
});

describe('panels', () => {
  it('a point of the median beat moved by key or pointer changes every interval, and can be taken back', async () => {
    const page = await opened(1920, 1080, {});
    const strip = () => page.locator('[data-analysis]').innerText();
    const before = await strip();
    await page.keyboard.press('b');
    const numbers = page.locator('[data-median-numbers]');
    const qrs = async (): Promise<number> => Number(/QRS (\d+)/.exec(await numbers.innerText())?.[1]);
    const machine = await qrs();
    const { samplingHz } = analysis.medianBeat ?? { samplingHz: 0 };
    await expect
      .poll(() => page.locator('[data-median]').evaluate((e) => e === document.activeElement))
      .toBe(true);
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(qrs).toBe(Math.round(machine + 10_000 / samplingHz));
    expect(await strip()).toContain('手工: QRS 起');
    await shot(page, 'panel-median');
    await page.locator('[data-reset-points]').click();
    await expect.poll(qrs).toBe(machine);
    expect(await strip()).toBe(before);
    const box = await page.locator('[data-median]').boundingBox();
    const { medianBeat } = analysis;
    if (box === null || medianBeat === null) throw new Error('no median');
    const end = medianBeat.fiducials.qrsOff?.sample ?? 0;
    const x = box.x + (end * box.width) / (medianBeat.sampleCount - 1);
    await page.mouse.move(x, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(x + 20, box.y + 150, { steps: 4 });
    await page.mouse.up();
    await expect.poll(qrs).toBeGreaterThan(machine + 20);
    expect(await page.locator('[data-tangent]').innerText()).toMatch(/QT \d+ ± \d+ ms/);
    await page.context().close();
  });

  it('beats, ST map and vector loop', async () => {
    const page = await opened(1920, 1080, { language: 'en', theme: 'dark' });
    await page.keyboard.press('l');
    await page.locator('[data-chart="poincare"][data-drawn]').waitFor();
    expect(Number(await page.locator('[data-beats]').getAttribute('data-beats'))).toBe(analysis.beats.length);
    await shot(page, 'panel-beats');
    await page.keyboard.press('s');
    expect(await page.locator('[data-st-map]').count()).toBe(2);
    await shot(page, 'panel-st-map');
    await page.keyboard.press('o');
    expect(await page.locator('[data-vector] polyline').count()).toBe(9);
    await shot(page, 'panel-vector');
    await page.context().close();
  });

  it('on a narrow screen the panel lies under the paper', async () => {
    const page = await opened(980, 700, {});
    await page.keyboard.press('b');
    const dock = await page.locator('[data-panel]').boundingBox();
    const paper = await page.locator('div[data-theme]').boundingBox();
    expect(dock?.y).toBeGreaterThanOrEqual((paper?.y ?? 0) + (paper?.height ?? 0) - 1);
    await shot(page, 'panel-narrow');
    await page.context().close();
  });
});

describe('marching calipers', () => {
  it('repeat the interval over the page', async () => {
    const page = await opened(1366, 768, {});
    await page.keyboard.press('t');
    for (let i = 0; i < 30; i++) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('a');
    await page.keyboard.press('v');
    await shot(page, 'calipers-marching');
    expect(await page.getByRole('region', { name: '分规' }).locator('[aria-pressed]').count()).toBe(2);
    await page.context().close();
  });
});

describe('serial comparison', () => {
  it('overlays at QRS onset, lists every change and writes a sentence', async () => {
    const page = await harness.open(980, 900);
    const before = analysed(syntheticWaveform());
    const serial = { before, now: analysis, nowIntervals: analysis.measurements, date: '2026-10-01' };
    await show(page, { waveform, language: 'zh-CN', serial }, false);
    await page.locator('[data-serial-overlay]').waitFor();
    const sentence = await page.locator('[data-serial-sentence]').innerText();
    expect(sentence).toContain('与 2026-10-01 心电图比较:');
    const [was, is] = [before, analysis].map(({ measurements }) => Math.round(measurements.hrBpm ?? 0));
    expect(sentence).toContain(`心率 ${was}→${is} 次/分`);
    await page.locator('[data-insert-serial]').click();
    expect(await page.evaluate(() => (window as unknown as { copied: string[] }).copied)).toEqual([sentence]);
    await shot(page, 'serial');
    await page.context().close();
  });
});
