/** How studies hang, and which viewer opens them. */
import { expect, test } from 'vitest';
import { hangingProtocolSchema } from '#shared/study/hanging-protocol.ts';
import type { Instance, Series, Study } from '#shared/study/study.ts';
import { pickHanging } from '../../../renderer/hanging/pick-hanging.ts';
import { builtInProtocols } from '../../../renderer/hanging/protocols.ts';
import { pickViewer } from '../../../renderer/viewers/pick-viewer.ts';

function series(
  uid: string,
  modality: string,
  images: number,
  frames: number | null = 1,
  words: { description?: string; bodyPart?: string } = {},
): Series {
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
  return {
    seriesInstanceUid: uid,
    modality,
    seriesNumber: 1,
    description: words.description ?? '',
    bodyPart: words.bodyPart ?? '',
    instances,
  };
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
    protocol: 'largest',
  });
});

test('two radiographs hang side by side, whether in one series or in two', () => {
  expect(pickHanging(study('imaging', series('1', 'DX', 2)))).toEqual({
    layout: '1x2',
    panes: [
      { seriesInstanceUid: '1', startIndex: 0 },
      { seriesInstanceUid: '1', startIndex: 1 },
    ],
    protocol: 'two-projections',
  });
  expect(pickHanging(study('imaging', series('1', 'DX', 1), series('2', 'DX', 1))).layout).toBe('1x2');
  expect(pickHanging(study('imaging', series('1', 'DX', 1))).layout).toBe('1x1');
  expect(pickHanging(study('imaging', series('1', 'MG', 4))).panes).toHaveLength(4);
});

test('a study without pictures hangs its first series', () => {
  expect(pickHanging(study('document', series('1', 'SR', 1, null))).panes).toHaveLength(1);
  expect(pickHanging(study('other')).panes).toEqual([]);
});

/** Series as devices send them: modality, pictures, what it is called. */
type Given = readonly [modality: string, pictures: number, description: string];

const fixtures: ReadonlyArray<{
  readonly exam: string;
  readonly bodyPart: string;
  readonly series: readonly Given[];
  readonly protocol: string;
  readonly layout: string;
  /** Index of the series in each pane, with the window preset where there is one. */
  readonly panes: readonly (number | readonly [number, string])[];
}> = [
  {
    exam: '胸部正侧位,侧位先拍',
    bodyPart: 'CHEST',
    series: [
      ['DX', 1, '胸部侧位'],
      ['DX', 1, '胸部后前位'],
    ],
    ...{ protocol: 'chest-frontal-lateral', layout: '1x2', panes: [1, 0] },
  },
  {
    exam: 'chest PA and LAT of a CR that names no body part',
    bodyPart: '',
    series: [
      ['CR', 1, 'Chest PA'],
      ['CR', 1, 'Chest LAT'],
    ],
    ...{ protocol: 'chest-frontal-lateral', layout: '1x2', panes: [0, 1] },
  },
  {
    exam: '膝关节正侧位',
    bodyPart: 'KNEE',
    series: [
      ['DX', 1, '右膝侧位'],
      ['DX', 1, '右膝正位'],
    ],
    ...{ protocol: 'frontal-lateral', layout: '1x2', panes: [1, 0] },
  },
  {
    exam: '两幅无说明的平片',
    bodyPart: 'HAND',
    series: [
      ['DX', 1, ''],
      ['DX', 1, ''],
    ],
    ...{ protocol: 'two-projections', layout: '1x2', panes: [0, 1] },
  },
  {
    exam: '脊柱多幅',
    bodyPart: 'LSPINE',
    series: [['CR', 3, '腰椎']],
    ...{ protocol: 'projections', layout: '2x2', panes: [0, 0, 0] },
  },
  {
    exam: '乳腺四图,按到达次序混乱',
    bodyPart: 'BREAST',
    series: [
      ['MG', 1, 'L MLO'],
      ['MG', 1, 'R CC'],
      ['MG', 1, 'L CC'],
      ['MG', 1, 'R MLO'],
    ],
    ...{ protocol: 'mammography', layout: '2x2', panes: [1, 2, 3, 0] },
  },
  {
    exam: '胸部CT 肺窗重建与软组织重建',
    bodyPart: 'CHEST',
    series: [
      ['CT', 2, 'Scout'],
      ['CT', 60, '标准 5mm'],
      ['CT', 60, '肺 5mm'],
    ],
    ...{
      protocol: 'ct-chest',
      layout: '1x2',
      panes: [
        [2, '1'],
        [1, '2'],
      ],
    },
  },
  {
    exam: '头颅CT 脑窗与骨窗',
    bodyPart: 'HEAD',
    series: [
      ['CT', 30, 'Head bone'],
      ['CT', 30, 'Head brain'],
    ],
    ...{
      protocol: 'ct-head',
      layout: '1x2',
      panes: [
        [1, '5'],
        [0, '4'],
      ],
    },
  },
  {
    exam: '头颅CT 只有一个序列',
    bodyPart: 'HEAD',
    series: [
      ['CT', 1, 'Topogram'],
      ['CT', 30, 'Head 5.0'],
    ],
    ...{ protocol: 'largest', layout: '1x1', panes: [1] },
  },
  {
    exam: '上腹部CT 三期增强',
    bodyPart: 'ABDOMEN',
    series: [
      ['CT', 40, '平扫'],
      ['CT', 42, '动脉期'],
      ['CT', 42, '门脉期'],
      ['CT', 42, '延迟期'],
    ],
    ...{ protocol: 'ct-phases', layout: '2x2', panes: [1, 2, 0, 3] },
  },
  {
    exam: '颅脑MR',
    bodyPart: 'BRAIN',
    series: [
      ['MR', 20, 'T1WI ax'],
      ['MR', 20, 'T2 FLAIR ax'],
      ['MR', 20, 'T2WI ax'],
      ['MR', 40, 'DWI b1000'],
    ],
    ...{ protocol: 'mr-brain', layout: '2x2', panes: [3, 1, 2, 0] },
  },
  {
    exam: '颅脑MR平扫+DWI,两个序列',
    bodyPart: 'BRAIN',
    series: [
      ['MR', 20, 'T2 TSE 轴位'],
      ['MR', 20, 'DWI b1000 轴位'],
    ],
    ...{ protocol: 'mr-brain-stroke', layout: '1x2', panes: [1, 0] },
  },
  {
    exam: '膝关节MR',
    bodyPart: 'KNEE',
    series: [
      ['MR', 20, 'T1 SAG'],
      ['MR', 20, 'PD FS SAG'],
      ['MR', 20, 'PD FS COR'],
      ['MR', 20, 'PD TRA'],
    ],
    ...{ protocol: 'mr-joint', layout: '2x2', panes: [1, 2, 3, 0] },
  },
  {
    exam: '超声动态与静态',
    bodyPart: 'ABDOMEN',
    series: [
      ['US', 3, '肝脏'],
      ['US', 60, '动态'],
    ],
    ...{ protocol: 'largest', layout: '1x1', panes: [1] },
  },
];

