/**
 * Sends studies on to other DICOM nodes, as a person or the command line asks: written down first, then sent, tried again
 * for a day when the peer cannot be reached, over restarts.
 */
import { randomUUID } from 'node:crypto';
import { type FailureCode, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type DicomNode, dicomNodeText } from '#shared/study/dicom-node.ts';
import { asDicom } from './as-dicom.ts';
import type { ForwardRow, ForwardRows } from './forward-rows.ts';
import { type SendInstancesDeps, sendInstances } from './send-instances.ts';

export interface ForwarderDeps
  extends Omit<SendInstancesDeps, 'onSent' | 'onFailed' | 'onBroken' | 'stopped'> {
  readonly rows: ForwardRows;
  /** Station time in ms. */
  readonly now: () => number;
  /** Whether the node is this very station. */
  readonly isSelf: (node: DicomNode) => Promise<boolean>;
  readonly retryDelay?: (attempts: number) => number;
  readonly onChanged: (forwardId: string) => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface Forwarder {
  /** Durable when it answers. Fails with forward-to-self or study-not-found. */
  readonly forward: (
    studyInstanceUid: string,
    node: DicomNode,
    requestedBy: string,
  ) => Promise<Result<string>>;
  /** Tries what failed once more. Fails with forward-not-found. */
  readonly again: (forwardId: string) => Promise<Result<void>>;
  /** Goes on with what an earlier run left. */
  readonly resume: () => void;
  /** Resolves when the forwarding has ended or waits for its next try. */
  readonly settled: (forwardId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const minute = 60_000;
const delays = [2000, 10_000, 30_000, minute, 5 * minute, 15 * minute];
/** An object at which the peer broke off so often stands in the way of the others: it fails by itself. */
const mostBreaks = 3;
const giveUpMs = 24 * 60 * minute;
/** A rejection or an empty hand is tried again as well: a person may be registering us at the peer just now. */
const passing: ReadonlySet<FailureCode> = new Set([
  'peer-unreachable',
  'peer-rejected',
  'peer-broken',
  'peer-refused-object',
]);

export function createForwarder(deps: ForwarderDeps): Forwarder {
  const { rows } = deps;
  const timers = new Map<string, NodeJS.Timeout>();
  const working = new Map<string, Promise<void>>();
  const breaks = new Map<string, number>();
  let stopped = false;

  function wake(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    if (stopped || working.has(id)) return;
    const work = advance(id)
      .catch((error: unknown) =>
        deps.log.warn({ forward: id, detail: String(error) }, 'forwarding failed inside'),
      )
      .finally(() => working.delete(id));
    working.set(id, work);
  }

  async function advance(id: string): Promise<void> {
    const forward = rows.find(id);
    if (forward === null || forward.endedAt !== null) return;
    const waiting = rows.instances(id).filter((one) => one.state === 'waiting');
    const wire = await asDicom(waiting, deps.readBytes, new Date(forward.requestedAt));
    for (const { instance, failure: why } of wire.refused)
      await rows.noteFailed(id, instance.sopInstanceUid, why);
    const sent = await sendInstances(
      {
        ...deps,
        readBytes: wire.readBytes,
        stopped: () => stopped,
        onSent: async (instance, syntax) => {
          await rows.noteSent(id, wire.rowOf(instance).sopInstanceUid, syntax);
          deps.onChanged(id);
        },
        onFailed: async (instance, why) => {
          await rows.noteFailed(id, wire.rowOf(instance).sopInstanceUid, why);
          deps.onChanged(id);
        },
        onBroken: async (instance, why) => {
          const { sopInstanceUid } = wire.rowOf(instance);
          const key = `${id} ${sopInstanceUid}`;
          const count = (breaks.get(key) ?? 0) + 1;
          breaks.set(key, count);
          if (count < mostBreaks) return;
          breaks.delete(key);
          await rows.noteFailed(id, sopInstanceUid, why);
        },
      },
      nodeOf(forward),
      wire.instances,
    );
    if (stopped) return;
    if (sent.ok) await rows.noteEnded(id, deps.now());
    else {
      const wait = (deps.retryDelay ?? ((attempts) => delays[attempts] ?? 60 * minute))(forward.attempts);
      const overdue = deps.now() - forward.requestedAt > giveUpMs;
      const next = overdue || !passing.has(sent.failure.code) ? null : deps.now() + wait;
      await rows.noteTrouble(id, sent.failure, next, deps.now());
      deps.log.warn({ forward: id, code: sent.failure.code }, sent.failure.message);
      if (next !== null && !stopped) {
        const timer = setTimeout(() => wake(id), wait);
        timer.unref();
        timers.set(id, timer);
      }
    }
    deps.onChanged(id);
  }

  return {
    forward: async (studyInstanceUid, node, requestedBy) => {
      if (await deps.isSelf(node)) return fail(failure('forward-to-self', { peer: dicomNodeText(node) }));
      const forwardId = randomUUID();
      const { aet, host, port } = node;
      const requestedAt = deps.now();
      const tls = node.tls ? 1 : 0;
      const count = await rows.add({
        forwardId,
        studyInstanceUid,
        aet,
        host,
        port,
        tls,
        requestedBy,
        requestedAt,
      });
      if (count === 0) {
        await rows.noteEnded(forwardId, requestedAt);
        return fail(failure('study-not-found', { study: studyInstanceUid }));
      }
      wake(forwardId);
      return ok(forwardId);
    },
    again: async (forwardId) => {
      if (rows.find(forwardId) === null) return fail(failure('forward-not-found', { forward: forwardId }));
      await working.get(forwardId);
      await rows.again(forwardId);
      wake(forwardId);
      return ok(undefined);
    },
    resume: () => {
      for (const forward of rows.unfinished()) wake(forward.forwardId);
    },
    settled: async (forwardId) => {
      await working.get(forwardId);
    },
    stop: async () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(working.values());
    },
  };
}

export function nodeOf({ aet, host, port, tls }: ForwardRow): DicomNode {
  return { aet, host, port, tls: tls === 1 };
}
