/** Storage commitment by raw bytes: what is not whole is never called safe, and the result always finds its way. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asciiValue, itemsOf, uint16Value } from '#shared/formats/dicom/element-values.ts';
import { readDataSet } from '#shared/formats/dicom/read-data-set.ts';
import { asciiBytes, writeElements } from '#shared/formats/dicom/write-elements.ts';
import { verifyObject } from '../../../../main/archive/open-object.ts';
import { acceptArrival } from '../../../../main/intake/accept-arrival.ts';
import { createDeviceStore } from '../../../../main/intake/devices/device-store.ts';
import { createCommitmentService } from '../../../../main/intake/storage-commitment/commitment-provider.ts';
import {
  type CommitmentStore,
  createCommitmentStore,
} from '../../../../main/intake/storage-commitment/commitment-store.ts';
import {
  type CommitmentKeeper,
  createCommitmentKeeper,
} from '../../../../main/intake/storage-commitment/keep-commitments.ts';
import { type DataSetFacts, makeFacts, makeFile } from '../rig/data-set.ts';
import {
  associate,
  command,
  dataPdu,
  padded,
  pdv,
  type RawScu,
  readStatus,
  release,
  short,
} from '../rig/raw-scu.ts';
import { openTestStation, type TestStation, until } from '../rig/test-station.ts';

const commitmentClass = '1.2.840.10008.1.20.1';
const wellKnown = '1.2.840.10008.1.20.1.1';
const implicit = { explicit: false, littleEndian: true };
let station: TestStation;
let commitments: CommitmentStore;
const keepers: CommitmentKeeper[] = [];
const servers: Server[] = [];

beforeEach(async () => {
  station = await openTestStation();
  commitments = createCommitmentStore(station.database);
});

afterEach(async () => {
  for (const keeper of keepers.splice(0)) await keeper.stop();
  for (const server of servers.splice(0)) server.close();
  await station.close();
});

function serve(): {
  provider: ReturnType<typeof createCommitmentService>['provider'];
  keeper: CommitmentKeeper;
} {
  const devices = createDeviceStore(station.database, Date.now);
  const service = createCommitmentService({
    keeper: () => keeper,
    deviceOf: devices.find,
    aet: () => 'YUANZHEN',
  });
  const keeper: CommitmentKeeper = createCommitmentKeeper({
    database: station.database,
    commitments,
    verify: (sha256) => verifyObject({ vault: station.vault, database: station.database }, sha256),
    clock: Date.now,
    log: station.deps.log,
    report: service.report,
    retryDelay: () => 50,
  });
  keepers.push(keeper);
  return { provider: service.provider, keeper };
}

async function take(facts: DataSetFacts): Promise<string> {
  const temporary = station.deps.store.openTemporary();
  await temporary.write(makeFile(facts));
  const kept = await acceptArrival(station.deps, temporary, {
    name: 'x',
    provenance: { source: 'dicom', peer: 'CT1' },
  });
  if (!kept.ok) throw new Error(kept.failure.message);
  return station.vault.pathOf(kept.value.sha256);
}

type Reference = Pick<DataSetFacts, 'sopClassUid' | 'sopInstanceUid'>;

function actionPdus(transaction: string, references: readonly Reference[], messageId = 1): Buffer {
  const data = writeElements(
    [
      { tag: 0x00081195, vr: 'UI', value: asciiBytes(transaction) },
      {
        tag: 0x00081199,
        vr: 'SQ',
        value: references.map((one) => [
          { tag: 0x00081150, vr: 'UI', value: asciiBytes(one.sopClassUid) },
          { tag: 0x00081155, vr: 'UI', value: asciiBytes(one.sopInstanceUid) },
        ]),
      },
    ],
    false,
  );
  const action = command([
    [0x0003, padded(commitmentClass)],
    [0x0100, short(0x0130)],
    [0x0110, short(messageId)],
    [0x0800, short(1)],
    [0x1001, padded(wellKnown)],
    [0x1008, short(1)],
  ]);
  const pdus = [dataPdu(pdv(1, 3, action))];
  for (let at = 0; at < data.length; at += 16_000) {
    const last = at + 16_000 >= data.length;
    pdus.push(dataPdu(pdv(1, last ? 2 : 0, Buffer.from(data.subarray(at, at + 16_000)))));
  }
  return Buffer.concat(pdus);
}

interface Told {
  readonly eventType: number;
  readonly transaction: string;
  readonly safe: readonly string[];
  readonly failed: ReadonlyMap<string, number>;
}

/** Reads an N-EVENT-REPORT-RQ with its data set, wherever the PDUs are cut, and answers it. */
async function hearEvent(scu: Pick<RawScu, 'read' | 'write'>): Promise<Told> {
  let commandSet = Buffer.alloc(0);
  let data = Buffer.alloc(0);
  for (let whole = false; !whole; ) {
    const pdu = await scu.read();
    if (pdu?.type !== 4) throw new Error(`no event but PDU ${String(pdu?.type)}`);
    for (let at = 0; at < pdu.body.length; ) {
      const length = pdu.body.readUInt32BE(at);
      const control = pdu.body.readUInt8(at + 5);
      const fragment = pdu.body.subarray(at + 6, at + 4 + length);
      if ((control & 1) === 1) commandSet = Buffer.concat([commandSet, fragment]);
      else data = Buffer.concat([data, fragment]);
      whole = control === 2;
      at += 4 + length;
    }
  }
  const find = (number: number) =>
    commandSet.readUInt16LE(
      commandSet.indexOf(Buffer.from([0, 0, number & 255, number >> 8, 2, 0, 0, 0])) + 8,
    );
  expect(find(0x0100)).toBe(0x0100);
  scu.write(
    dataPdu(
      pdv(
        1,
        3,
        command([
          [0x0002, padded(commitmentClass)],
          [0x0100, short(0x8100)],
          [0x0120, short(find(0x0110))],
          [0x0800, short(0x0101)],
          [0x0900, short(0)],
          [0x1000, padded(wellKnown)],
        ]),
      ),
    ),
  );
  const { dataSet } = readDataSet(data, 0, implicit);
  const failed = itemsOf(dataSet, 0x00081198).map(
    (item) => [asciiValue(item, 0x00081155), uint16Value(item, 0x00081197) ?? 0] as const,
  );
  return {
    eventType: find(0x1002),
    transaction: asciiValue(dataSet, 0x00081195),
    safe: itemsOf(dataSet, 0x00081199).map((item) => asciiValue(item, 0x00081155)),
    failed: new Map(failed),
  };
}

