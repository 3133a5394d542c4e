/** The end of a recording of hours lies in the index with its study, and goes with what is deposited. */
import { expect, it } from 'vitest';
import { listStudies, readStudy } from '../../../main/archive/read-study.ts';
import { acceptArrival } from '../../../main/intake/accept-arrival.ts';
import { ecgFile } from '../../builders/dicom-objects.ts';
import { openTestStation } from '../intake/rig/test-station.ts';

it('is kept beside its beginning', async () => {
  const station = await openTestStation();
  try {
    const samples = new Array<number>(400 * 100).fill(1);
    const temporary = station.deps.store.openTemporary();
    await temporary.write(
      Buffer.from(
        ecgFile([
          {
            label: 'RHYTHM',
            samplingHz: 100,
            interpretation: 'SS',
            bits: 16,
            leads: [{ code: '5.6.3-9-1', meaning: 'Lead I', samples }],
          },
        ]),
      ),
    );
    const label = { name: 'test', provenance: { source: 'file', peer: 'test' } } as const;
    const kept = await acceptArrival(station.deps, temporary, label);
    if (!kept.ok) throw new Error(kept.failure.message);
    const study = await readStudy(station.database, '1.2.3');
    expect((study?.acquiredUntil ?? 0) - (study?.acquiredAt ?? 0)).toBe(400_000);
    expect((await listStudies(station.database))[0]?.acquiredUntil).toBe(study?.acquiredUntil);
  } finally {
    await station.close();
  }
});
