/** Marks saved as SR, key object and presentation state: read back deep-equal, and held against dicom3tools and DCMTK where they are. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readKeyObject, writeKeyObject } from '#shared/formats/dicom/marks/key-object.ts';
import {
  readMeasurementReport,
  writeMeasurementReport,
} from '#shared/formats/dicom/marks/measurement-report.ts';
import {
  readPresentationState,
  writePresentationState,
} from '#shared/formats/dicom/marks/presentation-state.ts';
import { type ObjectIdentity, readStudyContext } from '#shared/formats/dicom/marks/study-context.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import {
  type Calibration,
  type ImageRef,
  type MarkingTool,
  type Measurement,
  markingTools,
  type ViewState,
} from '#shared/measure/marking.ts';
import { syntheticCt } from '../../../../renderer/viewers/image/rig/synthetic-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-marks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [ct = new Uint8Array()] = syntheticCt({ slices: 1 });
const opened = openDicom(ct);
if (!opened.ok) throw new Error(opened.failure.message);
const context = readStudyContext(opened.value);
const identity = (modality: ObjectIdentity['modality'], sopClassUid: string): ObjectIdentity => ({
  sopClassUid,
  sopInstanceUid: '2.25.901',
  seriesInstanceUid: '2.25.902',
  modality,
  seriesNumber: 9001,
  seriesDescription: '阅片测量',
  instanceNumber: 1,
  date: '20261129',
  time: '101500',
});
const ctImage: ImageRef = {
  seriesInstanceUid: '2.25.1111.1',
  sopInstanceUid: '2.25.1111.1.1',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
  frame: 1,
};
const cine: ImageRef = {
  seriesInstanceUid: '2.25.1111.3',
  sopInstanceUid: '2.25.1111.3.1',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.3.1',
  frame: 5,
};
const isMultiFrame = (uid: string): boolean => uid === cine.sopInstanceUid;
const pointsOf: Partial<Record<MarkingTool, Measurement['points']>> = {
  probe: [[100.25, 80]],
  angle: [
    [10, 10],
    [20.5, 30],
    [40, 10.015625],
  ],
  freehand: [
    [10, 10],
    [60, 12],
    [55, 50],
    [20, 48.5],
  ],
};
const four: Measurement['points'] = [
  [12.5, 20.015625],
  [110.75, 60],
  [30, 40],
  [34.25, 90.5],
];
const twoPoint = new Set<MarkingTool>(['length', 'ellipse', 'rectangle', 'circle', 'arrow', 'height']);
const measurements = markingTools.map(
  (tool, index): Measurement => ({
    id: `0b5dd0e4-7b1c-4d0f-8a5e-0000000000${10 + index}`,
    tool,
    image: index % 2 === 0 ? ctImage : cine,
    points: pointsOf[tool] ?? (twoPoint.has(tool) ? four.slice(0, 2) : four),
    text: tool === 'arrow' ? '结节,毛刺征 <b>' : '',
    textAt: index % 3 === 0 ? [200.5, 12.25] : null,
    quantities:
      tool === 'arrow'
        ? []
        : tool === 'ellipse'
          ? [
              { name: 'mean', value: 41.123456789, unit: 'HU' },
              { name: 'deviation', value: 3.3, unit: 'HU' },
              { name: 'area', value: 512.75, unit: 'mm-detector' },
            ]
          : [{ name: 'length', value: 1 / 3 + index, unit: index % 2 ? 'mm-manual' : 'mm-detector' }],
    method: tool === 'arrow' ? null : index % 2 ? 'manual-calibration' : 'imager-pixel-spacing',
    magnification: tool === 'length' ? 1.1 : null,
  }),
);

/** By hand, of the cine that every other mark lies on. */
const firstOfCine = measurements.findLast(({ method }) => method === 'manual-calibration');
const calibrations = firstOfCine
  ? [{ image: firstOfCine.image, row: 0.25, column: 1 / 3, millimetres: 25 }]
  : [];

const dataSetOf = (bytes: Uint8Array) => {
  const read = openDicom(bytes);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value.walk.dataSet;
};
const sr = (given: readonly Measurement[], by: readonly Calibration[] = calibrations) =>
  writeMeasurementReport(given, {
    context,
    identity: identity('SR', '1.2.840.10008.5.1.4.1.1.88.33'),
    reader: '王医生',
    isMultiFrame,
    calibrations: by,
  });
const ko = writeKeyObject([ctImage, cine, { ...cine, frame: 7 }], {
  context,
  identity: identity('KO', '1.2.840.10008.5.1.4.1.1.88.59'),
  isMultiFrame,
});
const view = {
  image: ctImage,
  window: { lower: -160, upper: 239 },
  invert: true,
  rotation: 90,
  flipHorizontal: true,
  flipVertical: false,
  zoom: 2,
  pan: [0.125, -0.0625] as const,
};
const stateOf = (look: ViewState) =>
  writePresentationState(
    {
      images: [ctImage],
      view: look,
      measurements: measurements
        .filter(({ image }) => image === ctImage)
        .map((measurement) => ({ measurement, lines: ['长度 12.3 mm', '像素间距'] })),
    },
    {
      context,
      identity: identity('PR', '1.2.840.10008.5.1.4.1.1.11.1'),
      reader: '王医生',
      isMultiFrame,
      presented: {
        rows: 512,
        columns: 512,
        isInverse: false,
        rescale: { slope: '1', intercept: '-1024', type: 'HU' },
      },
    },
  );
