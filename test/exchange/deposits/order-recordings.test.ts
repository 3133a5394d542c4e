/** Which recording of an ECG is the first, when another with a lower number comes while it is read: over a real exchange. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskId } from '#shared/study/ids.ts';
import {
  addCast,
  announced,
  beginStudy,
  type Cast,
  claim,
  closeStudy,
  makePen,
  type SentStudy,
  sendObject,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

const bytes = () => randomBytes(64) as Uint8Array as Uint8Array<ArrayBuffer>;

describe('a recording with a lower number', () => {
  let exchange: TestExchange;
  let cast: Cast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterAll(() => exchange.stop());

  async function sent(kind: 'imaging' | 'ecg'): Promise<{ study: SentStudy; taskId: TaskId }> {
    const study = await beginStudy(cast.clinic, { objects: [bytes()], kind });
    await closeStudy(cast.clinic, study);
    for (const object of study.objects) await sendObject(cast.clinic, study.depositId, object);
    const tasks = await valueIn(cast.reader.client.tasks.list({ includeClosed: true }));
    const task = tasks.find((one) => one.studyInstanceUid === study.studyInstanceUid);
    if (task === undefined) throw new Error('no task');
    return { study, taskId: task.taskId };
  }

  /** A series of its own for each number. */
  async function sendSeries(study: SentStudy, seriesNumber: number, index: number): Promise<void> {
    const late = bytes();
    const object = announced(study.studyInstanceUid, late, index);
    const seriesInstanceUid = `${study.studyInstanceUid}.9.${index}`;
    await valueIn(
      cast.clinic.client.deposits.announce({
        commandId: randomUUID(),
        depositId: study.depositId,
        objects: [{ ...object, series: { ...object.series, seriesInstanceUid, seriesNumber } }],
      }),
    );
    expect((await sendObject(cast.clinic, study.depositId, late)).status).toBe(204);
  }

  const numbers = async (taskId: TaskId) =>
    (await valueIn(cast.reader.client.deposits.manifest({ taskId }))).series.map((one) => one.seriesNumber);

  async function readWhile(kind: 'imaging' | 'ecg'): Promise<(number | null)[]> {
    const { study, taskId } = await sent(kind);
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('a doctor is needed');
    const pen = await makePen(exchange, doctor);
    await valueIn(claim(pen.access, taskId));
    await sendSeries(study, 5, 1);
    await sendSeries(study, 0, 2);
    return numbers(taskId);
  }

  it('stands behind the ECG that was there when the task opened, in the order it came', async () => {
    expect(await readWhile('ecg')).toEqual([1, 5, 0]);
  });

  it('stands by its number among images, which are all read together', async () => {
    expect(await readWhile('imaging')).toEqual([0, 1, 5]);
  });
});
