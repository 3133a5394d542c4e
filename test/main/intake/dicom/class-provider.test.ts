import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DimseRequest, ServiceClassProvider } from '../../../../main/intake/dicom/class-provider.ts';
import { longestDataSet } from '../../../../main/intake/dicom/class-provider.ts';
import { ctImageStorage, explicitLittle, makeDataSet, makeFacts } from '../rig/data-set.ts';
import {
  associate,
  associateRequest,
  command,
  connectRaw,
  dataPdu,
  echoCommand,
  item,
  padded,
  pdv,
  type RawScu,
  readMessageCommand,
  readStatus,
  release,
  short,
  storeMessage,
} from '../rig/raw-scu.ts';
import { openTestStation, type TestStation, until } from '../rig/test-station.ts';

const findClass = '1.2.840.10008.5.1.4.31';
const commitmentClass = '1.2.840.10008.1.20.1';
const implicitLittle = '1.2.840.10008.1.2';
const contexts = [
  { id: 1, abstractSyntax: ctImageStorage, transferSyntaxes: [explicitLittle] },
  { id: 3, abstractSyntax: findClass, transferSyntaxes: [implicitLittle] },
  { id: 5, abstractSyntax: commitmentClass, transferSyntaxes: [implicitLittle, explicitLittle] },
  { id: 7, abstractSyntax: '1.2.840.10008.1.1', transferSyntaxes: [implicitLittle] },
];

let station: TestStation;

beforeEach(async () => {
  station = await openTestStation();
});

afterEach(async () => {
  await station.close();
});

/** A worklist that answers two matches and then waits to be cancelled. */
function findProvider(seen: DimseRequest[]): ServiceClassProvider {
  return {
    sopClasses: [findClass],
    commandFields: [0x20],
    perform: async function* (request) {
      seen.push(request);
      yield { status: 0xff00, dataSet: Buffer.from('first') };
      yield { status: 0xff00, dataSet: Buffer.from('second') };
      if (request.dataSet?.toString() === 'all') return;
      await new Promise<void>((resolve) => request.signal.addEventListener('abort', () => resolve()));
    },
  };
}

function find(scu: RawScu, messageId: number, identifier: string): void {
  const elements: [number, Buffer][] = [
    [0x0002, padded(findClass)],
    [0x0100, short(0x20)],
    [0x0110, short(messageId)],
    [0x0700, short(0)],
    [0x0800, short(1)],
  ];
  scu.write(dataPdu(pdv(3, 3, command(elements)), pdv(3, 2, Buffer.from(identifier))));
}

const cancel = (messageId: number): Buffer =>
  dataPdu(
    pdv(
      3,
      3,
      command([
        [0x0100, short(0x0fff)],
        [0x0120, short(messageId)],
        [0x0800, short(0x0101)],
      ]),
    ),
  );

/** Reads a response and the data set behind it. */
async function readMatch(scu: RawScu): Promise<[number, string]> {
  const status = await readStatus(scu);
  const data = await scu.read();
  return [status, data?.body.subarray(6).toString() ?? ''];
}

test('a provider answers pending responses with data sets, then success', async () => {
  const seen: DimseRequest[] = [];
  const source = await station.listen({ providers: [findProvider(seen)] });
  const scu = await associate(source.address, { contexts });
  find(scu, 9, 'all');
  expect(await readMatch(scu)).toEqual([0xff00, 'first']);
  expect(await readMatch(scu)).toEqual([0xff00, 'second']);
  expect(await readStatus(scu)).toBe(0);
  expect(seen[0]).toMatchObject({
    abstractSyntax: findClass,
    transferSyntax: implicitLittle,
    association: { callingAet: 'RAWSCU', address: '127.0.0.1' },
  });
  await release(scu);
});

test('C-CANCEL reaches the operation it names, which ends with FE00H', async () => {
  const source = await station.listen({ providers: [findProvider([])] });
  const scu = await associate(source.address, { contexts });
  find(scu, 4, 'some');
  await readMatch(scu);
  await readMatch(scu);
  scu.write(cancel(77));
  scu.write(cancel(4));
  expect(await readStatus(scu)).toBe(0xfe00);
  await release(scu);
});

test('a dropped association cancels what runs on it', async () => {
  const seen: DimseRequest[] = [];
  const source = await station.listen({ providers: [findProvider(seen)] });
  const scu = await associate(source.address, { contexts });
  find(scu, 4, 'some');
  await readMatch(scu);
  scu.socket.destroy();
  await until(() => station.ended.length === 1);
  expect(seen[0]?.signal.aborted).toBe(true);
});