const contexts = [{ id: 1, abstractSyntax: commitmentClass, transferSyntaxes: ['1.2.840.10008.1.2'] }];

test('over the same association: what is whole is safe, what is unknown, of another class, gone or damaged is not', async () => {
  const { provider } = serve();
  const source = await station.listen({ providers: [provider] });
  const [whole, gone, damaged, other] = [makeFacts(), makeFacts(), makeFacts(), makeFacts()];
  await take(whole);
  rmSync(await take(gone));
  const path = await take(damaged);
  const bytes = readFileSync(path);
  bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
  rmSync(path);
  writeFileSync(path, bytes);
  await take(other);
  const unknown = makeFacts();
  const scu = await associate(source.address, { calling: 'CT1', contexts });
  scu.write(
    actionPdus('1.2.9.1', [
      whole,
      gone,
      damaged,
      unknown,
      { ...other, sopClassUid: '1.2.840.10008.5.1.4.1.1.4' },
    ]),
  );
  expect(await readStatus(scu)).toBe(0);
  const told = await hearEvent(scu);
  expect(told).toMatchObject({ eventType: 2, transaction: '1.2.9.1', safe: [whole.sopInstanceUid] });
  expect([...told.failed]).toEqual([
    [gone.sopInstanceUid, 0x0112],
    [damaged.sopInstanceUid, 0x0110],
    [unknown.sopInstanceUid, 0x0112],
    [other.sopInstanceUid, 0x0119],
  ]);
  await until(() => commitments.list(1)[0]?.deliveredAt != null);
  await release(scu);
});

test('200 random deletes and bit flips: nothing that is not whole is ever called safe', async () => {
  const { provider } = serve();
  const source = await station.listen({ providers: [provider] });
  const scu = await associate(source.address, { calling: 'CT1', contexts });
  let seed = 20261125;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed % below;
  };
  const harmed = new Set<string>();
  const facts = Array.from({ length: 300 }, () =>
    makeFacts({ pixelBytes: 64 + random(2000), fill: random(256) }),
  );
  for (const [at, one] of facts.entries()) {
    const path = await take(one);
    if (at % 3 === 0) continue;
    harmed.add(one.sopInstanceUid);
    const bytes = readFileSync(path);
    rmSync(path);
    if (random(2) === 0) continue;
    const place = random(bytes.length);
    bytes[place] = (bytes[place] ?? 0) ^ (1 << random(8));
    writeFileSync(path, bytes);
  }
  scu.write(actionPdus('1.2.9.2', facts));
  expect(await readStatus(scu)).toBe(0);
  const told = await hearEvent(scu);
  expect(new Set(told.failed.keys())).toEqual(harmed);
  expect(told.safe).toHaveLength(facts.length - harmed.size);
  expect(told.safe.some((uid) => harmed.has(uid))).toBe(false);
  scu.socket.destroy();
}, 30_000);

