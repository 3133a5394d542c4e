/** Real files of many makers in the viewer: each is drawn, or says in words why it is not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../../rig/open-browser.ts';
import { hasSharedData, sharedDataFolder } from '../../../rig/shared-data.ts';
import { buildTrial } from './rig/build-trial.ts';
import { serveTrial, type TrialServer } from './rig/serve-trial.ts';
import { studyOfFiles } from './rig/study-of-files.ts';
import { openViewerPage, type ViewerPage } from './rig/viewer-page.ts';

const drawn = [
  ...['CT_small', 'ctimage-implicit-le', 'ctimage-explicit-be', 'ctimage-rle', 'ctimage-jpeg-50-baseline'],
  ...['ctimage-jpeg-51-extended12', 'ctimage-jpeg-57-lossless14', 'ctimage-jpeg-70-lossless-sv1'],
  ...['ctimage-jpegls-80', 'ctimage-jpegls-81-near', 'ctimage-j2k-90-lossless', 'ctimage-j2k-91'],
].map((name) => `dicom/ct/${name}.dcm`);
const more = [
  'dicom/ct-enhanced/enhanced-ct-explicit-le.dcm',
  'dicom/ct-enhanced/enhanced-ct-jpegls80-fragmented-no-bot.dcm',
  'dicom/ct-enhanced/enhanced-ct-rle-bot.dcm',
  'dicom/cr-dx/CR-MONO1-10-chest.dcm',
  'dicom/cr-dx/dx_image_mono1.dcm',
  'dicom/cr-dx/RG3_J2KI.dcm',
  'dicom/mg/MG1_J2KI.dcm',
  'dicom/mr/MR_small.dcm',
  'dicom/mr-enhanced/emri_small.dcm',
  'dicom/nm/NM1_JPLL.dcm',
  'dicom/pt/pt-acrin-1.dcm',
  'dicom/xa/xa-96-frames-jpeg-baseline.dcm',
  'dicom/us/US-PAL-8-10x-echo.dcm',
  'dicom/us/US-YBR_FULL_422-EVRLE.dcm',
  'dicom/us/US1_J2KR.dcm',
  'dicom/us/stress-echo-multiframe.dcm',
  'dicom/sc-color/SC_rgb.dcm',
  'dicom/sc-color/SC_rgb_rle.dcm',
  'dicom/sc-color/SC_rgb_jpeg_dcmtk.dcm',
  'dicom/sc-color/OT-PAL-8-face.dcm',
  'dicom/sc-color/SC_ybr_full_uncompressed.dcm',
  'dicom/vl/VL1_J2KI.dcm',
  'dicom/lut/vlut_04.dcm',
  'dicom/lut/mlut_18.dcm',
];
const told: ReadonlyArray<readonly [file: string, card: RegExp]> = [
  ['bad/MR_truncated.dcm', /像素数据不足|损坏/],
  ['dicom/sr/test-SR.dcm', /非图像对象/],
  ['dicom/pdf/sample-pdf.dcm', /PDF 文档/],
  ['dicom/ko/ko-of-interest.dcm', /关键对象选择/],
];
/** Drawn or told: either is right, nothing at all is not. */
const either = [
  'bad/JPEG2000-embedded-sequence-delimiter.dcm',
  'bad/J2K_pixelrep_mismatch.dcm',
  'bad/oob-monochrome-65535.dcm',
  'bad/no-pixel-spacing.dcm',
  'bad/emri_small_jpeg_2k_lossless_too_short.dcm',
  'dicom/float/parametric_map_float.dcm',
  'dicom/rt/rtdose.dcm',
  'dicom/seg/seg_image_ct_binary.dcm',
  'dicom/sm/sm_image.dcm',
];

describe.runIf(hasSharedData)('real files', () => {
  let browser: Browser;
  let server: TrialServer;
  let viewer: ViewerPage;

  beforeAll(async () => {
    const folder = await buildTrial();
    browser = await openBrowser();
    const { study, objects } = studyOfFiles([read('dicom/ct/CT_small.dcm')]);
    server = await serveTrial(folder, study, objects);
    viewer = await openViewerPage(browser, server);
    await viewer.open();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function show(...files: string[]): Promise<void> {
    const { study, objects } = studyOfFiles(files.map(read));
    server.study = { ...study, studyInstanceUid: `2.25.${Math.floor(Math.random() * 1e15)}` };
    for (const [sha256, bytes] of objects) server.objects.set(sha256, bytes);
    await viewer.page.evaluate(async () => {
      const { trial } = window as unknown as {
        trial: { load(): Promise<unknown>; open(study: unknown): void; close(): void };
      };
      trial.close();
      await new Promise((resolve) => setTimeout(resolve, 30));
      trial.open(await trial.load());
    });
    await viewer.page.waitForSelector('[data-pane="0"]');
    await viewer.settled();
  }

  test.each([...drawn, ...more])(
    '%s is drawn',
    async (file) => {
      await show(file);
      expect(await viewer.card()).toBe('');
      // The PET file's own window leaves it nearly dark.
      await expect
        .poll(() => viewer.spread(), { timeout: 10_000 })
        .toBeGreaterThan(/pt-/.test(file) ? 0.3 : 1);
      if (/jpeg-5[01]|j2k-91|81-near|J2KI/.test(file)) {
        expect(await viewer.corner('bottom-right')).toContain('有损压缩');
      }
    },
    60_000,
  );

  test.each(told)(
    '%s says why not',
    async (file, card) => {
      await show(file);
      expect(await viewer.card()).toMatch(card);
    },
    60_000,
  );

  test.each(either)(
    '%s is drawn or says why not',
    async (file) => {
      await show(file);
      const card = await viewer.card();
      if (card === '') await expect.poll(() => viewer.spread(), { timeout: 10_000 }).toBeGreaterThan(0.5);
      else expect(card.length).toBeGreaterThan(4);
    },
    60_000,
  );

  test('a CT series and an MR series, as they stand on a diagnostic screen', async () => {
    await viewer.page.setViewportSize({ width: 1920, height: 1080 });
    await show(...inFolder('dicom/ct-series-head-phantom'));
    await expect.poll(() => viewer.corner('bottom-left'), { timeout: 10_000 }).toMatch(/1 \/ 20/);
    expect(await viewer.letters()).toBe('R L A P');
    await viewer.page.keyboard.press('Shift+J');
    await viewer.settled(1);
    await viewer.page.waitForTimeout(1500);
    await viewer.page.screenshot({ path: 'test-output/image-viewer-ct-1920.png' });
    await show(...inFolder('dicom/mr-series-brain'));
    await expect.poll(() => viewer.corner('bottom-left'), { timeout: 10_000 }).toMatch(/1 \/ 19/);
    await viewer.page.keyboard.press('ArrowDown');
    await expect.poll(() => viewer.corner('bottom-left'), { timeout: 10_000 }).toMatch(/2 \/ 19/);
    await viewer.page.screenshot({ path: 'test-output/image-viewer-mr-1920.png' });
    expect(viewer.errors).toEqual([]);
  }, 120_000);
});

function read(file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(sharedDataFolder, file)));
}

function inFolder(folder: string): string[] {
  return readdirSync(join(sharedDataFolder, folder)).map((name) => `${folder}/${name}`);
}