test.each(fixtures)('$exam hangs by $protocol', ({ bodyPart, series: given, protocol, layout, panes }) => {
  const picked = pickHanging(
    study(
      'imaging',
      ...given.map(([modality, pictures, description], index) =>
        series(`${index}`, modality, pictures, 1, { description, bodyPart }),
      ),
    ),
  );
  expect(picked).toMatchObject({ protocol, layout });
  expect(
    picked.panes.map(({ seriesInstanceUid, preset }) =>
      preset === undefined ? Number(seriesInstanceUid) : [Number(seriesInstanceUid), preset],
    ),
  ).toEqual(panes);
});

test('what a reader saved goes before what the house brings along, when it fits as well', () => {
  const chest = study(
    'imaging',
    series('1', 'CT', 60, 1, { description: '肺', bodyPart: 'CHEST' }),
    series('2', 'CT', 60, 1, { description: '标准', bodyPart: 'CHEST' }),
  );
  const house = builtInProtocols.find((one) => one.name === 'ct-chest');
  if (!house) throw new Error('no chest protocol');
  const saved = hangingProtocolSchema.parse({ ...house, name: 'mine', layout: '2x1' });
  expect(pickHanging(chest, [saved])).toMatchObject({ protocol: 'mine', layout: '2x1' });
});

test('every protocol of the house is sound: known layout, no more panes than it has, patterns that compile', () => {
  for (const protocol of builtInProtocols) {
    const { layout, panes } = hangingProtocolSchema.parse(protocol);
    const [rows = 0, columns = 0] = layout.split('x').map(Number);
    expect(panes.length).toBeLessThanOrEqual(rows * columns);
    for (const rule of panes.flatMap((one) => one.rules))
      if (rule.of === 'description') expect(() => new RegExp(rule.like, 'i')).not.toThrow();
  }
  expect(new Set(builtInProtocols.map((one) => one.name)).size).toBe(builtInProtocols.length);
});

test('viewers by kind', () => {
  expect(pickViewer(study('ecg', series('1', 'ECG', 1, null)))).toBe('ecg');
  expect(pickViewer(study('imaging', series('1', 'CT', 1)))).toBe('image');
  expect(pickViewer(study('document', series('1', 'SR', 1, null)))).toBe('document');
  expect(pickViewer(study('other', series('1', 'OT', 1)))).toBe('image');
});
