import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMemberToFolder } from '../../../exchange/add-member-to-folder.ts';
import { walkChain } from '../../../exchange/audit/walk-chain.ts';
import { openExchangeDatabase } from '../../../exchange/database/open-database.ts';
import { createExchangeAccess } from '../../../main/link/exchange-client.ts';
import { realClock, type TestExchange, valueIn } from '../../rig/exchange.ts';
import { addPatientsCast, type PatientsCast, placeOrderFor, recordsOf, wang } from '../../rig/patients.ts';
import { type Program, startProgram } from '../../rig/program.ts';

/** kill -9 of the real process in the middle of merging and undoing: wholly done or not at all, and never twice. */
describe('an exchange that is killed while patients are merged', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-merge-crash-'));
  let program: Program;
  let address = '';
  let cast: PatientsCast;
  beforeAll(async () => {
    program = await startProgram(['exchange', '--data', folder, '--listen', '127.0.0.1:0']);
    address = String(program.ready.exchange);
    const none = async () => undefined;
    const exchange: TestExchange = {
      folder,
      address,
      running: { address, tick: none, stop: none },
      clock: realClock,
      add: async (member) =>
        valueIn(addMemberToFolder(folder, { site: '', rights: '', licence: '', ...member })),
      as: (secret) => createExchangeAccess(address, secret),
      stop: none,
    };
    cast = await addPatientsCast(exchange);
  }, 60_000);
  afterAll(async () => {
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const crash = async () => {
    await program.kill();
    program = await startProgram(['exchange', '--data', folder, '--listen', new URL(address).host]);
  };

  it('keeps merges whole: records, history, audit and feed say the same', async () => {
    for (let at = 0; at < 4; at += 1) {
      await placeOrderFor(at % 2 === 0 ? cast.east : cast.west, {
        ...wang,
        id: `K${at}`,
        name: '韩非子',
        birthDate: `194${at}-01-01`,
      });
    }
    const ids = (await recordsOf(cast.registrar, '韩非子')).map((record) => record.patientId).sort();
    const { patients } = cast.registrar.client;
    for (let round = 0; round < 3; round += 1) {
      const commands: (() => Promise<unknown>)[] = [];
      const working = (async () => {
        for (let step = 0; step < 40; step += 1) {
          const [one, other] = [ids[step % 4], ids[(step + 1 + (step % 3)) % 4]];
          if (one === undefined || other === undefined || one === other) continue;
          const command = { commandId: randomUUID(), one, other, note: '核对' };
          commands.push(() => patients.merge(command));
          const done = await patients.merge(command);
          if (done.ok && step % 2 === 1) {
            const undoing = { commandId: randomUUID(), mergeId: done.value.mergeId, note: '' };
            commands.push(() => patients.undoMerge(undoing));
            await patients.undoMerge(undoing);
          }
        }
      })().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 300));
      await crash();
      await working;
      // What was cut off is sent again with its key: it happens once.
      await commands.at(-1)?.();
    }
    await program.kill();
    const db = await valueIn(openExchangeDatabase(folder));
    const persons = await db
      .selectFrom('patient')
      .select(['patientId', 'personId'])
      .orderBy('patientId')
      .execute();
    const merges = await db.selectFrom('patientMerge').selectAll().execute();
    const audit = await db.selectFrom('audit').select(['act', 'object']).where('success', '=', 1).execute();
    const events = await db.selectFrom('event').select('change').orderBy('seq').execute();
    const { brokenAt } = await walkChain(db, null);
    await db.destroy();
    program = await startProgram(['exchange', '--data', folder, '--listen', new URL(address).host]);

    const trees = new Map(persons.map(({ patientId }) => [patientId, new Set([patientId])]));
    for (const { one, other } of merges.filter((merge) => merge.undoneAt === null)) {
      expect(trees.get(one)).not.toBe(trees.get(other));
      const joined = new Set([...(trees.get(one) ?? []), ...(trees.get(other) ?? [])]);
      for (const id of joined) trees.set(id, joined);
    }
    for (const { patientId, personId } of persons)
      expect(personId).toBe([...(trees.get(patientId) ?? [])].sort()[0]);
    expect(audit.filter((line) => line.act === 'patients-merged')).toHaveLength(merges.length);
    const undone = merges.filter((merge) => merge.undoneAt !== null).map((merge) => merge.mergeId);
    expect(
      audit
        .filter((line) => line.act === 'patients-split')
        .map((line) => line.object)
        .sort(),
    ).toEqual(undone.sort());
    const acts = events.map(({ change }) => JSON.parse(change) as { type: string; act?: string });
    const told = (act: string) =>
      acts.filter((change) => change.type === 'patients-changed' && change.act === act).length;
    expect(told('merged')).toBeGreaterThanOrEqual(merges.length);
    expect(told('split')).toBeGreaterThanOrEqual(undone.length);
    expect(brokenAt).toBeNull();
    expect(merges.length).toBeGreaterThan(0);
  }, 180_000);
});