const pr = stateOf(view);
/** Where the picture's right and its lower edge come to lie, turned and then flipped. */
const edgesOf = ({ rotation, flipHorizontal, flipVertical }: ViewState) =>
  [0, 90].map((angle) => {
    const at = ((angle + rotation) * Math.PI) / 180;
    const [x, y] = [Math.round(Math.cos(at)), Math.round(Math.sin(at))];
    return [(flipHorizontal ? -x : x) + 0, (flipVertical ? -y : y) + 0];
  });
const files = {
  sr: sr(measurements),
  calibrated: sr([], [{ image: ctImage, row: 0.5, column: 0.25, millimetres: 10 }]),
  ko,
  pr,
} as const;

describe('marks saved beside the images', () => {
  it('measurements come back as they were, every tool', () => {
    expect(readMeasurementReport(dataSetOf(files.sr))).toEqual({ measurements, calibrations });
  });
  it('a calibration comes back where nothing was measured by it, beside those that were', () => {
    const alone = { image: ctImage, row: 0.5, column: 0.25, millimetres: 10 };
    const other = measurements.filter(({ tool }) => tool === 'arrow');
    expect(readMeasurementReport(dataSetOf(files.calibrated))).toEqual({
      measurements: [],
      calibrations: [alone],
    });
    expect(readMeasurementReport(dataSetOf(sr(other, [alone])))).toEqual({
      measurements: other,
      calibrations: [alone],
    });
  });
  it('key images come back with their frames', () => {
    expect(readKeyObject(dataSetOf(ko))).toEqual([ctImage, cine, { ...cine, frame: 7 }]);
  });
  it('the look comes back', () => {
    expect(readPresentationState(dataSetOf(pr), { rows: 512, columns: 512 })).toEqual(view);
  });
  it.each([0, 90, 180, 270].flatMap((rotation) => [false, true].map((also) => ({ rotation, also }))))(
    'flipped upside down it lies as it lay: turned by $rotation°, left to right too: $also',
    ({ rotation, also }) => {
      const flipped = { ...view, rotation, flipHorizontal: also, flipVertical: true };
      const back = readPresentationState(dataSetOf(stateOf(flipped)), { rows: 512, columns: 512 });
      if (back === null) throw new Error('no view');
      expect(edgesOf(back)).toEqual(edgesOf(flipped));
      expect(back).toMatchObject({ zoom: view.zoom, pan: view.pan, invert: true });
    },
  );
  it.each([0.4, 0.75, 1, 1.37, 3, 8])('zoomed to %f it comes back to half a pixel of its edges', (zoom) => {
    const zoomed = { ...view, zoom, pan: [0.031, -0.17] as const };
    const back = readPresentationState(dataSetOf(stateOf(zoomed)), { rows: 512, columns: 512 });
    if (back === null) throw new Error('no view');
    expect(Math.abs(512 / back.zoom - 512 / zoom)).toBeLessThanOrEqual(1);
    for (const axis of [0, 1] as const)
      expect(Math.abs(back.pan[axis] - zoomed.pan[axis]) * 512).toBeLessThanOrEqual(1);
  });
  it('is of the same patient and study, and counts as no image', () => {
    for (const bytes of Object.values(files)) {
      const header = readDicomHeader(bytes);
      if (!header.ok) throw new Error(header.failure.message);
      expect(header.value.studyInstanceUid).toBe('2.25.1111');
      expect(header.value.patient.name).toBe('测试^患者');
      expect(header.value.rows).toBeNull();
      expect(header.value.complete).toBe(true);
      expect(header.value.kind).not.toBe('imaging');
    }
  });
  it('a report of another program is not taken for ours', () => {
    expect(readMeasurementReport(opened.value.walk.dataSet)).toEqual({ measurements: [], calibrations: [] });
  });
});

const has = (name: string): boolean => spawnSync('which', [name]).status === 0;

describe('held against other tools', () => {
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, `${name}.dcm`);
    writeFileSync(path, bytes);
    it.skipIf(!has('dciodvfy'))(
      `dciodvfy finds no error in the ${name} (skipped without dicom3tools)`,
      () => {
        const found = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
        expect((found.stderr + found.stdout).split('\n').filter((line) => line.startsWith('Error'))).toEqual(
          [],
        );
      },
    );
    it.skipIf(!has('dcmdump'))(`dcmdump reads the ${name} to its end (skipped without DCMTK)`, () => {
      const text = execFileSync('dcmdump', ['-q', '+U8', path], { encoding: 'utf8', maxBuffer: 1e8 });
      expect(text).toContain('测试^患者');
      if (name === 'ko') expect(text).toMatch(/ReferencedFrameNumber|\(0008,1160\) IS \[5\\7\]/);
    });
  }
  it.skipIf(!has('dsrdump'))('dsrdump reads the report as a document (skipped without DCMTK)', () => {
    const text = execFileSync('dsrdump', ['-q', '+U8', join(folder, 'sr.dcm')], { encoding: 'utf8' });
    expect(text).toContain('Imaging Measurements');
    expect(text).toContain('结节');
  });
});
