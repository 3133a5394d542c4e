import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderId } from '#shared/study/ids.ts';
import { orderFormSchema } from '#shared/study/order.ts';
import {
  addCast,
  announce,
  beginStudy,
  type Cast,
  closeStudy,
  codeOf,
  createUpload,
  hashOf,
  offsetOf,
  patchUpload,
  patient,
  sendObject,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';
import { startTcpProxy } from '../../rig/tcp-proxy.ts';

const bytes = (size: number) => randomBytes(size) as Uint8Array<ArrayBuffer>;

describe('deposits', () => {
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

  it('counts n of m, opens with the last object, and serves what it holds by range', async () => {
    const study = await beginStudy(cast.clinic, { objects: [bytes(3000), bytes(2000), bytes(1000)] });
    expect((await taskOf(study.studyInstanceUid))?.state).toBe('arriving');
    await closeStudy(cast.clinic, study);
    for (const object of study.objects.slice(0, 2)) await sendObject(cast.clinic, study.depositId, object);
    const arriving = await taskOf(study.studyInstanceUid);
    expect(arriving).toMatchObject({ state: 'arriving', clock: { startedAt: null } });
    const last = study.objects[2] ?? bytes(1);
    await sendObject(cast.clinic, study.depositId, last);
    const open = await taskOf(study.studyInstanceUid);
    expect(open).toMatchObject({
      state: 'waiting',
      images: { received: 3, expected: 3, receivedBytes: 6000, incomplete: false },
    });
    expect(open?.clock.startedAt).toBe(open?.stamps.openedAt);
    const manifest = await valueIn(
      cast.reader.client.deposits.manifest({ taskId: open?.taskId ?? ('' as never) }),
    );
    expect(manifest.series[0]?.instances.map((one) => one.sha256)).toEqual(study.objects.map(hashOf));
    const path = `/objects/${hashOf(last)}`;
    expect(Buffer.from(await (await cast.reader.fetch(path)).arrayBuffer()).equals(last)).toBe(true);
    const rest = await cast.reader.fetch(path, { headers: { range: 'bytes=900-' } });
    expect([rest.status, rest.headers.get('content-range')]).toEqual([206, 'bytes 900-999/1000']);
    expect(Buffer.from(await rest.arrayBuffer()).equals(last.subarray(900))).toBe(true);
    expect((await cast.reader.fetch(path, { headers: { range: 'bytes=1000-' } })).status).toBe(416);
  });

  it('goes on where it was cut, at any byte, and never answers an offset it does not hold', async () => {
    const object = bytes(2_000_000);
    const study = await beginStudy(cast.clinic, { objects: [object] });
    await closeStudy(cast.clinic, study);
    await createUpload(cast.clinic, study.depositId, object);
    let cuts = 0;
    for (;;) {
      const offset = (await offsetOf(cast.clinic, hashOf(object))) ?? -1;
      expect(offset).toBeGreaterThanOrEqual(0);
      if (cuts === 6) {
        const done = await patchUpload(cast.clinic, hashOf(object), offset, object.slice(offset));
        expect(done.status).toBe(204);
        break;
      }
      const proxy = await startTcpProxy(exchange.address);
      const cutAt = 1 + Math.floor(Math.random() * 300_000);
      const watch = setInterval(() => proxy.sent() > cutAt && proxy.cut(), 1);
      proxy.limit(4_000_000);
      const through = { ...cast.clinic, fetch: rerouted(cast.clinic.token, proxy.address) };
      await patchUpload(through, hashOf(object), offset, object.slice(offset)).catch(() => null);
      clearInterval(watch);
      await proxy.stop();
      cuts += 1;
      if ((await taskOf(study.studyInstanceUid))?.state === 'waiting') break;
    }
    expect((await taskOf(study.studyInstanceUid))?.state).toBe('waiting');
    const back = await cast.reader.fetch(`/objects/${hashOf(object)}`);
    expect(hashOf(new Uint8Array(await back.arrayBuffer()))).toBe(hashOf(object));
  });

  it('refuses content that is not what was announced, and takes it when it comes right', async () => {
    const object = bytes(5000);
    const study = await beginStudy(cast.clinic, { objects: [object] });
    await createUpload(cast.clinic, study.depositId, object);
    const wrong = await patchUpload(cast.clinic, hashOf(object), 0, bytes(5000));
    expect(wrong.status).toBe(460);
    expect(await wrong.json()).toMatchObject({ failure: { code: 'hash-mismatch' } });
    expect((await sendObject(cast.clinic, study.depositId, object)).status).toBe(204);
    await closeStudy(cast.clinic, study);
    expect((await taskOf(study.studyInstanceUid))?.state).toBe('waiting');
  });

  it('asks for nothing twice, but proves possession site by site', async () => {
    const object = bytes(800);
    const first = await beginStudy(cast.clinic, { objects: [object] });
    await sendObject(cast.clinic, first.depositId, object);
    const second = await beginStudy(cast.clinic, { objects: [object] });
    expect((await announce(cast.clinic, second.depositId, second.studyInstanceUid, [object])).need).toEqual(
      [],
    );
    await exchange.add({ type: 'site', name: '柳河镇卫生院' });
    const { secret } = await exchange.add({ type: 'station', name: '柳河工作站', site: '柳河镇卫生院' });
    const other = exchange.as(secret);
    const theirs = await beginStudy(other, { objects: [object] });
    expect((await announce(other, theirs.depositId, theirs.studyInstanceUid, [object])).need).toEqual([
      hashOf(object),
    ]);
    expect((await other.fetch(`/objects/${hashOf(object)}`)).status).toBe(404);
    await sendObject(other, theirs.depositId, object);
    expect((await other.fetch(`/objects/${hashOf(object)}`)).status).toBe(200);
    const [foreign] = await valueIn(other.client.tasks.list({}));
    expect(await codeOf(cast.clinic.client.tasks.get({ taskId: foreign?.taskId ?? ('' as never) }))).toBe(
      'task-not-found',
    );
  });

  it('keeps a study without an order waiting, and joins it by accession number within a day, else by hand', async () => {
    const form = (accessionNumber: string) =>
      orderFormSchema.parse({
        patient,
        kind: 'imaging',
        modality: 'CT',
        complaint: 'x',
        phone: '1',
        accessionNumber,
      });
    const place = (accessionNumber: string) =>
      valueIn(
        cast.clinic.client.orders.place({
          commandId: randomUUID(),
          orderId: randomUUID() as OrderId,
          form: form(accessionNumber),
          emergencyDirect: false,
          placedBy: null,
        }),
      );
    const fresh = await beginStudy(cast.clinic, { order: false, accessionNumber: 'ACC-1' });
    expect(await taskOf(fresh.studyInstanceUid)).toBeUndefined();
    await place('ACC-1');
    expect((await taskOf(fresh.studyInstanceUid))?.order.accessionNumber).toBe('ACC-1');
    const yesterday = exchange.clock.now() - 25 * 3_600_000;
    const old = await beginStudy(cast.clinic, {
      order: false,
      accessionNumber: 'ACC-2',
      acquiredAt: yesterday,
    });
    const order = await place('ACC-2');
    expect(await taskOf(old.studyInstanceUid)).toBeUndefined();
    const waiting = await valueIn(cast.clinic.client.deposits.unjoined());
    expect(waiting.map((one) => one.deposit.depositId)).toContain(old.depositId);
    const join = { depositId: old.depositId, orderId: order.orderId, memberId: null };
    await valueIn(cast.clinic.client.deposits.joinOrder({ commandId: randomUUID(), ...join }));
    expect((await taskOf(old.studyInstanceUid))?.state).toBe('arriving');
    expect(
      await codeOf(
        cast.clinic.client.deposits.joinOrder({
          commandId: randomUUID(),
          ...join,
          depositId: fresh.depositId,
        }),
      ),
    ).toBe('order-already-joined');
  });

  it('joins a day of Holter by its end, whichever of order and recording came first', async () => {
    const hour = 3_600_000;
    const place = (accessionNumber: string) =>
      valueIn(
        cast.clinic.client.orders.place({
          commandId: randomUUID(),
          orderId: randomUUID() as OrderId,
          form: orderFormSchema.parse({
            patient,
            kind: 'ecg',
            modality: 'ECG',
            complaint: 'x',
            phone: '1',
            accessionNumber,
          }),
          emergencyDirect: false,
          placedBy: null,
        }),
      );
    const holter = (accessionNumber: string, acquiredUntil: number) =>
      beginStudy(cast.clinic, {
        kind: 'ecg',
        order: false,
        accessionNumber,
        acquiredAt: acquiredUntil - 24 * hour,
        acquiredUntil,
      });
    await place('HOLTER-1');
    const after = await holter('HOLTER-1', exchange.clock.now() - 2 * hour);
    expect((await taskOf(after.studyInstanceUid))?.order.accessionNumber).toBe('HOLTER-1');
    const before = await holter('HOLTER-2', exchange.clock.now() - 2 * hour);
    await place('HOLTER-2');
    expect((await taskOf(before.studyInstanceUid))?.order.accessionNumber).toBe('HOLTER-2');
    // Whose end is a day ago is a prior as anything else.
    await place('HOLTER-3');
    const old = await holter('HOLTER-3', exchange.clock.now() - 25 * hour);
    expect(await taskOf(old.studyInstanceUid)).toBeUndefined();
  });

  it('holds a routine task whose identity is in doubt, and opens an emergency with both identities', async () => {
    const doubtful = await beginStudy(cast.clinic, { deviceName: 'LI^NA' });
    await closeStudy(cast.clinic, doubtful);
    for (const object of doubtful.objects) await sendObject(cast.clinic, doubtful.depositId, object);
    const held = await taskOf(doubtful.studyInstanceUid);
    expect(held).toMatchObject({
      state: 'arriving',
      identity: { settled: false, differences: [{ field: 'name', order: '王小东', device: 'LI^NA' }] },
    });
    const settle = { taskId: held?.taskId ?? ('' as never), same: true, memberId: null };
    await valueIn(cast.clinic.client.deposits.settleIdentity({ commandId: randomUUID(), ...settle }));
    expect((await taskOf(doubtful.studyInstanceUid))?.state).toBe('waiting');

    const urgent = await beginStudy(cast.clinic, { deviceName: 'LI^NA', urgency: 'emergency' });
    await closeStudy(cast.clinic, urgent);
    for (const object of urgent.objects) await sendObject(cast.clinic, urgent.depositId, object);
    const open = await taskOf(urgent.studyInstanceUid);
    expect(open).toMatchObject({ state: 'waiting', identity: { settled: false } });
    const undo = { taskId: open?.taskId ?? ('' as never), same: false, memberId: null };
    await valueIn(cast.clinic.client.deposits.settleIdentity({ commandId: randomUUID(), ...undo }));
    expect((await taskOf(urgent.studyInstanceUid))?.state).toBe('cancelled');
    const unjoined = await valueIn(cast.clinic.client.deposits.unjoined());
    expect(unjoined.map((one) => one.deposit.depositId)).toContain(urgent.depositId);
  });

  it('sends n of m only with a reason; an emergency that stalls for a minute opens by itself', async () => {
    const [first, second] = [bytes(100), bytes(100)];
    const routine = await beginStudy(cast.clinic, { objects: [first, second] });
    await closeStudy(cast.clinic, routine);
    const send = { depositId: routine.depositId, reason: '网络中断', memberId: null };
    const incomplete = () => cast.clinic.client.deposits.sendIncomplete({ commandId: randomUUID(), ...send });
    expect(await codeOf(incomplete())).toBe('move-illegal');
    await sendObject(cast.clinic, routine.depositId, first);
    const urgent = await beginStudy(cast.clinic, { objects: [bytes(90), second], urgency: 'emergency' });
    await closeStudy(cast.clinic, urgent);
    await sendObject(cast.clinic, urgent.depositId, urgent.objects[0] ?? first);
    exchange.clock.advance(61_000);
    await exchange.running.tick();
    expect((await taskOf(routine.studyInstanceUid))?.state).toBe('arriving');
    expect(await taskOf(urgent.studyInstanceUid)).toMatchObject({
      state: 'waiting',
      images: { received: 1, expected: 2, incomplete: true, incompleteReason: 'no-progress' },
    });
    await valueIn(incomplete());
    expect(await taskOf(routine.studyInstanceUid)).toMatchObject({
      state: 'waiting',
      images: { received: 1, expected: 2, incomplete: true, incompleteReason: '网络中断' },
    });
    // Late, but before the claim: the same task and the same clock, with the new image set.
    const before = await taskOf(routine.studyInstanceUid);
    await sendObject(cast.clinic, routine.depositId, second);
    const after = await taskOf(routine.studyInstanceUid);
    expect(after).toMatchObject({ clock: before?.clock, images: { received: 2, incomplete: false } });
    expect(after?.images.imageSetSha256).not.toBe(before?.images.imageSetSha256);
  });

  it('refuses a reading station that wants to send', async () => {
    await expect(beginStudy(cast.reader)).rejects.toThrow('right-missing');
  });
});

function rerouted(token: string, address: string) {
  return (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(new URL(path, address), { ...init, headers });
  };
}
