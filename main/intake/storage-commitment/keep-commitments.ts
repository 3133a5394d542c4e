/**
 * Storage commitment from request to report (PS3.4 annex J): checks, writes the result down, and tells the device until
 * it has heard it, for three days, over restarts.
 */
import type { Result } from '#shared/result.ts';
import type { IntakeLog } from '../intake-log.ts';
import { type CheckReferencesDeps, checkReferences } from './check-references.ts';
import { type CommitmentRequest, failureReasons } from './commitment-data.ts';
import type { Commitment, CommitmentStore } from './commitment-store.ts';

export interface KeepCommitmentsDeps extends Omit<CheckReferencesDeps, 'stopped'> {
  readonly commitments: CommitmentStore;
  /** Station time in ms. */
  readonly clock: () => number;
  readonly log: IntakeLog;
  /** Sends the N-EVENT-REPORT and hears that the device took it. */
  readonly report: (commitment: Commitment) => Promise<Result<void>>;
  /** ms before the next try after so many. */
  readonly retryDelay?: (attempts: number) => number;
}

export interface CommitmentKeeper {
  /** Durable when it answers; the result follows as an event. */
  readonly take: (request: CommitmentRequest, callingAet: string, host: string) => Promise<void>;
  /** The device can be reached now, such as over an association that it has just opened. */
  readonly hurry: (callingAet: string) => void;
  /** Goes on with what an earlier run left. */
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
}

const minute = 60_000;
const delays = [5000, 15_000, minute, 2 * minute, 5 * minute, 10 * minute, 30 * minute];
/** A device that has not heard its result for so long is told no more, in ms. */
const giveUpMs = 72 * 60 * minute;

export function createCommitmentKeeper(deps: KeepCommitmentsDeps): CommitmentKeeper {
  const { commitments } = deps;
  const timers = new Map<number, NodeJS.Timeout>();
  const working = new Map<number, Promise<void>>();
  const again = new Set<number>();
  let stopped = false;
  const delay = deps.retryDelay ?? ((attempts) => delays[attempts] ?? 60 * minute);

  function wake(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    if (stopped) return;
    if (working.has(id)) {
      again.add(id);
      return;
    }
    const work = advance(id)
      .catch((error: unknown) => {
        deps.log.error({ commitment: id, detail: String(error) }, 'a storage commitment failed inside');
        later(id, minute);
      })
      .finally(() => {
        working.delete(id);
        if (again.delete(id)) wake(id);
      });
    working.set(id, work);
  }

  function later(id: number, ms: number): void {
    if (stopped) return;
    const timer = setTimeout(() => wake(id), ms);
    timer.unref();
    timers.set(id, timer);
  }

  async function advance(id: number): Promise<void> {
    let commitment = commitments.find(id);
    if (commitment === null) return;
    if (commitment.failed === null) {
      const failed = await checkReferences({ ...deps, stopped: () => stopped }, commitment.references);
      if (failed === null) return;
      if (commitments.find(id)?.requestedAt !== commitment.requestedAt) {
        // Asked again meanwhile: what was found before does not count.
        again.add(id);
        return;
      }
      await commitments.settle(id, failed, deps.clock());
      commitment = commitments.find(id);
    }
    if (commitment === null || commitment.deliveredAt !== null || stopped) return;
    const told = await deps.report(commitment);
    const facts = { transaction: commitment.transactionUid, callingAet: commitment.callingAet };
    if (told.ok) {
      await commitments.noteDelivered(id, deps.clock());
      deps.log.info({ ...facts, failed: commitment.failed?.length ?? 0 }, 'storage commitment told');
      return;
    }
    const overdue = deps.clock() - (commitment.settledAt ?? 0) > giveUpMs;
    const wait = delay(commitment.attempts);
    await commitments.noteTrouble(id, told.failure.message, overdue ? null : deps.clock() + wait);
    deps.log.warn({ ...facts, code: told.failure.code }, told.failure.message);
    if (!overdue) later(id, wait);
  }

  return {
    take: async (request, callingAet, host) => {
      const taken = await commitments.take(request, callingAet, host, deps.clock());
      if (taken.kind === 'taken') {
        // The answer to the request goes out first: some devices drop a report that comes before it.
        later(taken.commitmentId, 0);
        return;
      }
      const { transactionUid, references } = request;
      const failed = references.map((one) => ({ ...one, reason: failureReasons.duplicateTransaction }));
      const at = deps.clock();
      const refused: Commitment = {
        commitmentId: -1,
        transactionUid,
        callingAet,
        host,
        references,
        failed,
        requestedAt: at,
        settledAt: at,
        deliveredAt: null,
        attempts: 0,
        nextAttemptAt: null,
        lastTrouble: '',
      };
      setTimeout(() => void deps.report(refused).catch(() => undefined), 0);
    },
    hurry: (callingAet) => {
      for (const one of commitments.unfinished()) if (one.callingAet === callingAet) wake(one.commitmentId);
    },
    resume: () => {
      for (const one of commitments.unfinished()) {
        const wait = one.nextAttemptAt === null ? 0 : Math.max(0, one.nextAttemptAt - deps.clock());
        later(one.commitmentId, wait);
      }
    },
    stop: async () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(working.values());
    },
  };
}
