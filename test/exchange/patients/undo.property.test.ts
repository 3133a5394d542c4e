import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fail, ok } from '#shared/result.ts';
import { type ExchangeDatabase, openExchangeDatabase } from '../../../exchange/database/open-database.ts';
import { createWrite } from '../../../exchange/database/write.ts';
import type { Caller, Parts } from '../../../exchange/parts.ts';
import { judgePair } from '../../../exchange/patients/judge-pair.ts';
import { createPatientIndex } from '../../../exchange/patients/keep-index.ts';
import { dismissProposal, mergePatients, undoMerge } from '../../../exchange/patients/merge-patients.ts';
import { valueIn } from '../../rig/exchange.ts';
import { numberOfHisTwin, numberOfWang } from '../../rig/patients.ts';

/** A few people who are hard to tell apart, at three sites, under few numbers: what happens in any order must stay right. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('order' as const),
      site: fc.constantFrom('t-1', 't-2', 't-3'),
      id: fc.constantFrom('', '1', '2', '3'),
      name: fc.constantFrom('王小东', '王晓东', 'WANG^XIAODONG', '王小東', '李小东'),
      sex: fc.constantFrom('M' as const, 'M' as const, 'F' as const, 'U' as const),
      birthDate: fc.constantFrom('1961-04-09', '1961-04-09', '1961-09-04', null),
      identityNumber: fc.constantFrom(undefined, numberOfWang, numberOfWang, numberOfHisTwin),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('merge' as const), one: fc.nat(30), other: fc.nat(30) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('undo' as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('dismiss' as const), which: fc.nat(30) }) },
);

describe('any sequence of orders, merges and undoings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-patients-'));
  const index = createPatientIndex();
  let db: ExchangeDatabase;
  let parts: Parts;
  let count = 0;
  const caller: Caller = {
    person: {
      memberId: 'p-1',
      offices: ['registrar'],
      rights: [],
      siteId: null,
    } as unknown as Caller['person'],
    station: null,
    callerId: 'p-1',
    tokenHash: null,
  };
  beforeAll(async () => {
    db = await valueIn(openExchangeDatabase(folder));
    const clock = { now: () => Date.now() };
    parts = { db, clock, write: createWrite({ db, clock, written: () => undefined }) } as unknown as Parts;
    for (const memberId of ['t-1', 't-2', 't-3', 'p-1']) {
      await db
        .insertInto('member')
        .values({
          memberId,
          type: memberId === 'p-1' ? 'person' : 'site',
          name: memberId,
          siteId: null,
          rights: '[]',
          offices: '[]',
          licence: '',
          title: '',
          tier: null,
          phone: '',
          chestPain: 0,
          secretHash: '',
          secretVersion: 1,
          failures: 0,
          lockedUntil: null,
          createdAt: 0,
        })
        .execute();
    }
  });
  afterAll(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  async function forget(): Promise<void> {
    for (const table of [
      'patientOrder',
      'patientProposal',
      'patientMerge',
      'patientKey',
      'patientIdentifier',
      'patient',
      'order',
      'event',
    ] as const)
      await db.deleteFrom(table).execute();
  }

  /** Everything that a person sees of the index but when it happened. */
  async function picture() {
    const persons = await db
      .selectFrom('patient')
      .select(['patientId', 'personId'])
      .orderBy('patientId')
      .execute();
    const proposals = await db
      .selectFrom('patientProposal')
      .select(['one', 'other', 'state', 'confidence'])
      .orderBy('proposalId')
      .execute();
    const standing = await db
      .selectFrom('patientMerge')
      .select(['one', 'other'])
      .where('undoneAt', 'is', null)
      .orderBy('mergeId')
      .execute();
    return { persons, proposals, standing };
  }

  const placeOrder = async (given: {
    site: string;
    id: string;
    name: string;
    sex: string;
    birthDate: string | null;
    identityNumber: string | undefined;
  }) => {
    count += 1;
    const orderId = `o-${count}`;
    const { id, name, sex, birthDate, identityNumber } = given;
    const order = { orderId, siteId: given.site, patient: { id, name, sex, birthDate, identityNumber } };
    await parts.write(async (trx, now) => {
      const row = {
        orderId,
        siteId: given.site,
        accessionNumber: orderId,
        studyInstanceUid: null,
        depositId: null,
        placedAt: now,
        document: '{}',
      };
      await trx.insertInto('order').values(row).execute();
      await index.orderPlaced(trx, order as never, now);
      return ok(undefined);
    });
  };

  async function checkInvariants(): Promise<void> {
    const { persons, standing } = await picture();
    // A forest: each standing merge joins two trees, and a person is a tree named by its smallest record.
    const roots = new Map(persons.map(({ patientId }) => [patientId, patientId]));
    const rootOf = (id: string): string => (roots.get(id) === id ? id : rootOf(roots.get(id) ?? id));
    for (const { one, other } of standing) {
      const [a = '', b = ''] = [rootOf(one), rootOf(other)].sort();
      expect(a).not.toBe(b);
      roots.set(b, a);
    }
    expect(persons.map(({ patientId, personId }) => [patientId, personId])).toEqual(
      persons.map(({ patientId }) => [patientId, rootOf(patientId)]),
    );
    // Nothing was joined by the rule that does not fulfil it.
    const records = new Map(
      (await db.selectFrom('patient').selectAll().execute()).map((row) => [row.patientId, row]),
    );
    const merges = await db.selectFrom('patientMerge').selectAll().execute();
    for (const merge of merges.filter((one) => one.mergedBy === null)) {
      const [one, other] = [records.get(merge.one), records.get(merge.other)];
      if (one === undefined || other === undefined) throw new Error('a merge of nobody');
      expect(one.identityNumber).not.toBeNull();
      expect(one.identityNumber).toBe(other.identityNumber);
      expect(judgePair(one, other).joins).toBe(true);
    }
    // What the rule made is compatible throughout; what a person has parted or held apart, it never made one.
    const apart = [
      ...merges.filter((merge) => merge.undoneAt !== null),
      ...(await db.selectFrom('patientProposal').selectAll().where('state', '=', 'dismissed').execute()),
    ];
    for (const { one, other } of apart) {
      const path = standing.length > 0 && rootOf(one) === rootOf(other);
      if (path) expect(merges.some((merge) => merge.mergedBy !== null && merge.undoneAt === null)).toBe(true);
    }
  }

  it('keeps a forest, joins by the rule alone, and every undoing restores exactly what was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await forget();
        for (const one of steps) {
          const patients = await db.selectFrom('patient').select('patientId').orderBy('patientId').execute();
          const standing = await db
            .selectFrom('patientMerge')
            .selectAll()
            .where('undoneAt', 'is', null)
            .orderBy('mergeId')
            .execute();
          const open = await db
            .selectFrom('patientProposal')
            .selectAll()
            .where('state', '=', 'open')
            .orderBy('proposalId')
            .execute();
          count += 1;
          const commandId = `command-${count}`;
          if (one.act === 'order') await placeOrder(one);
          else if (one.act === 'merge' && patients.length > 1) {
            const a = patients[one.one % patients.length]?.patientId ?? '';
            const b = patients[one.other % patients.length]?.patientId ?? '';
            const before = await picture();
            const merged =
              a === b
                ? fail('same')
                : await mergePatients(parts, caller, { commandId, one: a, other: b, note: 'x' });
            if (merged.ok) {
              await checkInvariants();
              const after = await picture();
              expect(after.standing).toHaveLength(before.standing.length + 1);
              await valueIn(
                undoMerge(parts, caller, {
                  commandId: `${commandId}-u`,
                  mergeId: (merged.value as { mergeId: string }).mergeId,
                  note: '',
                }),
              );
              expect(await picture()).toEqual(before);
              await valueIn(
                mergePatients(parts, caller, { commandId: `${commandId}-a`, one: a, other: b, note: 'x' }),
              );
              expect((await picture()).persons).toEqual(after.persons);
            } else expect(await picture()).toEqual(before);
          } else if (one.act === 'undo' && standing.length > 0) {
            const { mergeId } = standing[one.which % standing.length] ?? { mergeId: '' };
            await valueIn(undoMerge(parts, caller, { commandId, mergeId, note: '' }));
          } else if (one.act === 'dismiss' && open.length > 0) {
            const { proposalId } = open[one.which % open.length] ?? { proposalId: '' };
            await valueIn(dismissProposal(parts, caller, { commandId, proposalId, note: '' }));
          }
          await checkInvariants();
        }
        // The same orders again say nothing new.
        const before = await picture();
        for (const one of steps) if (one.act === 'order' && one.id !== '') await placeOrder(one);
        const { persons, standing } = await picture();
        expect({ persons, standing }).toEqual({ persons: before.persons, standing: before.standing });
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});
