/** How studies hang, and which viewer opens them. */
import { expect, test } from 'vitest';
import type { Instance, Series, Study } from '#shared/study/study.ts';
import { pickHanging } from '../../../renderer/hanging/pick-hanging.ts';
import { pickViewer } from '../../../renderer/viewers/pick-viewer.ts';

function series(uid: string, modality: string, images: number, frames: number | null = 1): Series {
  const instances = Array.from(
    { length: images },
    (_, index): Instance => ({
      sopInstanceUid: `${uid}.${index}`,
      sopClassUid: '1.2',
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      sha256: '0'.repeat(64) as Instance['sha256'],
      size: 1,
      instanceNumber: index,
      frames,
      rows: 1,
      columns: 1,
      position: null,
      held: true,
      complete: true,
      format: 'dicom',
    }),
  );
  return { seriesInstanceUid: uid, modality, seriesNumber: 1, description: '', bodyPart: '', instances };
}

function study(kind: Study['kind'], ...given: Series[]): Study {
  return {
    studyInstanceUid: '1',
    kind,
    accessionNumber: '',
    description: '',
    devicePatient: { name: '', id: '', sex: '', birthDate: null },
    acquiredAt: null,
    institution: '',
    stationAet: '',
    series: given,
  };
}

test('CT opens on its largest series alone', () => {
  expect(pickHanging(study('imaging', series('1', 'CT', 2), series('2', 'CT', 40)))).toEqual({
    layout: '1x1',
    panes: [{ seriesInstanceUid: '2', startIndex: 0 }],
  });
});

test('two radiographs hang side by side, whether in one series or in two', () => {
  expect(pickHanging(study('imaging', series('1', 'DX', 2)))).toEqual({
    layout: '1x2',
    panes: [
      { seriesInstanceUid: '1', startIndex: 0 },
      { seriesInstanceUid: '1', startIndex: 1 },
    ],
  });
  expect(pickHanging(study('imaging', series('1', 'DX', 1), series('2', 'DX', 1))).layout).toBe('1x2');
  expect(pickHanging(study('imaging', series('1', 'DX', 1))).layout).toBe('1x1');
  expect(pickHanging(study('imaging', series('1', 'MG', 4))).panes).toHaveLength(4);
});

test('a study without pictures hangs its first series', () => {
  expect(pickHanging(study('document', series('1', 'SR', 1, null))).panes).toHaveLength(1);
  expect(pickHanging(study('other')).panes).toEqual([]);
});

test('viewers by kind', () => {
  expect(pickViewer(study('ecg', series('1', 'ECG', 1, null)))).toBe('ecg');
  expect(pickViewer(study('imaging', series('1', 'CT', 1)))).toBe('image');
  expect(pickViewer(study('document', series('1', 'SR', 1, null)))).toBe('document');
  expect(pickViewer(study('other', series('1', 'OT', 1)))).toBe('image');
});
