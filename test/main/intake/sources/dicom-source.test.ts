import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDicomSource } from '../../../../main/intake/sources/dicom-source.ts';
import { makeDataSet, makeFacts } from '../rig/data-set.ts';
import {
  abortRequest,
  associate,
  associateRequest,
  connectRaw,
  dataPdu,
  echoCommand,
  pdu,
  pdv,
  readStatus,
  release,
  releaseRequest,
  storeCommand,
  storeMessage,
} from '../rig/raw-scu.ts';
import { filesBelow, openTestStation, type TestStation, until } from '../rig/test-station.ts';

let station: TestStation;

beforeEach(async () => {
  station = await openTestStation();
});

afterEach(async () => {
  await station.close();
});

function storedBytes(at: number): Buffer {
  const kept = station.kept[at];
  if (kept === undefined) throw new Error(`nothing kept at ${at}`);
  return readFileSync(station.vault.pathOf(kept.sha256));
}

test.each([1, 2, 4, 7])('stores what was sent, untouched, with %i values in a PDU', async (perPdu) => {
  const source = await station.listen();
  const scu = await associate(source.address);
  const facts = makeFacts({ pixelBytes: 60_001 });
  const dataSet = makeDataSet(facts);
  scu.write(storeMessage(facts, dataSet, { fragments: 29, perPdu }));
  expect(await readStatus(scu)).toBe(0);
  const bytes = storedBytes(0);
  expect(bytes.subarray(bytes.length - dataSet.length).equals(dataSet)).toBe(true);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(station.kept[0]?.sha256);
  expect(bytes.toString('latin1', 128, 132)).toBe('DICM');
  await release(scu);
  await until(() => station.ended.length === 1);
  expect(station.ended[0]).toMatchObject({ outcome: 'released', callingAet: 'RAWSCU' });
  expect(station.ended[0]?.stored.map((one) => one.sopInstanceUid)).toEqual([facts.sopInstanceUid]);
});

test('an association split at every offset ends the same', async () => {
  const source = await station.listen();
  const facts = makeFacts({ pixelBytes: 24 });
  const whole = Buffer.concat([
    associateRequest(),
    storeMessage(facts, makeDataSet(facts), { fragments: 3, perPdu: 2 }),
    dataPdu(pdv(3, 3, echoCommand(2))),
    releaseRequest,
  ]);
  for (let offset = 1; offset < whole.length; offset += 1) {
    const scu = await connectRaw(source.address);
    scu.write(whole.subarray(0, offset));
    await new Promise((resolve) => setImmediate(resolve));
    scu.write(whole.subarray(offset));
    expect((await scu.read())?.type).toBe(2);
    expect(await readStatus(scu)).toBe(0);
    expect(await readStatus(scu)).toBe(0);
    expect((await scu.read())?.type).toBe(6);
    scu.socket.end();
    await scu.closed;
  }
  expect(station.kept.filter((one) => one.outcome === 'new')).toHaveLength(1);
  expect(filesBelow(join(station.vault.folder, 'objects'))).toHaveLength(1);
}, 120_000);

test('byte by byte works too', async () => {
  const source = await station.listen();
  const scu = await connectRaw(source.address);
  const facts = makeFacts({ pixelBytes: 10 });
  const whole = Buffer.concat([associateRequest(), storeMessage(facts, makeDataSet(facts)), releaseRequest]);
  for (const byte of whole) scu.socket.write(Buffer.from([byte]));
  expect((await scu.read())?.type).toBe(2);
  expect(await readStatus(scu)).toBe(0);
  expect((await scu.read())?.type).toBe(6);
  scu.socket.end();
});

test.each([0xfffffff0, 131_072 + 17])(
  'a PDU announced with %i bytes ends the association at once',
  async (length) => {
    const source = await station.listen();
    const scu = await associate(source.address);
    const header = Buffer.alloc(6);
    header.writeUInt8(4, 0);
    header.writeUInt32BE(length, 2);
    scu.write(header);
    expect((await scu.read())?.type).toBe(7);
    await scu.closed;
    await until(() => station.ended.length === 1);
    expect(station.ended[0]).toMatchObject({ outcome: 'aborted', reason: `PDU of ${length} bytes` });
  },
);