test('N-EVENT-REPORT is sent on the association that asked for the action', async () => {
  const replies: unknown[] = [];
  const acting: ServiceClassProvider = {
    sopClasses: [commitmentClass],
    commandFields: [0x130],
    takesUserRole: true,
    perform: async function* (request) {
      setTimeout(async () => {
        const reply = await request.association.invoke({
          abstractSyntax: commitmentClass,
          elements: {
            field: 0x0100,
            affectedClass: commitmentClass,
            affectedInstance: '1.2.840.10008.1.20.1.1',
            eventTypeId: 1,
          },
          dataSet: (transferSyntax) => Buffer.from(transferSyntax),
        });
        replies.push(reply.ok ? reply.value.command.status : reply.failure.code);
      }, 5);
      yield { status: 0 };
    },
  };
  const source = await station.listen({ providers: [acting] });
  const role = item(
    0x54,
    Buffer.concat([
      Buffer.from([0, commitmentClass.length]),
      Buffer.from(commitmentClass),
      Buffer.from([1, 1]),
    ]),
  );
  const scu = await connectRaw(source.address);
  scu.write(associateRequest({ contexts, userItems: [role] }));
  const accepted = await scu.read();
  expect(accepted?.body.includes(role)).toBe(true);
  const action: [number, Buffer][] = [
    [0x0003, padded(commitmentClass)],
    [0x0100, short(0x0130)],
    [0x0110, short(6)],
    [0x0800, short(1)],
    [0x1001, padded('1.2.840.10008.1.20.1.1')],
    [0x1008, short(1)],
  ];
  scu.write(dataPdu(pdv(5, 3, command(action)), pdv(5, 2, Buffer.from('list'))));
  const answer = await readMessageCommand(scu);
  expect(answer.elements.get(0x0100)?.readUInt16LE(0)).toBe(0x8130);
  expect(answer.elements.get(0x1008)?.readUInt16LE(0)).toBe(1);
  expect(answer.elements.get(0x1000)?.toString()).toContain('1.2.840.10008.1.20.1.1');
  const report = await readMessageCommand(scu);
  expect(report.elements.get(0x0100)?.readUInt16LE(0)).toBe(0x0100);
  expect((await scu.read())?.body.subarray(6).toString()).toBe(explicitLittle);
  const messageId = report.elements.get(0x0110)?.readUInt16LE(0) ?? 0;
  const reply: [number, Buffer][] = [
    [0x0100, short(0x8100)],
    [0x0120, short(messageId)],
    [0x0800, short(0x0101)],
    [0x0900, short(0)],
  ];
  scu.write(dataPdu(pdv(5, 3, command(reply))));
  await until(() => replies.length === 1);
  expect(replies).toEqual([0]);
  await release(scu);
});

test('what a provider throws is answered with 0110H and the association goes on', async () => {
  const provider: ServiceClassProvider = {
    sopClasses: [findClass],
    commandFields: [0x20],
    perform: () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('broken inside')) }),
    }),
  };
  const source = await station.listen({ providers: [provider] });
  const scu = await associate(source.address, { contexts });
  find(scu, 1, 'x');
  expect(await readStatus(scu)).toBe(0x0110);
  scu.write(dataPdu(pdv(7, 3, echoCommand(2))));
  expect(await readStatus(scu)).toBe(0);
  await release(scu);
});

test('a data set over the cap ends the association', async () => {
  const source = await station.listen({ providers: [findProvider([])] });
  const scu = await associate(source.address, { contexts });
  find(scu, 1, 'all');
  await readMatch(scu);
  await readMatch(scu);
  await readStatus(scu);
  const elements: [number, Buffer][] = [
    [0x0100, short(0x20)],
    [0x0110, short(2)],
    [0x0800, short(1)],
  ];
  scu.write(dataPdu(pdv(3, 3, command(elements))));
  for (let sent = 0; sent <= longestDataSet; sent += 65_536) {
    scu.write(dataPdu(pdv(3, 0, Buffer.alloc(65_536))));
  }
  expect((await scu.read())?.type).toBe(7);
});

test('several C-STOREs are in flight where the peer offers a window', async () => {
  const source = await station.listen();
  const scu = await connectRaw(source.address);
  scu.write(associateRequest({ contexts, userItems: [item(0x53, Buffer.from([0, 0, 0, 0]))] }));
  const accepted = await scu.read();
  expect(accepted?.body.includes(item(0x53, Buffer.from([0, 8, 0, 1])))).toBe(true);
  const objects = Array.from({ length: 20 }, () => makeFacts({ pixelBytes: 20_000 }));
  for (const [at, facts] of objects.entries()) {
    scu.write(storeMessage(facts, makeDataSet(facts), { messageId: at + 1, fragments: 3 }));
  }
  const answered: number[] = [];
  for (const _ of objects) {
    const { elements } = await readMessageCommand(scu);
    expect(elements.get(0x0900)?.readUInt16LE(0)).toBe(0);
    answered.push(elements.get(0x0120)?.readUInt16LE(0) ?? 0);
  }
  expect(answered.sort((a, b) => a - b)).toEqual(objects.map((_, at) => at + 1));
  await release(scu);
  expect(station.kept).toHaveLength(20);
});
