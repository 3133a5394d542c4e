import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAssociateRequest } from '../../../../main/intake/dicom/associate-request.ts';
import { readCommand, writeResponse } from '../../../../main/intake/dicom/command-set.ts';
import { createPduFramer } from '../../../../main/intake/dicom/pdu-framer.ts';
import { readPresentationData, writeMessage } from '../../../../main/intake/dicom/presentation-data.ts';
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

test('PDUs come out whole however the bytes are cut', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
  const cuts = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(bodies, cuts, (given, steps) => {
      const stream = Buffer.concat(given.map((body, at) => pdu(at + 1, Buffer.from(body))));
      const framer = createPduFramer(300);
      const found: string[] = [];
      for (let at = 0, n = 0; at < stream.length; n += 1) {
        const step = steps[n % steps.length] ?? 1;
        framer.push(stream.subarray(at, at + step));
        at += step;
        for (let one = framer.next(); one.kind === 'pdu'; one = framer.next()) {
          found.push(`${one.type} ${one.body.toString('hex')}`);
        }
      }
      expect(found).toEqual(given.map((body, at) => `${at + 1} ${Buffer.from(body).toString('hex')}`));
      expect(framer.pending()).toBe(0);
    }),
  );
});

test('PDUs come out whole of a buffer that is reused, also when one of them has to wait', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
  const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 });
  const waits = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(bodies, cuts, waits, (given, steps, stalls) => {
      const stream = Buffer.concat(given.map((body, at) => pdu(at + 1, Buffer.from(body))));
      const framer = createPduFramer(300, true);
      const shared = Buffer.alloc(700);
      const found: string[] = [];
      for (let at = 0, n = 0; at < stream.length; n += 1) {
        const read = stream.subarray(at, at + (steps[n % steps.length] ?? 1));
        at += read.length;
        shared.set(read);
        framer.push(shared.subarray(0, read.length));
        const inUse = stalls[n % stalls.length] === true ? framer.next() : null;
        if (inUse?.kind === 'pdu') {
          // Its body is looked at only after what came behind it was put aside and the buffer scribbled over but for it.
          framer.own(true);
          const body = inUse.body;
          const kept = Buffer.from(body);
          const from = body.buffer === shared.buffer ? body.byteOffset - shared.byteOffset : -1;
          for (let byte = 0; byte < shared.length; byte += 1) {
            if (from < 0 || byte < from || byte >= from + body.length) shared[byte] = 0xee;
          }
          expect(body.equals(kept)).toBe(true);
          found.push(`${inUse.type} ${body.toString('hex')}`);
        }
        for (let one = framer.next(); one.kind === 'pdu'; one = framer.next()) {
          found.push(`${one.type} ${one.body.toString('hex')}`);
        }
        framer.own(false);
        shared.fill(0xee);
      }
      expect(found).toEqual(given.map((body, at) => `${at + 1} ${Buffer.from(body).toString('hex')}`));
      expect(framer.pending()).toBe(0);
    }),
  );
});

test('readers of PDUs never throw on any bytes', () => {
  const body = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(body, (bytes) => {
      readAssociateRequest(bytes);
      readPresentationData(bytes);
      readCommand(bytes);
    }),
    { numRuns: 3000 },
  );
});

test('an association request cut at any byte is no request', () => {
  const body = associateRequest().subarray(6);
  expect(readAssociateRequest(body)).toMatchObject({ calledAet: 'YUANZHEN', maxPduLength: 16384 });
  const whole = JSON.stringify(readAssociateRequest(body));
  for (let length = 0; length < body.length; length += 1) {
    // A cut between items leaves a lawful request with less in it; anything else is refused.
    const read = readAssociateRequest(body.subarray(0, length));
    if (read !== null) expect(JSON.stringify(read)).not.toBe(whole);
  }
});

test('a response is cut to what the peer takes', () => {
  const echo = readCommand(echoCommand(7));
  if (echo === null) throw new Error('no command');
  const response = writeResponse(echo, 0xc000, 'why not');
  const sent = writeMessage(3, response, null, 40);
  const framer = createPduFramer(40);
  framer.push(sent);
  const fragments: Buffer[] = [];
  for (let one = framer.next(); one.kind === 'pdu'; one = framer.next()) {
    const [value] = readPresentationData(one.body) ?? [];
    if (value !== undefined) fragments.push(value.fragment);
    expect(value?.isLast).toBe(framer.pending() === 0);
  }
  expect(Buffer.concat(fragments).equals(response)).toBe(true);
});

test('walks of random PDUs end every association and leave the station well', async () => {
  const source = await station.listen();
  const facts = makeFacts();
  const steps: readonly Buffer[] = [
    associateRequest(),
    pdu(2, Buffer.alloc(68)),
    pdu(3, Buffer.alloc(4)),
    releaseRequest,
    pdu(6, Buffer.alloc(4)),
    abortRequest,
    pdu(9, Buffer.alloc(10)),
    dataPdu(pdv(3, 3, echoCommand(1))),
    dataPdu(pdv(1, 3, storeCommand(facts, 2))),
    dataPdu(pdv(1, 2, makeDataSet(facts))),
    dataPdu(pdv(1, 0, Buffer.alloc(700))),
    storeMessage(facts, makeDataSet(facts), { fragments: 3 }),
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
  ];
  const walk = fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(walk, fc.boolean(), async (pdus, associatesFirst) => {
      const scu = await connectRaw(source.address);
      scu.write(Buffer.concat(associatesFirst ? [associateRequest(), ...pdus] : pdus));
      scu.socket.end();
      scu.socket.resume();
      await scu.closed;
    }),
    { numRuns: 150 },
  );
  const scu = await associate(source.address);
  scu.write(dataPdu(pdv(3, 3, echoCommand(1))));
  expect(await readStatus(scu)).toBe(0);
  await release(scu);
  await until(() => filesBelow(station.vault.folder).every((name) => name.length === 64));
  expect(station.logged.filter((one) => /inside/.test(one.message))).toEqual([]);
});