test.each([
  ['abort', (scu: Awaited<ReturnType<typeof associate>>) => scu.write(abortRequest)],
  ['reset', (scu: Awaited<ReturnType<typeof associate>>) => scu.socket.resetAndDestroy()],
  ['close', (scu: Awaited<ReturnType<typeof associate>>) => scu.socket.end()],
])('%s in mid C-STORE leaves nothing', async (_name, end) => {
  const source = await station.listen();
  const scu = await associate(source.address);
  scu.write(dataPdu(pdv(1, 3, storeCommand(makeFacts(), 1))));
  for (let at = 0; at < 30; at += 1) scu.write(dataPdu(pdv(1, 0, Buffer.alloc(75_000))));
  await until(() => filesBelow(join(station.vault.folder, 'incoming')).length === 1);
  end(scu);
  await until(() => station.ended.length === 1);
  expect(station.ended[0]).toMatchObject({ outcome: 'aborted', stored: [] });
  expect(filesBelow(station.vault.folder)).toEqual([]);
  expect(station.kept).toEqual([]);
});

test('release in mid C-STORE leaves nothing and is answered', async () => {
  const source = await station.listen();
  const scu = await associate(source.address);
  scu.write(dataPdu(pdv(1, 3, storeCommand(makeFacts(), 1)), pdv(1, 0, Buffer.alloc(100))));
  scu.write(releaseRequest);
  expect((await scu.read())?.type).toBe(6);
  scu.socket.end();
  await until(() => station.ended.length === 1);
  expect(station.ended[0]?.outcome).toBe('aborted');
  expect(filesBelow(station.vault.folder)).toEqual([]);
});

test.each<[string, (facts: ReturnType<typeof makeFacts>) => Buffer]>([
  ['a data fragment without a command', () => dataPdu(pdv(1, 2, Buffer.alloc(8)))],
  [
    'a command inside a data set',
    (facts) => dataPdu(pdv(1, 3, storeCommand(facts, 1)), pdv(1, 3, echoCommand(2))),
  ],
  [
    'data on another context',
    (facts) => dataPdu(pdv(1, 3, storeCommand(facts, 1)), pdv(3, 2, Buffer.alloc(8))),
  ],
  ['an unaccepted context', (facts) => dataPdu(pdv(5, 3, storeCommand(facts, 1)))],
  ['a value longer than its PDU', () => pdu(4, Buffer.from([0x7f, 0xff, 0xff, 0xff, 1, 3]))],
  ['a value of length 1', () => pdu(4, Buffer.from([0, 0, 0, 1, 1]))],
  ['an empty P-DATA', () => pdu(4, Buffer.alloc(0))],
  [
    'an endless command',
    () => Buffer.concat(Array.from({ length: 9 }, () => dataPdu(pdv(1, 1, Buffer.alloc(8000))))),
  ],
  ['a garbled command', () => dataPdu(pdv(1, 3, Buffer.from('GET / HTTP/1.1')))],
  ['an association request again', () => associateRequest()],
  ['an unknown PDU', () => pdu(0xff, Buffer.alloc(4))],
])('%s aborts the association and the station lives on', async (_name, make) => {
  const source = await station.listen();
  const scu = await associate(source.address);
  scu.write(make(makeFacts()));
  expect((await scu.read())?.type).toBe(7);
  await scu.closed;
  const next = await associate(source.address);
  next.write(dataPdu(pdv(3, 3, echoCommand(1))));
  expect(await readStatus(next)).toBe(0);
  await release(next);
});

test.each<[string, Parameters<typeof associateRequest>[0], number[]]>([
  ['a wrong called AE', { called: 'SOMEBODY' }, [0, 1, 1, 7]],
  ['an unknown calling AE', { calling: 'STRANGER' }, [0, 1, 1, 3]],
  ['a wrong application context', { application: '1.2.3' }, [0, 1, 1, 2]],
  ['a wrong protocol version', { version: 2 }, [0, 1, 2, 2]],
  ['a maximum PDU too small to answer', { maxPdu: 6 }, [0, 1, 1, 1]],
])('%s is rejected with its reason', async (_name, request, reason) => {
  station.policy.current = { ...station.policy.current, callers: [{ aet: 'RAWSCU', host: '127.0.0.1' }] };
  const source = await station.listen();
  const scu = await connectRaw(source.address);
  scu.write(associateRequest(request));
  const answer = await scu.read();
  expect(answer?.type).toBe(3);
  expect([...(answer?.body ?? [])]).toEqual(reason);
  await scu.closed;
  expect(station.rejected).toHaveLength(1);
  await release(await associate(source.address));
});

test('the limit of associations rejects the next as transient and frees its slots', async () => {
  const source = await station.listen({ maxAssociations: 2 });
  const first = await associate(source.address);
  const second = await associate(source.address);
  const third = await connectRaw(source.address);
  third.write(associateRequest());
  const answer = await third.read();
  expect([answer?.type, ...(answer?.body ?? [])]).toEqual([3, 0, 2, 3, 2]);
  await release(first);
  await until(() => station.ended.length === 1);
  await release(await associate(source.address));
  await release(second);
});

