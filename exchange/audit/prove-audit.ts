/** Proves the audit chain and keeps the result: on an auditor's word, after a start and every hour from the last head, every night from its beginning. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Caller, Parts } from '../parts.ts';
import { appendAudit } from './append-audit.ts';
import { brokenRecord } from './audit-trouble.ts';
import { runCommand } from './run-command.ts';
import { type ChainHead, type WalkedChain, walkChain } from './walk-chain.ts';

export interface KeptProof extends WalkedChain {
  readonly checkedAt: number;
  readonly from: number;
}

export interface AuditProver {
  /** Walks once the walk that is under way has ended; `memberId` is null for the exchange's own. */
  readonly prove: (from: 'head' | 'first', memberId: string | null) => Promise<Result<KeptProof>>;
  /** The record the walk under way has come to; null while none is. */
  readonly walked: () => number | null;
  /** Begins a walk of the exchange's own when one is due; `localHour` is 0–23. */
  readonly look: (localHour: number) => void;
  readonly stop: () => Promise<void>;
}

const everyMs = 3_600_000;
const nightlyMs = 20 * 3_600_000;
const firstHour = 1;
const lastHour = 5;

/** One walk at a time, beside everything else. */
export function createAuditProver(
  deps: Pick<Parts, 'db' | 'write' | 'clock'>,
  onBug: (error: unknown) => void,
): AuditProver {
  let running: Promise<unknown> = Promise.resolve();
  let walked: number | null = null;
  let stopped = false;
  let [walkedAt, walkedWholeAt] = [Number.NEGATIVE_INFINITY, deps.clock.now() - nightlyMs / 2];

  async function walk(from: 'head' | 'first', memberId: string | null): Promise<Result<KeptProof>> {
    const since = from === 'head' ? await provedHead(deps) : null;
    walked = since?.number ?? 0;
    const onWalked = (number: number): void => {
      walked = number;
    };
    try {
      const found = await walkChain(deps.db, since, { isStopped: () => stopped, onWalked });
      // Of nothing there is nothing to keep.
      if (found.number === 0 && found.brokenAt === null) {
        return ok({ ...found, checkedAt: deps.clock.now(), from: 1 });
      }
      return await keep(deps, found, Math.max(1, since?.number ?? 1), memberId);
    } finally {
      walked = null;
    }
  }

  function prove(from: 'head' | 'first', memberId: string | null): Promise<Result<KeptProof>> {
    const proving = running.then(() => walk(from, memberId));
    running = proving.catch(onBug);
    return proving;
  }

  return {
    prove,
    walked: () => walked,
    look: (localHour) => {
      const now = deps.clock.now();
      const isNight = localHour >= firstHour && localHour < lastHour && now - walkedWholeAt > nightlyMs;
      if (stopped || (!isNight && now - walkedAt < everyMs)) return;
      walkedAt = now;
      if (isNight) walkedWholeAt = now;
      prove(isNight ? 'first' : 'head', null).catch(() => undefined);
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

function keep(
  deps: Pick<Parts, 'write'>,
  walked: WalkedChain,
  from: number,
  memberId: string | null,
): Promise<Result<KeptProof>> {
  return deps.write(async (trx, now) => {
    const { number, hash, brokenAt } = walked;
    const proof = { checkedAt: now, memberId, fromNumber: from, number, hash, brokenAt };
    await trx.insertInto('auditProof').values(proof).execute();
    await appendAudit(trx, {
      at: now,
      memberId,
      stationId: null,
      act: 'audit-proved',
      success: brokenAt === null,
      object: 'audit',
      detail: brokenAt === null ? `${from}-${number} ${hash}` : `broken at ${brokenAt}`,
    });
    return ok({ ...walked, checkedAt: now, from });
  });
}

/** The head of the newest proof: what came after it was never walked. */
async function provedHead({ db }: Pick<Parts, 'db'>): Promise<ChainHead | null> {
  const proof = await db
    .selectFrom('auditProof')
    .select(['number', 'hash'])
    .orderBy('proofId', 'desc')
    .limit(1)
    .executeTakeFirst();
  return proof === undefined || proof.number === 0 ? null : proof;
}

/** Goes on after a break, from the newest record, with what the auditor found. Fails with audit-whole. */
export async function anchorAudit(
  deps: Parts,
  caller: Caller,
  input: { readonly commandId: string; readonly reason: string },
) {
  const spec = {
    caller,
    act: 'audit-anchored',
    commandId: input.commandId,
    input,
    object: 'audit',
    detail: input.reason,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const brokenAt = await brokenRecord(trx);
    const last = await trx
      .selectFrom('audit')
      .select(['number', 'hash'])
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (brokenAt === null || last === undefined) return fail(failure('audit-whole'));
    const memberId = caller.person?.memberId ?? '';
    const anchor = { ...last, brokenAt, memberId, reason: input.reason, at: now };
    await trx.insertInto('auditAnchor').values(anchor).execute();
    const { number, hash, reason } = anchor;
    return ok({ number, hash, brokenAt, memberName: caller.person?.name ?? null, reason, at: now });
  });
}
