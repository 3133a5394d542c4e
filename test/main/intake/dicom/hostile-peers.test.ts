/** Rows 1 to 17 of the list of bad inputs, as bytes on a socket: each ends in its association, and an honest peer is served. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDataSet, makeFacts } from '../rig/data-set.ts';
import {
  associate,
  associateRequest,
  command,
  connectRaw,
  dataPdu,
  echoCommand,
  item,
  pdu,
  pdv,
  readStatus,
  release,
  releaseRequest,
  short,
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

const ask = associateRequest();
const facts = makeFacts();
const dataSet = makeDataSet(facts);

function headed(type: number, length: number): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(length, 2);
  return header;
}

/** The request with the two bytes at `at` replaced. */
function askWith(at: number, value: number): Buffer {
  const bytes = Buffer.from(ask);
  bytes.writeUInt16BE(value, at);
  return bytes;
}

const contextsOf = (ids: readonly number[]) =>
  ids.map((id) => ({ id, abstractSyntax: '1.2.840.10008.1.1', transferSyntaxes: ['1.2.840.10008.1.2'] }));

const hostile: readonly (readonly [string, Buffer])[] = [
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((type) =>
    [0xffff_ffff, 0xffff_fff0, 0, 1, 3, 131_072 + 17].map(
      (length) => [`1: PDU type ${type} of length ${length}`, headed(type, length)] as const,
    ),
  ),
  ...[0x00, 0x08, 0xff].map((type) => [`2: PDU type ${type}`, pdu(type, Buffer.alloc(4))] as const),
  ['3: an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ['3: a TLS ClientHello', Buffer.from('16030100a5010000a10303', 'hex')],
  ['4: an item longer than its PDU', askWith(6 + 68 + 2, 0xffff)],
  ['4: no contexts', associateRequest({ contexts: [] })],
  ['4: a context id twice', associateRequest({ contexts: contextsOf([1, 1]) })],
  ['4: an even context id', associateRequest({ contexts: contextsOf([2]) })],
  ...['../secret/VICTIM', '..\\x', '; rm', '%n%n', '', '\0\0'].map(
    (calling) => [`5: calling AE title ${JSON.stringify(calling)}`, associateRequest({ calling })] as const,
  ),
  ['6: protocol version 0', associateRequest({ version: 0 })],
  ['6: no user information', pdu(1, ask.subarray(6, ask.length - 24))],
  ['6: maximum PDU 1', associateRequest({ maxPdu: 1 })],
  [
    '6: user items twice',
    associateRequest({ userItems: [item(0x51, Buffer.alloc(4)), item(0x52, Buffer.alloc(0))] }),
  ],
  ['7: data before the association', dataPdu(pdv(3, 3, echoCommand(1)))],
  ['7: data after release', Buffer.concat([ask, releaseRequest, dataPdu(pdv(3, 3, echoCommand(1)))])],
  ['7: an abort with unknown source and reason', Buffer.concat([ask, pdu(7, Buffer.from([9, 9, 9, 9]))])],
  ['8: a value of 7FFFFFFFH bytes', Buffer.concat([ask, pdu(4, Buffer.from('7fffffff0303', 'hex'))])],
  ['8: a value of 1 byte', Buffer.concat([ask, pdu(4, Buffer.from('00000001030300', 'hex'))])],
  ['8: a context that was not accepted', Buffer.concat([ask, dataPdu(pdv(99, 3, echoCommand(1)))])],
  [
    '8: command and data interleaved',
    Buffer.concat([
      ask,
      dataPdu(pdv(1, 3, storeCommand(facts, 1)), pdv(1, 0, dataSet.subarray(0, 50))),
      dataPdu(pdv(1, 3, echoCommand(2))),
    ]),
  ],
  ['9: data without a command', Buffer.concat([ask, dataPdu(pdv(1, 2, dataSet))])],
  [
    '9: a C-STORE that announces no data set',
    Buffer.concat([
      ask,
      dataPdu(
        pdv(
          1,
          3,
          command([
            [0x0100, short(1)],
            [0x0110, short(1)],
            [0x0800, short(0x0101)],
          ]),
        ),
      ),
    ]),
  ],
  [
    '10: a response to nothing',
    Buffer.concat([
      ask,
      dataPdu(
        pdv(
          1,
          3,
          command([
            [0x0100, short(0x8001)],
            [0x0120, short(1)],
            [0x0800, short(0x0101)],
          ]),
        ),
      ),
    ]),
  ],
];

test('every hostile beginning ends with its connection, and an honest peer is served between them', async () => {
  const source = await station.listen({ idleMs: 700 });
  for (const [name, bytes] of hostile) {
    const scu = await connectRaw(source.address);
    scu.write(bytes);
    scu.socket.resume();
    await scu.closed;
    const honest = await associate(source.address);
    honest.write(dataPdu(pdv(3, 3, echoCommand(1))));
    expect(await readStatus(honest), name).toBe(0);
    await release(honest);
  }
  expect(station.kept).toEqual([]);
  expect(filesBelow(station.vault.folder)).toEqual([]);
  expect(station.logged.filter((one) => /inside/.test(one.message))).toEqual([]);
}, 120_000);

test('11: cuts at a hundred places leave no partial object', async () => {
  const source = await station.listen();
  const whole = Buffer.concat([ask, storeMessage(facts, dataSet, { fragments: 7, perPdu: 2 })]);
  for (let cut = 0; cut < 100; cut += 1) {
    const scu = await connectRaw(source.address);
    scu.write(whole.subarray(0, Math.floor(((whole.length - 1) * cut) / 100)));
    if (cut % 2 === 0) scu.socket.end();
    else scu.socket.resetAndDestroy();
    scu.socket.resume();
    await scu.closed;
  }
  await until(() => filesBelow(station.vault.folder).length === 0);
  expect(station.kept).toEqual([]);
  expect(station.database.sqlite.prepare('SELECT count(*) FROM instance').pluck().get()).toBe(0);
}, 120_000);

test('15: one address may not take all slots; they are free again when it goes', async () => {
  const source = await station.listen({ maxAssociations: 4, maxPerPeer: 2 });
  const greedy = [await associate(source.address), await associate(source.address)];
  const third = await connectRaw(source.address);
  third.write(ask);
  expect([...((await third.read())?.body ?? [])]).toEqual([0, 2, 3, 2]);
  const other = await connectRaw(source.address, '127.0.0.2');
  other.write(ask);
  expect((await other.read())?.type).toBe(2);
  for (const scu of greedy) await release(scu);
  await release(await associate(source.address));
  other.socket.destroy();
});

test('15: a slow peer that goes on is served, an endless one is ended', async () => {
  const source = await station.listen({ idleMs: 1500, totalMs: 6000 });
  const scu = await associate(source.address);
  const message = dataPdu(pdv(3, 3, echoCommand(1)));
  for (let at = 0; at < message.length; at += 20) {
    scu.write(message.subarray(at, at + 20));
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(await readStatus(scu)).toBe(0);
  const drip = setInterval(() => scu.write(dataPdu(pdv(3, 3, echoCommand(2)))), 400);
  scu.socket.resume();
  await scu.closed;
  clearInterval(drip);
  await until(() => station.ended.length === 1);
  expect(station.ended[0]).toMatchObject({ outcome: 'aborted', reason: 'open for 6000 ms' });
});

test('17: a peer that never reads our answers is ended, others are served meanwhile', async () => {
  const source = await station.listen({ idleMs: 3000 });
  const scu = await associate(source.address);
  scu.socket.pause();
  const echoes = Buffer.concat(Array.from({ length: 500 }, () => dataPdu(pdv(3, 3, echoCommand(1)))));
  for (let count = 0; count < 400 && scu.socket.writableLength < 1 << 20; count += 1) {
    scu.write(echoes);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await release(await associate(source.address));
  for (let tries = 0; tries < 250 && !station.ended.some((one) => one.outcome === 'aborted'); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(station.ended.map((one) => one.outcome)).toContain('aborted');
  scu.socket.destroy();
}, 60_000);