test('silence ends an association, before and after it is established', async () => {
  const source = await station.listen({ idleMs: 150 });
  const mute = await connectRaw(source.address);
  await mute.closed;
  const scu = await associate(source.address);
  expect((await scu.read())?.type).toBe(7);
  await scu.closed;
  await until(() => station.ended.length === 1);
  expect(station.ended[0]?.reason).toMatch(/no byte/);
});

test('contexts are judged one by one', async () => {
  const source = await station.listen();
  const scu = await connectRaw(source.address);
  const [implicit, explicit, deflated] = [
    '1.2.840.10008.1.2',
    '1.2.840.10008.1.2.1',
    '1.2.840.10008.1.2.1.99',
  ];
  const [lossless, baseline] = ['1.2.840.10008.1.2.4.70', '1.2.840.10008.1.2.4.50'];
  const ct = '1.2.840.10008.5.1.4.1.1.2';
  scu.write(
    associateRequest({
      contexts: [
        { id: 1, abstractSyntax: ct, transferSyntaxes: [implicit, explicit] },
        { id: 3, abstractSyntax: ct, transferSyntaxes: [baseline, lossless, explicit] },
        { id: 5, abstractSyntax: ct, transferSyntaxes: [deflated] },
        { id: 7, abstractSyntax: '1.2.840.10008.5.1.4.1.2.2.1', transferSyntaxes: [implicit] },
        { id: 9, abstractSyntax: '1.3.12.2.1107.5.9.1', transferSyntaxes: [implicit] },
        { id: 11, abstractSyntax: ct, transferSyntaxes: ['1.2.840.10008.1.2.4.94'] },
      ],
    }),
  );
  const body = (await scu.read())?.body ?? Buffer.alloc(0);
  const answers: [number, number, string][] = [];
  for (let at = 68; at < body.length; at += 4 + body.readUInt16BE(at + 2)) {
    if (body.readUInt8(at) !== 0x21) continue;
    const end = at + 4 + body.readUInt16BE(at + 2);
    answers.push([body.readUInt8(at + 4), body.readUInt8(at + 6), body.toString('latin1', at + 12, end)]);
  }
  expect(answers).toEqual([
    [1, 0, explicit],
    [3, 0, baseline],
    [5, 4, deflated],
    [7, 3, implicit],
    [9, 0, implicit],
    [11, 4, '1.2.840.10008.1.2.4.94'],
  ]);
});

test('statuses: mismatch, nonsense, unknown operation, and the association goes on', async () => {
  const source = await station.listen();
  const scu = await associate(source.address);
  const facts = makeFacts();
  const otherClass = makeDataSet({ ...facts, sopClassUid: '1.2.840.10008.5.1.4.1.1.4' });
  scu.write(storeMessage(facts, otherClass, { messageId: 1 }));
  expect(await readStatus(scu)).toBe(0xa900);
  scu.write(storeMessage({ ...facts, sopInstanceUid: '1.2.9' }, makeDataSet(facts), { messageId: 2 }));
  expect(await readStatus(scu)).toBe(0xc000);
  scu.write(storeMessage(facts, Buffer.from('no data set at all'), { messageId: 3 }));
  expect(await readStatus(scu)).toBe(0xc000);
  scu.write(
    storeMessage({ ...facts, sopInstanceUid: '../../etc/passwd' }, makeDataSet(facts), { messageId: 4 }),
  );
  expect(await readStatus(scu)).toBe(0xc000);
  const find = storeCommand(facts, 5);
  find.writeUInt16LE(0x20, find.indexOf(Buffer.from([0x00, 0x00, 0x00, 0x01, 2, 0, 0, 0])) + 8);
  scu.write(dataPdu(pdv(1, 3, find), pdv(1, 2, Buffer.alloc(10))));
  expect(await readStatus(scu)).toBe(0x0211);
  scu.write(storeMessage(facts, makeDataSet(facts), { messageId: 6 }));
  expect(await readStatus(scu)).toBe(0);
  await release(scu);
  expect(station.refused.map((one) => one.failure.code)).toEqual([
    'sop-class-mismatch',
    'sop-instance-mismatch',
    expect.stringMatching(/^dicom-/),
  ]);
  expect(filesBelow(join(station.vault.folder, 'refused'))).toHaveLength(3);
  expect(await station.database.query.selectFrom('refusal').select('code').execute()).toHaveLength(3);
});

