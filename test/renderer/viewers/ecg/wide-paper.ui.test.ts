/** Fifteen and eighteen leads on the paper: every name at its place, and under it the trace of that lead and of no other. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import { xOfSeconds } from '#shared/ecg/tracing-geometry.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { usualSettings } from '../../../../renderer/viewers/ecg/display-settings.ts';
import {
  type PaperView,
  usualPixelsPerMm,
  viewPaper,
} from '../../../../renderer/viewers/ecg/layout/paper-view.ts';
import {
  eighteenLeads,
  fifteenLeads,
  peakMillivolts,
  peakWithin,
  rowsOf,
  wideWaveform,
} from '../../../builders/wide-ecgs.ts';
import { show, watchWords, wordsOnTrace } from './viewer-facts.ts';
import { screenshotFolder, startViewerHarness, type ViewerHarness } from './viewer-harness.ts';

let harness: ViewerHarness;
beforeAll(async () => {
  harness = await startViewerHarness();
});
afterAll(async () => {
  await harness?.close();
});

async function viewOf(page: Page, waveform: Waveform, layout: '3x4+1R' | '12x1'): Promise<PaperView> {
  const [group] = waveform.groups;
  if (group === undefined) throw new Error('no group');
  const room = await page
    .locator('div[data-theme]')
    .evaluate((frame) => ({ widthPx: frame.clientWidth, heightPx: frame.clientHeight }));
  return viewPaper(
    group,
    { ...usualSettings, layout, extraLeads: true },
    { ...room, pixelsPerMm: usualPixelsPerMm },
  );
}

/** Millimetres from the zero line to the farthest ink of the trace at a moment, upward positive. */
function inkPeakMm(page: Page, view: PaperView, at: { xMm: number; baselineMm: number; up: boolean }) {
  const px = view.pxPerMm;
  const reachMm = 22;
  const column = {
    x: (view.offsetXMm + at.xMm) * px - 1,
    top: (at.baselineMm - (at.up ? reachMm : 0)) * px,
    height: reachMm * px,
    zero: at.baselineMm * px,
    px,
    up: at.up,
  };
  return page.evaluate((css) => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-layer=trace]');
    const width = 3;
    const top = Math.round(css.top);
    const data = canvas
      ?.getContext('2d')
      ?.getImageData(Math.round(css.x), top, width, Math.round(css.height)).data;
    if (data === undefined) throw new Error('no trace canvas');
    const inked: number[] = [];
    for (let i = 3; i < data.length; i += 4) {
      if ((data[i] ?? 0) > 90) inked.push(top + Math.floor(i / 4 / width));
    }
    const end = css.up ? Math.min(...inked) : Math.max(...inked);
    return (css.zero - end) / css.px;
  }, column);
}

describe.each([
  ['15', fifteenLeads],
  ['18', eighteenLeads],
] as const)('%s leads', (count, wide) => {
  const waveform = wideWaveform(wide);
  const found = analyseEcg(waveform);
  if (!found.ok) throw new Error(found.failure.message);
  const props = { waveform, theme: 'paper', analysis: { status: 'done', analysis: found.value } };

  it.each([
    [1366, 768, 'zh-CN'],
    [1920, 1080, 'en'],
  ] as const)('in columns of their own at %d×%d, by one key', async (width, height, language) => {
    const page = await harness.open(width, height);
    await watchWords(page);
    await show(page, { ...props, language });
    await page.locator('section[tabindex="0"]').first().waitFor();
    await page.keyboard.press('9');
    const view = await viewOf(page, waveform, '3x4+1R');
    const names = async () => (await wordsOnTrace(page)).filter(({ text }) => wide.leads.includes(text));
    await expect.poll(async () => rowsOf(await names(), 20)).toEqual(wide.page);
    for (const cell of view.geometry.cells) {
      const seconds = peakWithin(cell.fromSeconds, 0.55);
      expect(seconds, cell.leadName).toBeLessThan(cell.toSeconds - 0.02);
      const millivolts = peakMillivolts(waveform, cell.leadName, seconds);
      const xMm = xOfSeconds(cell, view.geometry.speed, seconds);
      const peak = await inkPeakMm(page, view, { xMm, baselineMm: cell.baselineMm, up: millivolts > 0 });
      // Half of what two neighbouring leads differ by.
      expect(Math.abs(peak - millivolts * 10), cell.leadName).toBeLessThan(0.45);
    }
    await page.screenshot({ path: `${screenshotFolder}/leads-${count}-${width}-${language}.png` });
    await page.context().close();
  });

  it('in a row each', async () => {
    const page = await harness.open(1920, 1080);
    await watchWords(page);
    await show(page, { ...props, language: 'zh-CN' });
    await page.locator('section[tabindex="0"]').first().waitFor();
    await page.keyboard.press('3');
    const names = async () => (await wordsOnTrace(page)).filter(({ text }) => wide.leads.includes(text));
    await expect.poll(async () => rowsOf(await names(), 20)).toEqual(wide.leads.map((name) => [name]));
    await page.screenshot({ path: `${screenshotFolder}/leads-${count}-rows.png` });
    await page.context().close();
  });
});
