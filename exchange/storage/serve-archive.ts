/** The archive's part of the contract: how full, whether what lies there is whole, and what a station may ask of its own. */
import { stat } from 'node:fs/promises';
import type { ExchangeArchiveStatus } from '#shared/contract/exchange/archive.ts';
import { ok } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import { administratorOf } from '../administrator.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { contract } from '../contract.ts';
import { visibleSites } from '../feed/visible-sites.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import { checkObject, compareObject } from './check-object.ts';
import type { ObjectRehash } from './rehash-objects.ts';

export interface ArchiveServing {
  readonly rehash: ObjectRehash;
  readonly onBug: (error: unknown) => void;
}

export function serveArchive(deps: Parts & ArchiveServing) {
  const os = contract.archive;
  return {
    status: os.status.handler(async ({ context: { caller } }) => {
      const member = caller.ok ? administratorOf(caller.value) : caller;
      return member.ok ? ok(await statusNow(deps)) : member;
    }),
    checkNow: os.checkNow.handler(async ({ context: { caller } }) => {
      const member = caller.ok ? administratorOf(caller.value) : caller;
      if (!member.ok) return member;
      await deps.write(async (trx, at) => {
        const entry = { at, memberId: member.value, stationId: null, act: 'object-check-begun' };
        await appendAudit(trx, { ...entry, success: true, object: 'exchange', detail: '' });
        return ok(undefined);
      });
      deps.rehash.runNow().catch(deps.onBug);
      return ok({ done: true as const });
    }),
    verify: os.verify.handler(async ({ input, context: { caller } }) =>
      caller.ok ? ok({ whole: await wholeOf(deps, caller.value, input) }) : caller,
    ),
    lost: os.lost.handler(async ({ context: { caller } }) =>
      caller.ok ? ok({ lost: await lostOf(deps, sendingSite(caller.value)) }) : caller,
    ),
  };
}

/** Of the asked objects those the caller may see and that lie here whole. What turns out damaged is noted as lost. */
async function wholeOf(
  deps: Parts,
  caller: Caller,
  input: { readonly sha256s: readonly Sha256[]; readonly rehash: boolean },
): Promise<Sha256[]> {
  const view = visibleSites(caller);
  let rows = deps.db
    .selectFrom('object')
    .select(['object.sha256', 'object.size'])
    .where('object.sha256', 'in', [...input.sha256s]);
  if (view !== '*') {
    rows = rows
      .innerJoin('objectSite', 'objectSite.sha256', 'object.sha256')
      .where('objectSite.siteId', 'in', [...view, '']);
  }
  const found = new Set<string>();
  for (const object of await rows.execute()) {
    const verdict = input.rehash ? await checkObject(deps, object) : await presenceOf(deps, object);
    if (verdict === 'whole') found.add(object.sha256);
  }
  return input.sha256s.filter((sha256) => found.has(sha256));
}

/** At most 500 at once, oldest first; what retention let go is not asked for. */
async function lostOf({ db }: Parts, siteId: string | null): Promise<Sha256[]> {
  if (siteId === null) return [];
  const rows = await db
    .selectFrom('lostObject')
    .innerJoin('depositObject', 'depositObject.sha256', 'lostObject.sha256')
    .innerJoin('deposit', 'deposit.depositId', 'depositObject.depositId')
    .select('lostObject.sha256')
    .distinct()
    .where('lostObject.restoredAt', 'is', null)
    .where('deposit.siteId', '=', siteId)
    .where('deposit.removedAt', 'is', null)
    .where('depositObject.receivedAt', 'is not', null)
    .orderBy('lostObject.foundAt')
    .limit(500)
    .execute();
  return rows.map(({ sha256 }) => sha256 as Sha256);
}

async function presenceOf(deps: Parts, object: { readonly sha256: string; readonly size: number }) {
  const facts = await stat(deps.vault.pathOf(object.sha256)).catch(() => null);
  return facts?.size === object.size ? 'whole' : compareObject(deps, object);
}

async function statusNow(deps: Parts & ArchiveServing): Promise<ExchangeArchiveStatus> {
  const { db } = deps;
  const sum = await db
    .selectFrom('object')
    .select((expression) => expression.fn.sum<number | null>('size').as('used'))
    .executeTakeFirstOrThrow();
  const lost = await db
    .selectFrom('lostObject')
    .leftJoin('depositObject', 'depositObject.sha256', 'lostObject.sha256')
    .leftJoin('deposit', 'deposit.depositId', 'depositObject.depositId')
    .leftJoin('member', 'member.memberId', 'deposit.siteId')
    .select([
      'lostObject.sha256',
      'lostObject.size',
      'lostObject.why',
      'lostObject.foundAt',
      'deposit.study',
      'member.name as siteName',
    ])
    .where('restoredAt', 'is', null)
    .orderBy('lostObject.foundAt', 'desc')
    .limit(500)
    .execute();
  return {
    space: { free: await deps.vault.freeBytes(), used: Number(sum.used ?? 0) },
    running: deps.rehash.isRunning(),
    checks: await deps.rehash.reports(),
    lost: lost.map(({ study, siteName, ...row }) => {
      const facts = study === null ? null : (JSON.parse(study) as Study);
      return {
        ...row,
        siteName: siteName ?? '',
        patientName: facts?.devicePatient.name ?? '',
        studyInstanceUid: facts?.studyInstanceUid ?? '',
        lastFailure: null,
      };
    }),
  };
}
