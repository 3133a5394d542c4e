/** MPPS by raw bytes: in progress, completed, discontinued; a completed step closes its study with what it lists. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asciiBytes, type ElementToWrite, writeElements } from '#shared/formats/dicom/write-elements.ts';
import { acceptArrival } from '../../../../main/intake/accept-arrival.ts';
import { createStudyCloser, type QuietStudy, type StudyCloser } from '../../../../main/intake/close-study.ts';
import { createStepProvider } from '../../../../main/intake/procedure-steps/step-provider.ts';
import {
  completedCount,
  createStepStore,
  type StepStore,
} from '../../../../main/intake/procedure-steps/step-store.ts';
import { makeFacts, makeFile } from '../rig/data-set.ts';
import { associate, command, dataPdu, padded, pdv, type RawScu, readStatus, short } from '../rig/raw-scu.ts';
import { openTestStation, type TestStation, until } from '../rig/test-station.ts';

const stepClass = '1.2.840.10008.3.1.2.3.3';
const study = '1.2.3.1';
let station: TestStation;
let steps: StepStore;
let closer: StudyCloser;
let scu: RawScu;
const quiet: QuietStudy[] = [];

beforeEach(async () => {
  quiet.length = 0;
  station = await openTestStation();
  steps = createStepStore(station.database);
  closer = createStudyCloser({
    database: station.database,
    clock: Date.now,
    log: station.deps.log,
    quietTimes: () => ({ byModality: {}, otherwise: 60_000, byDevice: {} }),
    completedCount: (uid) => completedCount(steps.ofStudy(uid)),
    onStudyQuiet: async (one) => void quiet.push(one),
  });
  const provider = createStepProvider({
    steps,
    clock: Date.now,
    onStep: (step) => void (step.status === 'COMPLETED' && closer.noteCompleted(step.studyInstanceUid)),
  });
  const source = await station.listen({ providers: [provider] });
  scu = await associate(source.address, {
    calling: 'CT1',
    contexts: [{ id: 1, abstractSyntax: stepClass, transferSyntaxes: ['1.2.840.10008.1.2.1'] }],
  });
});

afterEach(async () => {
  scu.socket.destroy();
  await closer.stop();
  await station.close();
});

const cs = (tag: number, text: string): ElementToWrite => ({ tag, vr: 'CS', value: asciiBytes(text) });
const ui = (tag: number, text: string): ElementToWrite => ({ tag, vr: 'UI', value: asciiBytes(text) });

async function create(
  uid: string,
  status = 'IN PROGRESS',
  extra: readonly ElementToWrite[] = [],
): Promise<number> {
  const scheduled = [ui(0x0020000d, study), { tag: 0x00080050, vr: 'SH', value: asciiBytes('A1') }];
  const attributes = [
    cs(0x00400252, status),
    cs(0x00080060, 'CT'),
    { tag: 0x00400270, vr: 'SQ', value: [scheduled] },
    ...extra,
  ];
  return send(uid, 0x0140, attributes);
}

function set(uid: string, status: string, images: readonly string[] | null = null): Promise<number> {
  const listed = (images ?? []).map((image) => [
    ui(0x00081150, '1.2.840.10008.5.1.4.1.1.2'),
    ui(0x00081155, image),
  ]);
  const series: ElementToWrite = {
    tag: 0x00400340,
    vr: 'SQ',
    value: [[{ tag: 0x00081140, vr: 'SQ', value: listed }]],
  };
  const reason: ElementToWrite = {
    tag: 0x00400281,
    vr: 'SQ',
    value: [[{ tag: 0x00080104, vr: 'LO', value: asciiBytes('Patient refused') }]],
  };
  return send(uid, 0x0120, [
    cs(0x00400252, status),
    ...(images === null ? [] : [series]),
    ...(status === 'DISCONTINUED' ? [reason] : []),
  ]);
}

async function send(uid: string, field: number, attributes: readonly ElementToWrite[]): Promise<number> {
  const isCreate = field === 0x0140;
  const request = command([
    [isCreate ? 0x0002 : 0x0003, padded(stepClass)],
    [0x0100, short(field)],
    [0x0110, short(1)],
    [0x0800, short(1)],
    [isCreate ? 0x1000 : 0x1001, padded(uid)],
  ]);
  scu.write(
    Buffer.concat([
      dataPdu(pdv(1, 3, request)),
      dataPdu(pdv(1, 2, Buffer.from(writeElements(attributes, true)))),
    ]),
  );
  return readStatus(scu);
}

async function arrive(): Promise<string> {
  const facts = makeFacts({ studyInstanceUid: study });
  const temporary = station.deps.store.openTemporary();
  await temporary.write(makeFile(facts));
  const kept = await acceptArrival(station.deps, temporary, {
    name: 'x',
    provenance: { source: 'dicom', peer: 'CT1' },
  });
  if (!kept.ok) throw new Error(kept.failure.message);
  const last = station.kept.at(-1);
  if (last !== undefined) closer.noteKept(last);
  return facts.sopInstanceUid;
}

test('a completed step closes the study at once, with the count it lists', async () => {
  expect(await create('1.9.1')).toBe(0);
  const images = [await arrive(), await arrive()];
  expect(await set('1.9.1', 'COMPLETED', [...images, '1.2.3.missing'.replace('missing', '99')])).toBe(0);
  await until(() => quiet.length === 1);
  expect(quiet[0]).toEqual({ studyInstanceUid: study, count: 3, reason: 'mpps' });
  expect(steps.find('1.9.1')).toMatchObject({
    status: 'COMPLETED',
    accessionNumber: 'A1',
    modality: 'CT',
    callingAet: 'CT1',
  });
});

test('images after the completed step close it when the last one that is listed is here', async () => {
  const uids = [makeFacts().sopInstanceUid];
  expect(await create('1.9.2')).toBe(0);
  expect(await set('1.9.2', 'COMPLETED', uids)).toBe(0);
  expect(quiet).toEqual([]);
  await arrive();
  await until(() => quiet.length === 1);
  expect(quiet[0]).toMatchObject({ count: 1, reason: 'mpps' });
});

test('a second step in progress holds the study open; together they list all', async () => {
  expect(await create('1.9.3')).toBe(0);
  expect(await create('1.9.4')).toBe(0);
  const [one, two] = [await arrive(), await arrive()];
  expect(await set('1.9.3', 'COMPLETED', [one])).toBe(0);
  expect(quiet).toEqual([]);
  expect(await set('1.9.4', 'COMPLETED', [two])).toBe(0);
  await until(() => quiet.length === 1);
  expect(quiet[0]).toMatchObject({ count: 2, reason: 'mpps' });
});

test('a discontinued step is kept with its reason and closes nothing', async () => {
  expect(await create('1.9.5')).toBe(0);
  await arrive();
  expect(await set('1.9.5', 'DISCONTINUED')).toBe(0);
  expect(steps.list(1)[0]).toMatchObject({ status: 'DISCONTINUED', discontinuedReason: 'Patient refused' });
  expect(quiet).toEqual([]);
});

test('unlawful steps are refused with the statuses of the standard', async () => {
  expect(await create('1.9.6', 'COMPLETED')).toBe(0x0106);
  expect(await create('', 'IN PROGRESS')).toBe(0x0117);
  expect(await set('1.9.6', 'COMPLETED')).toBe(0x0112);
  expect(await create('1.9.6')).toBe(0);
  expect(await create('1.9.6')).toBe(0x0111);
  expect(await set('1.9.6', 'FINISHED')).toBe(0x0106);
  expect(await set('1.9.6', 'COMPLETED')).toBe(0);
  expect(await set('1.9.6', 'IN PROGRESS')).toBe(0x0110);
  expect(steps.find('1.9.6')?.status).toBe('COMPLETED');
});
