/** Real ECGs in the viewer: every lead of the file has ink. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { usualSettings } from '../../../../renderer/viewers/ecg/display-settings.ts';
import { usualPixelsPerMm, viewPaper } from '../../../../renderer/viewers/ecg/layout/paper-view.ts';
import { hasSharedData, sharedDataFolder } from '../../../rig/shared-data.ts';
import { inkIn, show } from './viewer-facts.ts';
import { screenshotFolder, startViewerHarness, type ViewerHarness } from './viewer-harness.ts';

describe.skipIf(!hasSharedData)('real files', () => {
  let harness: ViewerHarness;
  beforeAll(async () => {
    harness = await startViewerHarness();
  });
  afterAll(async () => {
    await harness?.close();
  });

  for (const [name, path] of [
    ['waveform_ecg', 'dicom/waveform_ecg.dcm'],
    ['Example', 'dicom/Example.dcm'],
    ['aecg', 'aecg/Example.xml'],
    ['muse', 'muse-xml/example1.xml'],
    ['philips', 'philips-sierra-xml/3191723_ZZDEMOPTONLY_1-04_orig.xml'],
    ['schiller', 'schiller-xml/sample.xml'],
  ] as const) {
    it(path, async () => {
      const read = readEcgFile(new Uint8Array(readFileSync(`${sharedDataFolder}ecg/${path}`)));
      if (!read.ok) throw new Error(read.failure.message);
      const { waveform } = read.value;
      const [group] = waveform.groups;
      if (group === undefined) throw new Error('no group');
      const page = await harness.open(1366, 768);
      await show(page, { waveform, language: 'zh-CN', theme: 'paper' });
      const room = await page
        .locator('div[data-theme]')
        .evaluate((element) => ({ widthPx: element.clientWidth, heightPx: element.clientHeight }));
      const view = viewPaper(group, usualSettings, { ...room, pixelsPerMm: usualPixelsPerMm });
      for (const cell of view.geometry.cells) {
        expect(await inkIn(page, view, cell), cell.leadName).toBeGreaterThan(100);
      }
      await page.screenshot({ path: `${screenshotFolder}/ecg-real-${name}.png` });
      await page.context().close();
    });
  }
});
