import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMemberToFolder } from '../../exchange/add-member-to-folder.ts';
import { walkChain } from '../../exchange/audit/walk-chain.ts';
import { openExchangeDatabase } from '../../exchange/database/open-database.ts';
import { createExchangeAccess } from '../../main/link/exchange-client.ts';
import {
  addCast,
  announce,
  beginStudy,
  type Cast,
  claim,
  closeStudy,
  createUpload,
  hashOf,
  makePen,
  offsetOf,
  patchUpload,
  realClock,
  type TestExchange,
  valueIn,
} from '../rig/exchange.ts';
import { type Program, startProgram } from '../rig/program.ts';

/** kill -9 of the real process in the middle of its work: what was acknowledged is there, and nothing is there twice. */
describe('an exchange that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-crash-'));
  let program: Program;
  let address = '';
  let cast: Cast;
  let exchange: TestExchange;
  beforeAll(async () => {
    program = await startProgram(['exchange', '--data', folder, '--listen', '127.0.0.1:0']);
    address = String(program.ready.exchange);
    const none = async () => undefined;
    exchange = {
      folder,
      address,
      running: { address, tick: none, stop: none },
      clock: realClock,
      add: async (member) =>
        valueIn(addMemberToFolder(folder, { site: '', rights: '', licence: '', ...member })),
      as: (secret) => createExchangeAccess(address, secret),
      stop: none,
    };
    cast = await addCast(exchange);
  }, 60_000);
  afterAll(async () => {
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const crash = async () => {
    await program.kill();
    program = await startProgram(['exchange', '--data', folder, '--listen', new URL(address).host]);
  };
  const taskOf = async (studyInstanceUid: string) => {
    const tasks = await valueIn(cast.reader.client.tasks.list({ includeClosed: true }));
    const found = tasks.filter((task) => task.studyInstanceUid === studyInstanceUid);
    expect(found.length).toBeLessThanOrEqual(1);
    return found[0];
  };

  it('loses no acknowledged object and goes on with the one it was cut off in', async () => {
    const objects = Array.from({ length: 8 }, () => randomBytes(300_000) as Uint8Array<ArrayBuffer>);
    const study = await beginStudy(cast.clinic, { objects });
    await closeStudy(cast.clinic, study);
    const acknowledged = new Set<string>();
    const send = async (bytes: Uint8Array<ArrayBuffer>) => {
      const sha256 = hashOf(bytes);
      const offset = await offsetOf(cast.clinic, sha256);
      if (offset === null) await createUpload(cast.clinic, study.depositId, bytes);
      const sent = await patchUpload(cast.clinic, sha256, offset ?? 0, bytes.slice(offset ?? 0));
      if (sent.status === 204) acknowledged.add(sha256);
    };
    for (let round = 0; round < 3; round += 1) {
      const sending = (async () => {
        for (const bytes of objects) if (!acknowledged.has(hashOf(bytes))) await send(bytes);
      })().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 120));
      await crash();
      await sending;
      const { need } = await announce(cast.clinic, study.depositId, study.studyInstanceUid, objects);
      for (const sha256 of acknowledged) expect(need).not.toContain(sha256);
      for (const bytes of objects) if (!need.includes(hashOf(bytes))) acknowledged.add(hashOf(bytes));
    }
    for (const bytes of objects) if (!acknowledged.has(hashOf(bytes))) await send(bytes);
    const task = await taskOf(study.studyInstanceUid);
    expect(task).toMatchObject({ state: 'waiting', images: { received: 8, expected: 8 } });
    for (const bytes of objects) {
      const back = await cast.reader.fetch(`/objects/${hashOf(bytes)}`);
      expect(hashOf(new Uint8Array(await back.arrayBuffer()))).toBe(hashOf(bytes));
    }
  }, 180_000);

  it('commits a report once, however often it was cut off and sent again', async () => {
    const study = await beginStudy(cast.clinic, { kind: 'ecg' });
    await closeStudy(cast.clinic, study);
    for (const bytes of study.objects) {
      await createUpload(cast.clinic, study.depositId, bytes);
      await patchUpload(cast.clinic, hashOf(bytes), 0, bytes);
    }
    const waiting = await taskOf(study.studyInstanceUid);
    const [doctor] = cast.doctors;
    if (waiting === undefined || doctor === undefined) throw new Error('no task or no doctor');
    const pen = await makePen(exchange, doctor);
    const task = await valueIn(claim(pen.access, waiting.taskId));
    await crash();
    const held = await taskOf(study.studyInstanceUid);
    expect(held).toMatchObject({ state: 'reading', claim: 1, holder: { memberId: doctor.id, alive: true } });
    const report = await pen.write(task);
    const commandId = randomUUID();
    for (let round = 0; round < 3; round += 1) {
      const sending = pen.accept(report, commandId);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      await crash();
      await sending;
    }
    const done = await valueIn(pen.accept(report, commandId));
    expect(done.task.state).toBe('signed');
    expect(await valueIn(cast.reader.client.reports.list({ taskId: task.taskId }))).toHaveLength(1);
    const { events } = await valueIn(cast.reader.client.feed.read({ after: 0, limit: 1000 }));
    expect(events.filter((event) => event.change.type === 'report-committed')).toHaveLength(1);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  }, 180_000);

  it('keeps its audit chain whole through all of it', async () => {
    const db = await valueIn(openExchangeDatabase(folder));
    const { number, brokenAt } = await walkChain(db, null);
    await db.destroy();
    expect(brokenAt).toBeNull();
    expect(number).toBeGreaterThan(5);
  });
});