test('the same bytes from several associations are one object, other bytes are kept and flagged', async () => {
  const source = await station.listen();
  const facts = makeFacts();
  const send = async (fill: number) => {
    const scu = await associate(source.address, { calling: `SCU${fill}` });
    scu.write(storeMessage(facts, makeDataSet({ ...facts, fill })));
    const status = await readStatus(scu);
    await release(scu);
    return status;
  };
  expect(await Promise.all(Array.from({ length: 8 }, () => send(1)))).toEqual(Array(8).fill(0));
  expect(station.kept.filter((one) => one.outcome === 'new')).toHaveLength(1);
  expect(filesBelow(join(station.vault.folder, 'objects'))).toHaveLength(1);
  expect(await send(2)).toBe(0);
  expect(station.kept.at(-1)?.outcome).toBe('conflict');
  expect(filesBelow(join(station.vault.folder, 'objects'))).toHaveLength(2);
  const rows = await station.database.query.selectFrom('instance').select(['variant', 'conflict']).execute();
  expect(rows.sort((one, other) => one.variant - other.variant)).toEqual([
    { variant: 0, conflict: 1 },
    { variant: 1, conflict: 1 },
  ]);
});

test('many associations at once', async () => {
  const source = await station.listen();
  const counts = await Promise.all(
    Array.from({ length: 12 }, async (_one, n) => {
      const scu = await associate(source.address, { calling: `SCU${n}` });
      for (let at = 0; at < 5; at += 1) {
        const facts = makeFacts({ pixelBytes: 40_000, fill: n });
        scu.write(storeMessage(facts, makeDataSet(facts), { fragments: 5, messageId: at + 1 }));
        if ((await readStatus(scu)) !== 0) throw new Error('refused');
      }
      await release(scu);
      return 5;
    }),
  );
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(60);
  expect(filesBelow(join(station.vault.folder, 'objects'))).toHaveLength(60);
  await until(() => station.ended.length === 12);
});

test('an object over the limit is refused, one over the reserve is asked for again later', async () => {
  const source = await station.listen({ maxObjectSize: 100_000 });
  const scu = await associate(source.address);
  const large = makeFacts({ pixelBytes: 200_000 });
  scu.write(storeMessage(large, makeDataSet(large), { fragments: 20 }));
  expect(await readStatus(scu)).toBe(0xc000);
  await release(scu);
  expect(filesBelow(station.vault.folder)).toEqual([]);
});

test('below the reserve every object is answered with out of resources', async () => {
  const full = await openTestStation({ reserveBytes: Number.MAX_SAFE_INTEGER });
  const source = await full.listen();
  const scu = await associate(source.address);
  const facts = makeFacts();
  scu.write(storeMessage(facts, makeDataSet(facts)));
  expect(await readStatus(scu)).toBe(0xa700);
  await release(scu);
  expect(filesBelow(full.vault.folder)).toEqual([]);
  await full.close();
});

test('a failing inside answers 0110H and kills nothing', async () => {
  const broken = await startDicomSource(
    {
      ...station.deps,
      store: { ...station.deps.store, keep: () => Promise.reject(new Error('boom')) },
      policy: () => station.policy.current,
      onAssociationReleased: () => undefined,
      onAssociationRejected: () => undefined,
    },
    { host: '127.0.0.1', port: 0 },
  );
  if (!broken.ok) throw new Error(broken.failure.message);
  const scu = await associate(broken.value.address);
  const facts = makeFacts();
  scu.write(storeMessage(facts, makeDataSet(facts)));
  expect(await readStatus(scu)).toBe(0x0110);
  await release(scu);
  await broken.value.stop();
  expect(filesBelow(join(station.vault.folder, 'incoming'))).toEqual([]);
});

test('a port in use and a foreign address each have their own failure', async () => {
  const source = await station.listen();
  const port = Number(source.address.split(':')[1]);
  const deps = {
    ...station.deps,
    policy: () => station.policy.current,
    onAssociationReleased: () => undefined,
    onAssociationRejected: () => undefined,
  };
  expect(await startDicomSource(deps, { host: '127.0.0.1', port })).toMatchObject({
    failure: { code: 'port-in-use', params: { address: source.address } },
  });
  expect(await startDicomSource(deps, { host: '192.0.2.1', port: 0 })).toMatchObject({
    failure: { code: 'address-unavailable' },
  });
});

test('stopping aborts what is open and leaves nothing half', async () => {
  const source = await station.listen();
  const scu = await associate(source.address);
  scu.write(dataPdu(pdv(1, 3, storeCommand(makeFacts(), 1)), pdv(1, 0, Buffer.alloc(5000))));
  await source.stop();
  await scu.closed;
  expect(station.ended[0]?.outcome).toBe('aborted');
  expect(filesBelow(station.vault.folder)).toEqual([]);
});
