/** The order of an ECG's recordings is the exchange's, at every station and whenever it fetched them; images lie by their numbers. */
import { expect, it } from 'vitest';
import type { Study } from '#shared/study/study.ts';
import { expectStudy } from '../../../main/archive/expect-study.ts';
import { readStudy } from '../../../main/archive/read-study.ts';
import { openTestStation } from '../intake/rig/test-station.ts';

const uid = '1.2.826.4';

function series(number: number, marks = false): Study['series'][number] {
  return {
    seriesInstanceUid: `${uid}.${number}`,
    modality: 'ECG',
    seriesNumber: number,
    description: '',
    bodyPart: '',
    instances: [
      {
        sopInstanceUid: `${uid}.${number}.1`,
        sopClassUid: '1.2.840.10008.5.1.4.1.1.9.1.1',
        transferSyntaxUid: '1.2.840.10008.1.2.1',
        sha256: `${number}`.repeat(64).slice(0, 64) as never,
        size: 10,
        instanceNumber: 1,
        frames: null,
        rows: null,
        columns: null,
        position: null,
        held: false,
        complete: true,
        format: 'dicom',
        ...(marks ? { marks: true } : {}),
      },
    ],
  };
}

function study(kind: Study['kind'], ...all: Study['series']): Study {
  return {
    studyInstanceUid: uid,
    kind,
    accessionNumber: '',
    description: '',
    devicePatient: { name: '', id: '', sex: '', birthDate: null },
    acquiredAt: null,
    institution: '',
    stationAet: '',
    series: all,
  };
}

async function orderAfter(...manifests: readonly Study[]): Promise<(number | null)[]> {
  const station = await openTestStation();
  try {
    const deps = { database: station.database, clock: Date.now };
    for (const manifest of manifests) await expectStudy(deps, manifest, 'http://exchange');
    return (await readStudy(station.database, uid))?.series.map((one) => one.seriesNumber) ?? [];
  } finally {
    await station.close();
  }
}

it('a late recording with a lower number stands behind, whether the station saw the first one alone or not', async () => {
  const whole = study('ecg', series(3), series(1), series(2));
  expect(await orderAfter(study('ecg', series(3)), whole)).toEqual([3, 1, 2]);
  expect(await orderAfter(whole)).toEqual([3, 1, 2]);
});

it('what a reader saved beside it has no place among the recordings', async () => {
  expect(await orderAfter(study('ecg', series(1, true), series(3), series(2)))).toEqual([3, 2, 1]);
});

it('images lie by their numbers', async () => {
  expect(await orderAfter(study('imaging', series(3), series(1)))).toEqual([1, 3]);
});
