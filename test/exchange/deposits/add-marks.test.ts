/** Marks at the exchange: only of the study they say, only from who may write, in no count, gone with the study's manifest for all who read. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnnouncedObject } from '#shared/contract/exchange/deposits.ts';
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { writeFile } from '../../../practice/dicom/write-file.ts';
import {
  addCast,
  type Cast,
  codeOf,
  hashOf,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

let exchange: TestExchange;
let cast: Cast;
beforeAll(async () => {
  exchange = await startTestExchange();
  cast = await addCast(exchange);
});
afterAll(() => exchange.stop());

function keyObject(studyInstanceUid: string, sopClass = '1.2.840.10008.5.1.4.1.1.88.59') {
  const uid = `2.25.${Math.floor(Math.random() * 1e15)}`;
  const file = writeFile(
    uid,
    {
      SOPClassUID: sopClass,
      SOPInstanceUID: uid,
      StudyInstanceUID: studyInstanceUid,
      SeriesInstanceUID: `${uid}.1`,
      Modality: 'KO',
      SeriesNumber: '9002',
      InstanceNumber: '1',
      PatientName: '王小东',
      PatientID: 'P1001',
    },
    'ISO_IR 192',
  );
  return Buffer.from(file.bytes) as Buffer<ArrayBuffer>;
}

function announcedOf(bytes: Uint8Array): AnnouncedObject {
  const header = readDicomHeader(bytes);
  const described = header.ok ? describeInstance(header.value, true) : header;
  if (!described.ok) throw new Error(described.failure.message);
  const { series, instance } = described.value;
  const [sha256, size] = [hashOf(bytes), bytes.length];
  return {
    sha256,
    size,
    sopInstanceUid: instance.sopInstanceUid,
    series,
    instance: { ...instance, sha256, size },
  };
}

const put = (bytes: Buffer<ArrayBuffer>) =>
  cast.reader.fetch(`/objects/${hashOf(bytes)}`, { method: 'PUT', body: bytes });

it('takes marks of the study from a reader, and nothing else from nobody else', async () => {
  const task = await sendWholeStudy(cast.clinic);
  const good = keyObject(task.studyInstanceUid);
  const [doctor] = cast.doctors;
  if (doctor === undefined) throw new Error('no doctor');
  const memberId = doctor.id;
  const add = (bytes: Buffer, over: { client?: Cast['clinic']['client']; memberId?: typeof memberId } = {}) =>
    (over.client ?? cast.reader.client).deposits.addMarks({
      commandId: randomUUID(),
      taskId: task.taskId,
      memberId: over.memberId ?? memberId,
      objects: [announcedOf(bytes)],
    });

  expect(await codeOf(add(good))).toBe('object-not-found');
  expect((await put(good)).status).toBe(201);
  expect(await codeOf(add(good, { client: cast.clinic.client }))).toBe('task-not-found');
  expect(await codeOf(add(good, { memberId: cast.nurse.id }))).toBe('right-missing');
  const foreign = keyObject('2.25.42');
  await put(foreign);
  expect(await codeOf(add(foreign))).toBe('marks-foreign');
  const image = keyObject(task.studyInstanceUid, '1.2.840.10008.5.1.4.1.1.2');
  await put(image);
  expect(await codeOf(add(image))).toBe('marks-foreign');

  const before = await valueIn(cast.reader.client.deposits.manifest({ taskId: task.taskId }));
  const after = await valueIn(add(good));
  expect(after.savedMarks?.objects).toBe(1);
  expect(after.images).toEqual(task.images);
  expect(after.state).toBe(task.state);
  // The same once more changes nothing.
  expect((await valueIn(add(good))).savedMarks?.objects).toBe(1);

  for (const client of [cast.reader.client, cast.clinic.client]) {
    const manifest = await valueIn(client.deposits.manifest({ taskId: task.taskId }));
    const instances = manifest.series.flatMap((series) => series.instances);
    expect(instances.filter((one) => one.marks === true).map((one) => one.sha256)).toEqual([hashOf(good)]);
    expect(instances.length).toBe(before.series.flatMap((series) => series.instances).length + 1);
  }
  const fetched = await cast.clinic.fetch(`/objects/${hashOf(good)}`, {});
  expect(Buffer.from(await fetched.arrayBuffer()).equals(good)).toBe(true);
});
