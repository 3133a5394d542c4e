/** The simulated day: exam after exam is ordered and pushed, held at four unclaimed unless it is the morning rush. */

import type { PracticeStatus } from '#shared/contract/practice.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Exam, ExamKind } from '../exam.ts';
import { generateExam } from '../generate-exam.ts';
import { createRandom } from '../random.ts';
import type { DayJournal, PlantedExam } from './day-journal.ts';
import { nextGap } from './next-gap.ts';
import type { TownshipDesk } from './township-desk.ts';

export interface DayDeps {
  readonly journal: DayJournal;
  readonly desk: TownshipDesk;
  /** Hands the objects to the station: by association or by folder. */
  readonly push: (exam: Exam) => Promise<Result<{ readonly stored: number }>>;
  /** Wall clock in ms: what devices would write into their objects. */
  readonly now: () => number;
  /** Makes each exam another one; fixed in tests. */
  readonly seed: string;
  /** Name of the hospital that devices write; null before the station knows its site. */
  readonly hospital: () => string | null;
  readonly onTrouble: (trouble: Failure) => void;
}

export interface SimulatedDay {
  readonly status: () => PracticeStatus;
  /** Sends one at once, whatever waits; resolves when it has been pushed. */
  readonly sendOne: (kind: ExamKind | null) => Promise<Result<{ readonly accessionNumber: string }>>;
  readonly setRush: (on: boolean) => Promise<PracticeStatus>;
  readonly setPaused: (on: boolean) => Promise<PracticeStatus>;
  /** What was planted in the exam of that accession number; null when it is not one of ours. */
  readonly finding: (accessionNumber: string) => PlantedExam['finding'] | null;
  readonly stop: () => Promise<void>;
}

const holdAt = 4;
/** A pushed exam counts as unclaimed for so long before its task is seen, ms. */
const seenWithin = 90_000;
const lookEvery = 3_000;
/** An exam that could not be sent for so long is given up: nobody waits for it any more, ms. */
const resumeWithin = 30 * 60_000;

export function simulateDay(deps: DayDeps): SimulatedDay {
  const { journal, desk } = deps;
  const gaps = createRandom(`${deps.seed}/gaps`);
  let unclaimed = 0;
  let nextAt = deps.now() + nextGap(gaps, journal.sent(), journal.switches().rush);
  let stopped = false;
  let busy: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** One exam at a time, also when a button is pressed while one is on its way. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = busy.then(act, act);
    busy = turn.catch(() => undefined);
    return turn;
  }

  async function countUnclaimed(): Promise<boolean> {
    const tracked = await desk.tracked();
    if (!tracked.ok) {
      deps.onTrouble(tracked.failure);
      return false;
    }
    const seen = new Set(tracked.value.map((task) => task.accessionNumber));
    const underWay = recentlySent.filter(
      (accession) => !seen.has(accession) && deps.now() - (journal.sentAt(accession) ?? 0) < seenWithin,
    );
    recentlySent = underWay;
    unclaimed = tracked.value.filter((task) => task.unclaimed).length + underWay.length;
    return true;
  }
  let recentlySent: string[] = [];

  async function deliver(exam: Exam): Promise<Result<{ readonly accessionNumber: string }>> {
    const { accessionNumber } = exam.order;
    if (!journal.isOrdered(accessionNumber)) {
      const placed = await desk.placeOrder({ ...exam.order, expectedObjects: exam.objects.length });
      if (!placed.ok) return placed;
      await journal.append({ entry: 'ordered', accessionNumber });
    }
    const pushed = await deps.push(exam);
    if (!pushed.ok) return pushed;
    await journal.append({ entry: 'sent', accessionNumber, at: deps.now() });
    recentlySent.push(accessionNumber);
    unclaimed++;
    return ok({ accessionNumber });
  }

  async function sendNew(kind: ExamKind | null): Promise<Result<{ readonly accessionNumber: string }>> {
    const now = deps.now();
    const seed = `${deps.seed}/${journal.sent()}/${now}`;
    const exam = make(seed, kind ?? openingKind(journal.sent()), now);
    await journal.append({
      entry: 'planted',
      seed,
      kind: exam.examKind,
      now,
      accessionNumber: exam.order.accessionNumber,
      finding: exam.finding,
    });
    return deliver(exam);
  }

  function make(seed: string, kind: ExamKind | null, now: number): Exam {
    const hospital = deps.hospital();
    return generateExam({
      seed,
      now: new Date(now),
      ...(kind === null ? {} : { kind }),
      ...(hospital === null ? {} : { hospital }),
    });
  }

  /** What was planted before a stop and never left: made again, byte for byte, and sent. */
  async function resume(): Promise<boolean> {
    const left = journal.unsent().find((exam) => deps.now() - exam.now < resumeWithin);
    if (left === undefined) return true;
    const sent = await inTurn(() => deliver(make(left.seed, left.kind, left.now)));
    if (!sent.ok) deps.onTrouble(sent.failure);
    return false;
  }

  async function step(): Promise<void> {
    const { rush, paused } = journal.switches();
    if (!(await countUnclaimed()) || paused) return;
    if (!rush && unclaimed >= holdAt) {
      nextAt = Math.max(nextAt, deps.now() + lookEvery);
      return;
    }
    if (stopped || deps.now() < nextAt || !(await resume()) || stopped) return;
    const sent = await inTurn(() => sendNew(null));
    if (!sent.ok) deps.onTrouble(sent.failure);
    nextAt = deps.now() + nextGap(gaps, journal.sent(), rush);
  }

  function schedule(): void {
    if (stopped) return;
    const wait = Math.max(250, Math.min(lookEvery, nextAt - deps.now()));
    timer = setTimeout(() => {
      step()
        .catch((error: unknown) => deps.onTrouble(failure('practice-push-failed', { detail: String(error) })))
        .finally(schedule);
    }, wait);
  }
  schedule();

  function status(): PracticeStatus {
    const { rush, paused } = journal.switches();
    const held = paused || (!rush && unclaimed >= holdAt);
    return { running: !stopped, paused, rush, unclaimed, sent: journal.sent(), nextAt: held ? null : nextAt };
  }

  async function setSwitches(change: { rush?: boolean; paused?: boolean }): Promise<PracticeStatus> {
    await journal.append({ entry: 'switches', ...journal.switches(), ...change });
    nextAt = Math.min(nextAt, deps.now() + nextGap(gaps, journal.sent(), journal.switches().rush));
    return status();
  }

  return {
    status,
    sendOne: (kind) =>
      stopped
        ? Promise.resolve(fail(failure('practice-push-failed', { detail: 'stopped' })))
        : inTurn(() => sendNew(kind)),
    setRush: (rush) => setSwitches({ rush }),
    setPaused: (paused) => setSwitches({ paused }),
    finding: (accessionNumber) => journal.planted(accessionNumber)?.finding ?? null,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await busy;
    },
  };
}

/** A first day opens with an ECG, a CT and a chest film; then chance decides. */
function openingKind(count: number): ExamKind | null {
  return (['ecg', 'ct', 'dr'] as const)[count] ?? null;
}
