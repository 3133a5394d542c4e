/** Documents beside the images of a deposit: received, bound and served whole, in neither n nor m. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCast,
  beginStudy,
  type Cast,
  claim,
  closeStudy,
  hashOf,
  sendObject,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

const bytes = (size: number) => randomBytes(size) as Uint8Array<ArrayBuffer>;
const ct = '1.2.840.10008.5.1.4.1.1.2';
const doseReport = '1.2.840.10008.5.1.4.1.1.88.67';
const presentationState = '1.2.840.10008.5.1.4.1.1.11.1';

describe('documents beside images', () => {
  let exchange: TestExchange;
  let cast: Cast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterAll(() => exchange.stop());
  const taskOf = async (studyInstanceUid: string) => {
    const tasks = await valueIn(cast.reader.client.tasks.list({ includeClosed: true }));
    return tasks.find((task) => task.studyInstanceUid === studyInstanceUid);
  };

  it('never stand in for an image that is missing', async () => {
    const objects = [bytes(900), bytes(800), bytes(70), bytes(60)];
    const study = await beginStudy(cast.clinic, {
      objects,
      classes: [ct, ct, doseReport, presentationState],
    });
    await closeStudy(cast.clinic, study, 2, true);
    const [first, second, report, state] = objects;
    for (const object of [first, report, state]) {
      if (object) await sendObject(cast.clinic, study.depositId, object);
    }
    // Three objects are here, and still an image is missing: the clock does not run.
    const short = await taskOf(study.studyInstanceUid);
    expect(short).toMatchObject({ state: 'arriving', clock: { startedAt: null } });
    await sendObject(cast.clinic, study.depositId, second ?? bytes(1));
    const open = await taskOf(study.studyInstanceUid);
    expect(open).toMatchObject({
      state: 'waiting',
      images: {
        received: 2,
        expected: 2,
        incomplete: false,
        documents: { received: 2, announced: 2 },
        receivedBytes: 1830,
      },
    });
    const manifest = await valueIn(
      cast.reader.client.deposits.manifest({ taskId: open?.taskId ?? ('' as never) }),
    );
    const served = manifest.series.flatMap((series) => series.instances.map((one) => one.sha256));
    expect([...served].sort()).toEqual(objects.map(hashOf).sort());
  });

  it('never hold the images up, join the set until it is reported, and are no late image', async () => {
    const objects = [bytes(900), bytes(70), bytes(60)];
    const study = await beginStudy(cast.clinic, { objects, classes: [ct, doseReport, presentationState] });
    await closeStudy(cast.clinic, study, 1, true);
    await sendObject(cast.clinic, study.depositId, objects[0] ?? bytes(1));
    const open = await taskOf(study.studyInstanceUid);
    expect(open).toMatchObject({
      state: 'waiting',
      images: { received: 1, expected: 1, incomplete: false, documents: { received: 0, announced: 2 } },
    });
    await sendObject(cast.clinic, study.depositId, objects[1] ?? bytes(1));
    const more = await taskOf(study.studyInstanceUid);
    expect(more?.images.documents).toEqual({ received: 1, announced: 2 });
    expect(more?.images.imageSetSha256).not.toBe(open?.images.imageSetSha256);
    expect(more?.clock).toEqual(open?.clock);
    const doctor = exchange.as(cast.doctors[0]?.secret ?? '');
    await valueIn(claim(doctor, more?.taskId ?? ''));
    await sendObject(cast.clinic, study.depositId, objects[2] ?? bytes(1));
    const read = await taskOf(study.studyInstanceUid);
    expect(read?.images.documents).toEqual({ received: 2, announced: 2 });
    expect(read?.lateImages).toBeUndefined();
  });

  it('are taken out of the number that a station of before says, which counts them in', async () => {
    const objects = [bytes(900), bytes(800), bytes(70)];
    const study = await beginStudy(cast.clinic, { objects, classes: [ct, ct, doseReport] });
    await closeStudy(cast.clinic, study, 3);
    for (const object of objects) await sendObject(cast.clinic, study.depositId, object);
    expect(await taskOf(study.studyInstanceUid)).toMatchObject({
      state: 'waiting',
      images: { received: 2, expected: 2, incomplete: false },
    });
  });
});
