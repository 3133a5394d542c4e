/** The issuer of a patient's number, and the numbers beside it, travel from the object into the study that is deposited. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listStudies, readStudy } from '../../../main/archive/read-study.ts';
import { acceptArrival } from '../../../main/intake/accept-arrival.ts';
import { element, sequence } from '../../builders/dicom-bytes.ts';
import { sliceFile } from '../../builders/dicom-objects.ts';
import { openTestStation, type TestStation } from '../intake/rig/test-station.ts';

let station: TestStation;
beforeEach(async () => {
  station = await openTestStation();
});
afterEach(() => station.close());

/** The issuer stands between the patient's number and his birth date, in the order of tags. */
function withIssuer(file: Uint8Array, issuer: string): Uint8Array {
  const bytes = Buffer.from(file);
  const birthDate = Buffer.from(element(0x00100030, 'DA', '19700228'));
  const at = bytes.indexOf(birthDate);
  return Buffer.concat([bytes.subarray(0, at), element(0x00100021, 'LO', issuer), bytes.subarray(at)]);
}

async function keep(file: Uint8Array): Promise<void> {
  const temporary = station.deps.store.openTemporary();
  await temporary.write(Buffer.from(file));
  const label = { name: 'test', provenance: { source: 'file', peer: 'test' } } as const;
  const kept = await acceptArrival(station.deps, temporary, label);
  if (!kept.ok) throw new Error(kept.failure.message);
}

it('is kept with the number it belongs to', async () => {
  await keep(withIssuer(sliceFile(), 'HUCHANG'));
  expect((await readStudy(station.database, '1.2.3'))?.devicePatient).toMatchObject({
    id: 'P1',
    issuer: 'HUCHANG',
  });
  expect((await listStudies(station.database))[0]?.devicePatient.issuer).toBe('HUCHANG');
});

it('is absent where the device writes none', async () => {
  await keep(sliceFile());
  expect((await readStudy(station.database, '1.2.3'))?.devicePatient).not.toHaveProperty('issuer');
});

it('keeps the further numbers of the patient, also when only a later object names them', async () => {
  const numbers = sequence(0x00101002, [
    Buffer.concat([element(0x00100020, 'LO', 'CITY-1'), element(0x00100021, 'LO', 'CITY')]),
  ]);
  const file = Buffer.from(sliceFile());
  const studyUid = Buffer.from(element(0x0020000d, 'UI', '1.2.3'));
  const at = file.indexOf(studyUid);
  const named = Buffer.concat([file.subarray(0, at), numbers, file.subarray(at)]);
  const uid = named.lastIndexOf('1.2.3.4');
  named.write('1.2.3.5', uid);
  await keep(file);
  expect((await readStudy(station.database, '1.2.3'))?.devicePatient).not.toHaveProperty('otherIds');
  await keep(named);
  expect((await listStudies(station.database))[0]?.devicePatient.otherIds).toEqual([
    { id: 'CITY-1', issuer: 'CITY' },
  ]);
});
