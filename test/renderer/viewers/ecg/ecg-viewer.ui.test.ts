/** The ECG viewer in a real browser: scale in pixels, ink of every lead, calipers by pointer and by key, states that are never blank. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import { sampleAt } from '#shared/ecg/locate-on-tracing.ts';
import { paperGains, paperSpeeds } from '#shared/ecg/tracing.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { usualSettings } from '../../../../renderer/viewers/ecg/display-settings.ts';
import { usualPixelsPerMm, viewPaper } from '../../../../renderer/viewers/ecg/layout/paper-view.ts';
import { syntheticWaveform } from '../../../shared/ecg/synthetic-waveform.ts';
import { inkIn, pulseSize, show, strokesByLayer } from './viewer-facts.ts';
import { screenshotFolder, startViewerHarness, type ViewerHarness } from './viewer-harness.ts';

let harness: ViewerHarness;
beforeAll(async () => {
  harness = await startViewerHarness();
});
afterAll(async () => {
  await harness?.close();
});

const waveform: Waveform = {
  ...syntheticWaveform(),
  statements: [{ text: 'RITMO SINUSALE', confirmed: false }],
};
const [group] = waveform.groups;
if (group === undefined) throw new Error('no group');
const chinese = { waveform, language: 'zh-CN', theme: 'paper' } as const;

async function paperRoom(page: Page) {
  const frame = page.locator('div[data-theme]');
  return frame.evaluate((element) => ({ widthPx: element.clientWidth, heightPx: element.clientHeight }));
}

describe('scale and ink', () => {
  for (const [width, height, ratio] of [
    [1366, 768, 1],
    [1920, 1080, 1],
    [1366, 768, 1.25],
    [1366, 768, 2],
  ] as const) {
    it(`${width}×${height} at ${ratio}: the pulse is 10 mm × 5 mm and every lead has ink`, async () => {
      const page = await harness.open(width, height, ratio);
      await show(page, chinese);
      const view = viewPaper(group, usualSettings, {
        ...(await paperRoom(page)),
        pixelsPerMm: usualPixelsPerMm,
      });
      const pulse = await pulseSize(page, view);
      const mm = usualPixelsPerMm * ratio;
      expect(Math.abs(pulse.height - 10 * mm)).toBeLessThanOrEqual(1);
      expect(Math.abs(pulse.width - 5 * mm)).toBeLessThanOrEqual(1);
      for (const cell of view.geometry.cells) {
        const ink = await inkIn(page, view, cell);
        expect(ink, cell.leadName).toBeGreaterThan((cell.rightMm - cell.leftMm) * view.pxPerMm * ratio * 0.7);
      }
      await page.screenshot({ path: `${screenshotFolder}/ecg-${width}x${height}@${ratio}.png` });
      await page.context().close();
    });
  }
});

describe('every gain and speed', () => {
  it('1 mV is as many mm as the gain says and 0.2 s as many as the speed, in pixels', async () => {
    const page = await harness.open(1920, 1080, 2);
    await show(page, chinese);
    await page.locator('section[tabindex="0"]').focus();
    const mm = usualPixelsPerMm * 2;
    for (const gain of paperGains) {
      for (const speed of paperSpeeds) {
        await page.getByLabel('增益 mm/mV').selectOption(String(gain));
        await page.getByLabel('走纸 mm/s').selectOption(String(speed));
        const settings = { ...usualSettings, gain, speed };
        const view = viewPaper(group, settings, {
          ...(await paperRoom(page)),
          pixelsPerMm: usualPixelsPerMm,
        });
        const pulse = await pulseSize(page, view);
        // 1 %, but never finer than the half pixel that an edge can be placed by.
        const within = (mmWide: number): number => Math.max(0.5, 0.01 * mmWide * mm);
        const name = `${gain} mm/mV ${speed} mm/s`;
        expect(Math.abs(pulse.height - gain * mm), name).toBeLessThanOrEqual(within(gain));
        expect(Math.abs(pulse.width - 0.2 * speed * mm), name).toBeLessThanOrEqual(within(0.2 * speed) + 0.5);
      }
    }
    await page.context().close();
  });
});

describe('calipers', () => {
  it('a drag measures to the sample and repaints the overlay alone', async () => {
    const page = await harness.open(1366, 768);
    await show(page, chinese);
    const view = viewPaper(group, usualSettings, {
      ...(await paperRoom(page)),
      pixelsPerMm: usualPixelsPerMm,
    });
    const cell = view.geometry.cells.find((each) => each.rhythm);
    const box = await page.locator('canvas[data-layer=overlay]').boundingBox();
    if (cell === undefined || box === null) throw new Error('no rhythm strip');
    const xOf = (xMm: number): number => box.x + (view.offsetXMm + xMm) * view.pxPerMm;
    const y = box.y + cell.baselineMm * view.pxPerMm;
    const [fromMm, toMm] = [cell.leftMm + 30, cell.leftMm + 50.6];
    const before = await strokesByLayer(page);
    await page.mouse.move(xOf(fromMm), y);
    await page.mouse.down();
    await page.mouse.move(xOf(fromMm + 10), y);
    await page.mouse.move(xOf(toMm), y, { steps: 6 });
    await page.mouse.up();
    const samples = sampleAt(group, view.geometry, cell, toMm) - sampleAt(group, view.geometry, cell, fromMm);
    const readout = page.getByRole('region', { name: '分规' });
    await expect.poll(() => readout.innerText()).toContain(`Δt ${samples * 2} ms`);
    expect(samples * 2).toBe(824);
    expect(await readout.innerText()).toContain('73 次/分');
    const after = await strokesByLayer(page);
    expect(after.trace).toBe(before.trace);
    expect(after.grid).toBe(before.grid);
    expect(after.overlay).toBeGreaterThan(before.overlay ?? 0);

    await page.keyboard.press('ArrowRight');
    await expect.poll(() => readout.innerText()).toContain('Δt 826 ms');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => readout.innerText()).toContain('Δt 806 ms');
    await page.keyboard.press('c');
    const copied = await page.evaluate(() => (window as unknown as { copied: string[] }).copied);
    expect(copied[0]).toMatch(/^II Δt 806 ms · 74 次\/分 · ΔV [+−]\d\.\d{4} mV$/);
    await page.context().close();
  });

  it('are made, moved, walked and deleted from the keyboard', async () => {
    const page = await harness.open(1366, 768);
    await show(page, { ...chinese, language: 'en', theme: 'dark' });
    const readout = page.getByRole('region', { name: 'Calipers' });
    await page.locator('section[tabindex="0"]').focus();
    await page.keyboard.press('v');
    await expect.poll(() => readout.innerText()).toContain('ΔV +1.0000 mV');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => readout.innerText()).toContain('ΔV +1.0025 mV');
    await page.keyboard.press('t');
    await expect.poll(() => readout.innerText()).toContain('Δt 200 ms');
    const selected = readout.locator('[aria-pressed=true]');
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => selected.innerText()).toContain('+1.0025 mV');
    await page.keyboard.press('Tab');
    await expect.poll(() => selected.innerText()).toContain('200 ms');
    await page.keyboard.press('3');
    await page.keyboard.press('ArrowUp');
    // Its number, by which a report names it, and its lead.
    await expect.poll(() => selected.innerText()).toMatch(/^2 I\b/);
    await page.screenshot({ path: `${screenshotFolder}/ecg-12x1-dark.png` });
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await expect.poll(() => readout.innerText()).toContain('Drag on the trace');
    await page.context().close();
  });
});

/** What the machine finds in it, as the room would show it. */
function withAnalysis(given: Waveform) {
  const found = analyseEcg(given);
  return {
    ...chinese,
    waveform: given,
    analysis: found.ok
      ? { status: 'done', analysis: found.value }
      : { status: 'failed', failure: found.failure },
  };
}