test('the result waits over a restart and is told over an association of our own', async () => {
  const first = serve();
  const source = await station.listen({ providers: [first.provider] });
  const facts = makeFacts();
  await take(facts);
  const scu = await associate(source.address, { calling: 'CT1', contexts });
  scu.write(actionPdus('1.2.9.3', [facts]));
  expect(await readStatus(scu)).toBe(0);
  scu.socket.destroy();
  await until(() => (commitments.list(1)[0]?.attempts ?? 0) >= 1);
  expect(commitments.list(1)[0]).toMatchObject({ deliveredAt: null, failed: [] });
  await first.keeper.stop();

  // The device listens now: it accepts us as the provider of the class.
  const heard: Told[] = [];
  const roles: number[][] = [];
  const device = createServer((socket) => void answerAsDevice(socket, heard, roles));
  servers.push(device);
  await new Promise<void>((resolve) => device.listen(0, '127.0.0.1', resolve));
  const at = device.address();
  const listenPort = typeof at === 'object' && at !== null ? at.port : 0;
  await createDeviceStore(station.database, Date.now).keep('CT1', '', { listenPort });
  serve().keeper.resume();
  await until(() => commitments.list(1)[0]?.deliveredAt != null);
  expect(heard).toMatchObject([{ eventType: 1, transaction: '1.2.9.3', safe: [facts.sopInstanceUid] }]);
  expect(roles).toEqual([[0, 1]]);
});

test('a transaction UID with other instances is refused as used; the same again is told again', async () => {
  const { provider } = serve();
  const source = await station.listen({ providers: [provider] });
  const [one, two] = [makeFacts(), makeFacts()];
  await take(one);
  await take(two);
  const scu = await associate(source.address, { calling: 'CT1', contexts });
  const outcomes: Told[] = [];
  for (const [messageId, references] of [[one], [two], [one]].entries()) {
    scu.write(actionPdus('1.2.9.4', references, messageId + 1));
    expect(await readStatus(scu)).toBe(0);
    outcomes.push(await hearEvent(scu));
  }
  expect(outcomes.map((told) => [told.eventType, [...told.failed.values()]])).toEqual([
    [1, []],
    [2, [0x0131]],
    [1, []],
  ]);
  scu.socket.destroy();
});

test('what is no lawful request is answered with its reason', async () => {
  const { provider } = serve();
  const source = await station.listen({ providers: [provider] });
  const scu = await associate(source.address, { calling: 'CT1', contexts });
  scu.write(actionPdus('', []));
  expect(await readStatus(scu)).toBe(0x0115);
  const wrongAction = Buffer.from(actionPdus('1.2.9', [makeFacts()]));
  const at = wrongAction.indexOf(Buffer.from([0, 0, 0x08, 0x10, 2, 0, 0, 0]));
  wrongAction.writeUInt16LE(7, at + 8);
  scu.write(wrongAction);
  expect(await readStatus(scu)).toBe(0x0123);
  expect(commitments.list(5)).toEqual([]);
  scu.socket.destroy();
});

/** A device as an acceptor: takes the association, notes the role we ask for, hears the event. */
async function answerAsDevice(
  socket: import('node:net').Socket,
  heard: Told[],
  roles: number[][],
): Promise<void> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const read = async () => {
    for (;;) {
      const all = Buffer.concat(chunks);
      if (all.length >= 6 && all.length >= 6 + all.readUInt32BE(2)) {
        const end = 6 + all.readUInt32BE(2);
        chunks.splice(0, chunks.length, all.subarray(end));
        return { type: all.readUInt8(0), body: all.subarray(6, end) };
      }
      if (socket.destroyed) return null;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const request = await read();
  if (request?.type !== 1) return;
  const role = request.body.indexOf(0x54, 68 + request.body.length / 3);
  const uidLength = request.body.readUInt16BE(role + 4);
  roles.push([...request.body.subarray(role + 6 + uidLength, role + 8 + uidLength)]);
  const syntax = item(0x40, Buffer.from('1.2.840.10008.1.2'));
  const longest = Buffer.alloc(4);
  longest.writeUInt32BE(16_384);
  const body = Buffer.concat([
    request.body.subarray(0, 68),
    item(0x10, Buffer.from('1.2.840.10008.3.1.1.1')),
    item(0x21, Buffer.concat([Buffer.from([1, 0, 0, 0]), syntax])),
    item(0x50, item(0x51, longest)),
  ]);
  const head = Buffer.from([2, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length, 2);
  socket.write(Buffer.concat([head, body]));
  heard.push(await hearEvent({ read, write: (bytes) => void socket.write(bytes) }));
  const last = await read();
  if (last?.type === 5) socket.end(Buffer.from([6, 0, 0, 0, 0, 4, 0, 0, 0, 0]));
}

function item(type: number, body: Buffer): Buffer {
  const header = Buffer.from([type, 0, 0, 0]);
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}
