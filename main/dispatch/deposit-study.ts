/**
 * Journey step 4: deposits the studies that arrive at a township, from the first object on. One worker for each study;
 * what it has done lies in rows, so it goes on after a cut, a restart or a kill.
 */
import type { DepositState } from '#shared/contract/exchange/deposits.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { FailureCode } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type AdvanceDepositDeps, advanceDeposit } from './advance-deposit.ts';
import { type CloseReason, type DepositRow, type ObjectRow, sentObject } from './deposit-rows.ts';
import { type ChooseEncodingsDeps, createEncodingChooser } from './recompress/choose-encodings.ts';
import { createUplinkMeter } from './recompress/uplink-measures.ts';
import { createTransferSpeed, type TransferSpeed } from './transfer-speed.ts';
import { type UploadObjectDeps, uploadObject } from './upload-object.ts';

export interface DepositStudyDeps extends Omit<AdvanceDepositDeps, 'upload' | 'onState' | 'encodings'> {
  readonly uploads: Omit<UploadObjectDeps, 'onSent'>;
  readonly recompression: Recompression;
  readonly isLinked: () => boolean;
  readonly monotonic: () => number;
  readonly now: () => number;
  readonly retryDelay: (attempts: number) => number;
  readonly onChanged: (studyInstanceUid: string, state: DepositState | null) => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

/** How objects are made smaller on their way out, and where the smaller ones wait. */
export interface Recompression extends Pick<ChooseEncodingsDeps, 'setting' | 'thread' | 'folder' | 'pathOf'> {
  /** A smaller object is at the exchange and no longer needed here. */
  readonly forget: (sha256: Sha256) => Promise<void>;
}

export interface Depositor {
  /** An object of the study was kept. */
  readonly note: (studyInstanceUid: string) => void;
  /** The study is complete at `count` objects. */
  readonly close: (studyInstanceUid: string, count: number, reason: CloseReason) => Promise<void>;
  /** A person joined the study to an order. */
  readonly join: (studyInstanceUid: string, orderId: string) => Promise<void>;
  readonly stateOf: (studyInstanceUid: string) => DepositRow | null;
  readonly progressOf: (studyInstanceUid: string) => ListedTask['progress'];
  /** Takes up everything unfinished, at start and when the link is back. */
  readonly hurry: () => void;
  readonly stop: () => Promise<void>;
}

interface Worker {
  running: Promise<void>;
  again: boolean;
}

/** What passes by itself or through a person; everything else stays with its reason until a person acts. */
const lasting: ReadonlySet<FailureCode> = new Set([
  'invalid-input',
  'right-missing',
  'order-already-joined',
  'deposit-closed',
  'object-too-large',
  'idempotency-conflict',
]);
const longestWaitMs = 60_000;

export function createDepositor(deps: DepositStudyDeps): Depositor {
  const workers = new Map<string, Worker>();
  const speeds = new Map<string, TransferSpeed>();
  const timers = new Map<string, NodeJS.Timeout>();
  const attempts = new Map<string, number>();
  let stopped = false;

  const meter = createUplinkMeter(deps.monotonic);
  const encodings = createEncodingChooser({
    ...deps.recompression,
    meter,
    keep: deps.rows.chooseEncodings,
    monotonic: deps.monotonic,
  });

  async function upload(deposit: DepositRow, object: ObjectRow): Promise<Result<void>> {
    const speed = speedOf(deposit.studyInstanceUid);
    const { sopInstanceUid } = object;
    const sent = sentObject(object);
    const onSent = (bytes: number): void => {
      speed.add(bytes);
      meter.sent(bytes);
    };
    meter.begin();
    const { depositId } = deposit;
    const uploaded = await uploadObject({ ...deps.uploads, onSent }, { depositId, sopInstanceUid, ...sent });
    meter.end();
    if (uploaded.ok && sent.sha256 !== object.sha256) await deps.recompression.forget(sent.sha256);
    return uploaded;
  }

  const advanceDeps: AdvanceDepositDeps = { ...deps, upload, encodings, onState: deps.onChanged };

  function speedOf(uid: string): TransferSpeed {
    const known = speeds.get(uid) ?? createTransferSpeed(deps.monotonic);
    speeds.set(uid, known);
    return known;
  }

  function wake(uid: string): void {
    clearTimeout(timers.get(uid));
    timers.delete(uid);
    if (stopped) return;
    const worker = workers.get(uid);
    if (worker !== undefined) {
      worker.again = true;
      return;
    }
    const made: Worker = { running: Promise.resolve(), again: false };
    workers.set(uid, made);
    made.running = work(uid, made).finally(() => {
      workers.delete(uid);
      if (made.again) wake(uid);
    });
  }

  async function work(uid: string, worker: Worker): Promise<void> {
    for (;;) {
      worker.again = false;
      const advanced = await advanceDeposit(advanceDeps, uid).catch((error: unknown) => {
        deps.log.warn({ study: uid, detail: String(error) }, 'a deposit failed inside');
        return null;
      });
      if (stopped) return;
      if (advanced?.ok === true) {
        attempts.delete(uid);
        if (advanced.value || worker.again) continue;
        speeds.delete(uid);
        deps.onChanged(uid, deps.rows.ofStudy(uid)?.state ?? null);
        return;
      }
      if (advanced !== null && lasting.has(advanced.failure.code)) {
        const deposit = deps.rows.ofStudy(uid);
        const refusal = `${advanced.failure.message}。${advanced.failure.remedy}`;
        if (deposit !== null) await deps.rows.change(deposit.depositId, { refusal });
        deps.log.warn({ study: uid, code: advanced.failure.code }, refusal);
        deps.onChanged(uid, deposit?.state ?? null);
        return;
      }
      const tries = attempts.get(uid) ?? 0;
      attempts.set(uid, tries + 1);
      const wait = Math.min(longestWaitMs, deps.retryDelay(tries));
      timers.set(
        uid,
        setTimeout(() => wake(uid), wait),
      );
      worker.again = false;
      return;
    }
  }

  return {
    note: wake,
    close: async (uid, count, reason) => {
      await deps.rows.sync(uid);
      const deposit = deps.rows.ofStudy(uid);
      if (deposit === null) return;
      await deps.rows.change(deposit.depositId, { closeReason: reason, wantedCount: count });
      wake(uid);
    },
    join: async (uid, orderId) => {
      await deps.rows.sync(uid);
      const deposit = deps.rows.ofStudy(uid);
      if (deposit === null) return;
      // The deposit is opened again with its order: the exchange finds it and joins.
      await deps.rows.change(deposit.depositId, { orderId, opened: 0, refusal: null });
      wake(uid);
    },
    stateOf: deps.rows.ofStudy,
    progressOf: (uid) => {
      const deposit = deps.rows.ofStudy(uid);
      const speed = speeds.get(uid);
      if (deposit === null || speed === undefined) return null;
      const bytesPerSecond = Math.round(speed.bytesPerSecond());
      const left = deps.rows
        .objects(deposit.depositId)
        .reduce((sum, object) => sum + (object.uploaded === 1 ? 0 : sentObject(object).size), 0);
      const finishAt = bytesPerSecond > 0 ? Math.round(deps.now() + (left / bytesPerSecond) * 1000) : null;
      return { bytesPerSecond, finishAt };
    },
    hurry: () => {
      attempts.clear();
      for (const uid of new Set([...deps.rows.unfinished(), ...deps.rows.withUnjudged()])) wake(uid);
    },
    stop: async () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await encodings.stop();
      await Promise.all([...workers.values()].map((worker) => worker.running));
    },
  };
}
