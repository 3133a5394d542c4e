/** Journey step 4: two contents under one UID at the exchange: both kept, both ends told, nothing signed until one is chosen. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnnouncedObject } from '#shared/contract/exchange/deposits.ts';
import { imageSetText } from '#shared/report/image-set.ts';
import type { Task } from '#shared/study/task.ts';
import {
  addCast,
  beginStudy,
  type Cast,
  claim,
  closeStudy,
  codeOf,
  hashOf,
  makePen,
  type SentStudy,
  sendObject,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

const bytes = (text: string) => Buffer.from(text) as Uint8Array<ArrayBuffer>;

describe('two contents under one SOP Instance UID', () => {
  let exchange: TestExchange;
  let cast: Cast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterAll(() => exchange.stop());

  async function taskOf(study: { studyInstanceUid: string }): Promise<Task> {
    const tasks = await valueIn(cast.clinic.client.tasks.list({}));
    const task = tasks.find((one) => one.studyInstanceUid === study.studyInstanceUid);
    if (task === undefined) throw new Error('no task');
    return task;
  }

  /** Announces `other` as a second content of the study's first object. */
  async function announceOther(task: Task, kept: string, other: Uint8Array): Promise<void> {
    const sopInstanceUid = `${task.studyInstanceUid}.1.1`;
    const object = {
      sha256: hashOf(other),
      size: other.length,
      sopInstanceUid,
      series: {
        seriesInstanceUid: `${task.studyInstanceUid}.1`,
        modality: 'CT',
        seriesNumber: 1,
        description: '',
        bodyPart: 'CHEST',
      },
      instance: {
        sopInstanceUid,
        sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
        transferSyntaxUid: '1.2.840.10008.1.2.1',
        sha256: hashOf(other),
        size: other.length,
        instanceNumber: 1,
        frames: 1,
        rows: 1,
        columns: 1,
        position: null,
        complete: true,
      },
      conflict: { keptSha256: kept, differs: [{ field: 'patientName', kept: '王小东', other: '李娜' }] },
    } as AnnouncedObject;
    const { depositId } = task;
    await valueIn(
      cast.clinic.client.deposits.announce({ commandId: randomUUID(), depositId, objects: [object] }),
    );
  }

  const settle = (task: Task, sha256: string) =>
    cast.clinic.client.deposits.settleConflict({
      commandId: randomUUID(),
      taskId: task.taskId,
      sopInstanceUid: `${task.studyInstanceUid}.1.1`,
      sha256: sha256 as AnnouncedObject['sha256'],
      reason: '设备上已更正患者信息',
      memberId: null,
    });

  it('blocks the signature while somebody reads, and binds the report to the version that was chosen', async () => {
    const first = bytes(`first ${randomUUID()}`);
    const other = bytes(`other ${randomUUID()}`);
    const waiting = await sendWholeStudy(cast.clinic, { objects: [first] });
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('a doctor is needed');
    const pen = await makePen(exchange, doctor);
    const task = await valueIn(claim(pen.access, waiting.taskId));
    const early = await pen.write(task);
    await announceOther(task, hashOf(first), other);
    // Told twice, as after a cut: one conflict.
    await announceOther(task, hashOf(first), other);
    const flagged = await taskOf(task);
    expect(flagged.conflicts).toEqual([
      {
        sopInstanceUid: `${task.studyInstanceUid}.1.1`,
        keptSha256: hashOf(first),
        otherSha256: hashOf(other),
        differs: [{ field: 'patientName', kept: '王小东', other: '李娜' }],
        settled: null,
      },
    ]);
    expect(flagged.images).toEqual(task.images);
    expect(await codeOf(pen.accept(early))).toBe('identity-conflict');
    // Its bytes are not here yet: there is nothing to choose.
    expect(await codeOf(settle(task, hashOf(other)))).toBe('version-unknown');
    expect((await sendObject(cast.clinic, task.depositId, other)).status).toBe(204);
    for (const content of [first, other]) {
      expect((await cast.reader.fetch(`/objects/${hashOf(content)}`)).status).toBe(200);
    }
    expect((await taskOf(task)).images.received).toBe(1);

    const settled = await valueIn(settle(task, hashOf(other)));
    const line = { sopInstanceUid: `${task.studyInstanceUid}.1.1`, sha256: hashOf(other) };
    expect(settled.images.imageSetSha256).toBe(hashOf(imageSetText([line])));
    expect(settled.conflicts?.[0]?.settled).toMatchObject({ sha256: hashOf(other) });
    const manifest = await valueIn(cast.reader.client.deposits.manifest({ taskId: task.taskId }));
    expect(manifest.series[0]?.instances.map((one) => one.sha256)).toEqual([hashOf(other)]);
    expect(await codeOf(pen.accept(early))).toBe('images-changed');
    expect((await valueIn(pen.accept(await pen.write(settled)))).summary.adopted).toBe(true);
    // Both versions stay.
    expect((await cast.reader.fetch(`/objects/${hashOf(first)}`)).status).toBe(200);
  });

  it('holds the signature while two versions are compared, for no longer, and only for the site that sent them', async () => {
    const first = bytes(`kept ${randomUUID()}`);
    const other = bytes(`again ${randomUUID()}`);
    const waiting = await sendWholeStudy(cast.clinic, { objects: [first] });
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('a doctor is needed');
    const pen = await makePen(exchange, doctor);
    const task = await valueIn(claim(pen.access, waiting.taskId));
    const report = await pen.write(task);
    const { depositId } = task;
    const version = {
      sopInstanceUid: `${task.studyInstanceUid}.1.1`,
      keptSha256: hashOf(first),
      otherSha256: hashOf(other),
    };
    const hold = (versions: readonly (typeof version)[]) =>
      cast.clinic.client.deposits.holdSigning({ depositId, versions: [...versions] });
    expect(await codeOf(cast.reader.client.deposits.holdSigning({ depositId, versions: [version] }))).toBe(
      'deposit-not-found',
    );
    await valueIn(hold([version]));
    await valueIn(hold([version]));
    expect((await taskOf(task)).conflicts).toEqual([{ ...version, differs: [], settled: null }]);
    expect(await codeOf(pen.accept(report))).toBe('identity-conflict');
    // Nothing can be chosen before it is known what differs.
    expect(await codeOf(settle(task, hashOf(other)))).toBe('version-unknown');

    // What was found to differ stays, whatever is compared or no longer compared beside it.
    await announceOther(task, hashOf(first), other);
    expect((await taskOf(task)).conflicts?.[0]?.differs).toHaveLength(1);
    await valueIn(hold([version]));
    await valueIn(hold([]));
    expect((await taskOf(task)).conflicts?.[0]?.differs).toHaveLength(1);
    expect(await codeOf(pen.accept(report))).toBe('identity-conflict');
    await sendObject(cast.clinic, depositId, other);
    await valueIn(settle(task, hashOf(first)));

    const third = { ...version, otherSha256: hashOf(bytes(`third ${randomUUID()}`)) };
    await valueIn(hold([third]));
    expect(await codeOf(pen.accept(report))).toBe('identity-conflict');
    // Found to be a harmless rewrite: the signature is free again.
    await valueIn(hold([]));
    expect((await taskOf(task)).conflicts).toHaveLength(1);
    expect((await valueIn(pen.accept(report))).summary.adopted).toBe(true);
  });

  it('leaves everything as it was when the first is chosen, and counts neither version twice', async () => {
    const [first, second] = [bytes(`a ${randomUUID()}`), bytes(`b ${randomUUID()}`)];
    const other = bytes(`c ${randomUUID()}`);
    const study: SentStudy = await beginStudy(cast.clinic, { objects: [first, second] });
    await sendObject(cast.clinic, study.depositId, first);
    await announceOther(await taskOf(study), hashOf(first), other);
    await sendObject(cast.clinic, study.depositId, other);
    expect(await taskOf(study)).toMatchObject({ state: 'arriving', images: { received: 1 } });
    await closeStudy(cast.clinic, study);
    await sendObject(cast.clinic, study.depositId, second);
    const task = await taskOf(study);
    expect(task).toMatchObject({ state: 'waiting', images: { received: 2, expected: 2 } });
    expect(task.conflicts).toHaveLength(1);
    const settled = await valueIn(settle(task, hashOf(first)));
    expect(settled.images.imageSetSha256).toBe(task.images.imageSetSha256);
  });

  it('takes another encoding of the same original in place of one that never came, not beside it', async () => {
    const original = bytes(`original ${randomUUID()}`);
    const smaller = bytes(`s ${randomUUID()}`);
    const study = await beginStudy(cast.clinic, { objects: [original] });
    const { depositId, studyInstanceUid } = study;
    const sopInstanceUid = `${studyInstanceUid}.1.1`;
    const told = await valueIn(
      cast.clinic.client.deposits.announce({
        commandId: randomUUID(),
        depositId,
        objects: [
          {
            sha256: hashOf(smaller),
            size: smaller.length,
            sopInstanceUid,
            series: {
              seriesInstanceUid: `${studyInstanceUid}.1`,
              modality: 'CT',
              seriesNumber: 1,
              description: '',
              bodyPart: '',
            },
            instance: {
              sopInstanceUid: sopInstanceUid as never,
              sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
              transferSyntaxUid: '1.2.840.10008.1.2.4.201',
              sha256: hashOf(smaller),
              size: smaller.length,
              instanceNumber: 1,
              frames: 1,
              rows: 1,
              columns: 1,
              position: null,
              complete: true,
              original: {
                sha256: hashOf(original),
                size: original.length,
                transferSyntaxUid: '1.2.840.10008.1.2.1',
                pixelSha256: hashOf('pixels'),
              },
            },
          },
        ],
      }),
    );
    expect(told.need).toEqual([hashOf(smaller)]);
    await closeStudy(cast.clinic, study);
    await sendObject(cast.clinic, depositId, smaller);
    const task = await taskOf(study);
    expect(task).toMatchObject({
      state: 'waiting',
      images: { received: 1, receivedBytes: smaller.length, originalBytes: original.length },
    });
    const manifest = await valueIn(cast.reader.client.deposits.manifest({ taskId: task.taskId }));
    expect(manifest.series[0]?.instances[0]).toMatchObject({
      sha256: hashOf(smaller),
      original: { sha256: hashOf(original) },
    });
  });
});