describe('what is said', () => {
  it('three leads of twelve: the nine others are named missing, none is made up', async () => {
    const page = await harness.open(1366, 768);
    const leads = group.leads.filter(({ name }) => ['I', 'V1', 'V5'].includes(name));
    await show(page, withAnalysis({ ...waveform, groups: [{ ...group, leads }] }));
    const text = await page.locator('section[tabindex="0"]').innerText();
    expect(text).toContain('导联缺失 II III aVR aVL aVF V2 V3 V4 V6');
    await page.screenshot({ path: `${screenshotFolder}/ecg-three-leads.png` });
    await page.context().close();
  });

  it('all flat, or all filled: said of every lead, and no rate is stated', async () => {
    const page = await harness.open(1366, 768);
    const flat = group.leads.map((lead) => ({ ...lead, samples: new Int16Array(group.sampleCount) }));
    await show(page, withAnalysis({ ...waveform, groups: [{ ...group, leads: flat }] }));
    const viewer = page.locator('section[tabindex="0"]');
    expect(await viewer.innerText()).toContain('直线(导联可能脱落) I II III aVR aVL aVF V1 V2 V3 V4 V5 V6');
    expect(await page.locator('[data-analysis]').innerText()).not.toMatch(/心室率\s*\d/);
    await page.screenshot({ path: `${screenshotFolder}/ecg-all-flat.png` });
    const filled = group.leads.map((lead) => ({ ...lead, missing: [[0, group.sampleCount] as const] }));
    await show(page, withAnalysis({ ...waveform, groups: [{ ...group, leads: filled }] }));
    await expect.poll(() => viewer.innerText()).toContain('导联脱落 I II III aVR aVL aVF V1 V2 V3 V4 V5 V6');
    expect(await page.locator('[data-analysis]').innerText()).not.toMatch(/心室率\s*\d/);
    await page.context().close();
  });

  it('filters, unconfirmed device statement, missing leads', async () => {
    const page = await harness.open(1366, 768);
    const leads = group.leads
      .filter((lead) => lead.name !== 'aVL')
      .map((lead) => (lead.name === 'V2' ? { ...lead, missing: [[0, 5000] as const] } : lead));
    await show(page, { ...chinese, waveform: { ...waveform, groups: [{ ...group, leads }] } });
    const text = await page.locator('section[tabindex="0"]').innerText();
    expect(text).toContain('滤波:设备 0.05–150 Hz;显示未滤波');
    expect(text).toContain('设备自动结论(未确认)');
    expect(text).toContain('RITMO SINUSALE');
    expect(text).toContain('导联缺失 aVL');
    expect(text).toContain('导联脱落 V2');
    await page.screenshot({ path: `${screenshotFolder}/ecg-missing-leads.png` });
    await page.context().close();
  });

  it('loading, failed and empty are words, not a blank', async () => {
    const page = await harness.open(1366, 768);
    await show(page, { ...chinese, waveform: null });
    await expect.poll(() => page.getByRole('status').innerText()).toContain('正在读取心电波形');
    const failure = { code: 'internal', message: '波形读不出', remedy: '请重新发送', params: {} };
    await show(page, { ...chinese, waveform: null, failure });
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('波形读不出');
    await show(page, { ...chinese, waveform: { ...waveform, groups: [] } });
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('没有心电波形');
    for (const [changed, words] of [
      [{ ...group, samplingHz: 0 }, '0 Hz'],
      [{ ...group, samplingHz: 10_000 }, '10000 Hz'],
      [{ ...group, leads: group.leads.map((lead) => ({ ...lead, microvoltsPerLsb: 0 })) }, 'I µV/LSB'],
      [
        { ...group, leads: group.leads.map((lead) => ({ ...lead, baselineMicrovolts: Number.NaN })) },
        'I µV/LSB',
      ],
      [{ ...group, leads: [] }, '没有心电波形'],
    ] as const) {
      await show(page, { ...chinese, waveform: { ...waveform, groups: [changed] } }, false);
      await expect.poll(() => page.getByRole('alert').innerText()).toContain(words);
      expect(await page.locator('canvas').count()).toBe(0);
    }
    const markup = [{ text: '<img src=x onerror="window.copied.push(1)"><b>NORMAL</b>', confirmed: false }];
    await show(page, { ...chinese, waveform: { ...waveform, statements: markup } });
    expect(await page.locator('section[tabindex="0"]').innerText()).toContain('<b>NORMAL</b>');
    expect(await page.evaluate(() => (window as unknown as { copied: unknown[] }).copied)).toEqual([]);
    await page.context().close();
  });
});
