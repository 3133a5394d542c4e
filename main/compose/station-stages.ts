/** The stages between intake and window, each given what the one before it makes: archive, worklist, dispatch. */
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Result } from '#shared/result.ts';
import type { Task } from '#shared/study/task.ts';
import { createMarksFetcher, type MarksFetcher } from '../archive/fetch-marks.ts';
import { fetchPdf } from '../archive/fetch-pdf.ts';
import { createHeldCounts, type HeldCounts } from '../archive/held-counts.ts';
import type { DuplicateJudge } from '../archive/judge-duplicates.ts';
import { keepReports, type ReportKeeper } from '../archive/keep-report.ts';
import type { KeptInstance } from '../archive/keep-study.ts';
import { type Archive, openArchive } from '../archive/open-archive.ts';
import { readObject } from '../archive/open-object.ts';
import { type Prefetcher, prefetchTasks } from '../archive/prefetch-tasks.ts';
import { readStudy } from '../archive/read-study.ts';
import { prepareReadVersions } from '../archive/read-versions.ts';
import { createReportStore, type ReportStore } from '../archive/report-store.ts';
import { createDepositRows } from '../dispatch/deposit-rows.ts';
import { createDepositor, type Depositor } from '../dispatch/deposit-study.ts';
import { createHoldSigning } from '../dispatch/hold-signing.ts';
import { keepNotices } from '../dispatch/keep-notices.ts';
import type { CriticalWatch } from '../dispatch/raise-critical.ts';
import { createResendLost, type ResendLost } from '../dispatch/resend-lost.ts';
import { retryDelay } from '../link/retry-delay.ts';
import { type Outbox, sendCommands } from '../link/send-commands.ts';
import { prepareQueuedVerdicts } from '../reading/queued-verdicts.ts';
import { describeTask, type ListTasksDeps } from '../worklist/list-tasks.ts';
import { createOwnClaims, type OwnClaims } from '../worklist/own-claims.ts';
import { createTaskReplica, type TaskReplica } from '../worklist/task-replica.ts';
import { createArrivalSpeed } from './arrival-speed.ts';
import { type ConsultationRoom, createConsultationRoom } from './consultation-room.ts';
import { createCriticalWatch } from './critical-watch.ts';
import { createDuplicateJudging } from './duplicate-judging.ts';
import { createOutgoing } from './outgoing-objects.ts';
import { createReferralRoom, type ReferralRoom } from './referral-room.ts';
import { outboxSenders, referralOfAnswer, settleCommand, taskOfAnswer } from './send-outbox.ts';
import { monotonic, type StationParts } from './station-parts.ts';

export interface StationStages {
  readonly archive: Archive;
  readonly held: HeldCounts;
  readonly replica: TaskReplica;
  readonly claims: OwnClaims;
  readonly listing: ListTasksDeps;
  readonly describe: (task: Task) => ListedTask;
  /** The task as its reader has answered it, also while the answer waits for the link; null when it is not known. */
  readonly findAnswered: (taskId: string) => Task | null;
  /** Tells the windows of a task in which something of this station's own has changed. */
  readonly publishTask: (taskId: string) => void;
  readonly reports: ReportStore;
  readonly keeper: ReportKeeper;
  readonly prefetcher: Prefetcher;
  readonly depositor: Depositor;
  readonly marks: MarksFetcher;
  readonly resend: ResendLost;
  readonly critical: CriticalWatch;
  readonly outbox: Outbox;
  readonly referrals: ReferralRoom;
  readonly consultations: ConsultationRoom;
  /** A snapshot that is newer than what was known: everybody who needs it is told. */
  readonly tellTask: (task: Task) => void;
  /** Who this station is may have become known after the tasks it holds. */
  readonly adoptClaims: () => void;
  readonly stop: () => Promise<void>;
}

/** Windows hear of objects of one study at most this often, in ms. */
const tellEveryMs = 250;

export async function openStages(
  parts: StationParts,
  onInstanceKept: (kept: KeptInstance) => void,
): Promise<Result<StationStages>> {
  const { database, access, now, link, events, log, station } = parts;
  const { role } = station.settings;
  const held = createHeldCounts(database);
  const rows = createDepositRows(database);
  const holdSigning = createHoldSigning({ client: access.client, rows });
  let duplicates: DuplicateJudge | null = null;
  const archived = await openArchive(
    {
      database,
      clock: now,
      log,
      isIndexLost: parts.rebuild !== null,
      onStoreChanged: (trouble) => events.publish({ type: 'store', trouble }),
      onInstanceKept: (kept) => {
        held.forget(kept.studyInstanceUid);
        if (kept.outcome === 'conflict') {
          duplicates?.wake();
          // Beside what is being uploaded; whatever fails is told by the next step of the deposit.
          if (role === 'clinic') void holdSigning(kept.studyInstanceUid).catch(() => undefined);
        }
        onInstanceKept(kept);
      },
    },
    parts.options.dataFolder,
  );
  if (!archived.ok) return archived;
  const archive = archived.value;
  const { vault } = archive;
  const replica = createTaskReplica(database);
  const reports = createReportStore(database);
  const speed = createArrivalSpeed();
  const fetching = { database, vault, clock: now, client: access.client, download: parts.download };

  const outgoing = createOutgoing(parts, vault);
  const depositor = createDepositor({
    client: access.client,
    rows,
    holdSigning,
    readStudy: (uid) => readStudy(database, uid),
    readConflicts: prepareReadVersions(database),
    uploads: { ask: access.fetch, ...outgoing.reading },
    recompression: outgoing.recompression,
    isLinked: link.isLinked,
    monotonic,
    now,
    retryDelay,
    onChanged: () => events.publish({ type: 'intake', what: 'deposit' }),
    log,
  });

  const resend = createResendLost({
    client: access.client,
    rows,
    isLinked: link.isLinked,
    holds: vault.holds,
    encodeAgain: async ({ sha256, sentSha256 }) => {
      const { thread, folder, forget } = outgoing.recompression;
      const made = await thread.run({ path: vault.pathOf(sha256), folder });
      if (made.ok && made.value.sha256 !== sentSha256) await forget(made.value.sha256);
      return made.ok && made.value.sha256 === sentSha256;
    },
    wake: depositor.note,
    log,
  });

  const judging = createDuplicateJudging(parts, vault, depositor.note);
  duplicates = judging;

  const asAnswered = prepareQueuedVerdicts(database);
  const findAnswered = (taskId: string): Task | null => {
    const task = replica.get(taskId);
    return task === null ? null : asAnswered(task);
  };
  const listing: ListTasksDeps = {
    replica,
    asAnswered,
    heldOf: held.of,
    progressOf: (task) =>
      role === 'clinic' ? depositor.progressOf(task.studyInstanceUid) : speed.progressOf(task),
    hasQueuedSignature: reports.hasQueued,
  };
  const describe = (task: Task): ListedTask => describeTask(listing, task);
  const publishTask = (task: Task): void =>
    events.publish({ type: 'task', task: describe(task), now: now() });

  const toldAt = new Map<string, number>();
  const prefetcher = prefetchTasks({
    ...fetching,
    peer: access.address,
    isLinked: link.isLinked,
    onHeld: (task, objects, of) => {
      held.note(task, objects);
      const last = toldAt.get(task.taskId) ?? Number.NEGATIVE_INFINITY;
      if (objects < of && monotonic() - last < tellEveryMs) return;
      toldAt.set(task.taskId, monotonic());
      events.publish({ type: 'objects', taskId: task.taskId, held: objects, of });
      const current = replica.get(task.taskId);
      if (objects >= of && current !== null) publishTask(current);
    },
    log,
  });

  const marks = createMarksFetcher({
    ...fetching,
    peer: access.address,
    isLinked: link.isLinked,
    onFetched: held.forget,
    log,
  });

  const claims = createOwnClaims(database);
  const critical = createCriticalWatch(parts, vault);

  /** A claim whose answer was lost on the way, or with the database, is still ours: the snapshot says so. */
  function adoptClaim(task: Task): void {
    const { holder } = task;
    if (holder === null || holder.stationId !== parts.identity.current()?.member.memberId) return;
    void claims.keep(task, holder.memberId).catch(() => undefined);
  }

  const notices = keepNotices({ database, client: access.client, now, onQueued: () => parts.onQueued() });
  const noteNotices = (task: Task): void => {
    if (role === 'clinic') notices.note(task);
  };

  function tellTask(task: Task): void {
    noteNotices(task);
    speed.note(task);
    adoptClaim(task);
    if (role === 'reader') prefetcher.note(task);
    else marks.note(task);
    critical.note(task);
    publishTask(task);
  }

  const keeper = keepReports({
    ...fetching,
    reports,
    role,
    authority: () => parts.identity.current()?.region.caCertificate ?? null,
    isLinked: link.isLinked,
    onKept: ({ taskId, reportId, version, adopted }) =>
      events.publish({ type: 'report', taskId, reportId, version, adopted }),
    onQueued: parts.onQueued,
    log,
  });

  const consultations = createConsultationRoom(parts, { tasks: replica, vault });
  const referrals = createReferralRoom(parts, {
    tasks: replica,
    reports,
    fetchPdf: (sha256) => fetchPdf(fetching, sha256),
  });

  const outbox = sendCommands({
    database,
    senders: outboxSenders({
      client: access.client,
      ask: access.fetch,
      readBytes: (sha256) => readObject(vault, sha256),
    }),
    isLinked: link.isLinked,
    onSettled: (command, answer) => {
      settleCommand({ reports, writeOrder: replica.writeOrder }, command, answer);
      const referred = referralOfAnswer(command, answer);
      referrals.write(referred);
      if (referred.length > 0) setImmediate(() => referrals.take(referred));
      const task = taskOfAnswer(command, answer);
      if (task !== null && replica.writeAnswer(task)) setImmediate(() => tellTask(task));
      if (task !== null) keeper.writeMissing(task);
      const known = command.taskId === null ? null : replica.get(command.taskId);
      // What was refused no longer counts as signed, or as answered.
      const isShown = command.what === 'return-report' || command.what === 'judge-critical';
      if (task === null && known !== null && isShown) publishTask(known);
    },
    onChanged: () => {
      keeper.wake();
      events.publish({ type: 'outbox', ...outbox.count() });
    },
  });
  parts.setOnQueued(() => {
    outbox.wake();
    events.publish({ type: 'outbox', ...outbox.count() });
  });

  for (const task of replica.all()) {
    critical.note(task);
    if (role === 'clinic') marks.note(task);
    noteNotices(task);
  }

  return {
    ok: true,
    value: {
      archive,
      held,
      replica,
      claims,
      listing,
      describe,
      findAnswered,
      publishTask: (taskId) => {
        const task = replica.get(taskId);
        if (task !== null) publishTask(task);
      },
      reports,
      keeper,
      prefetcher,
      depositor,
      marks,
      resend,
      critical,
      outbox,
      referrals,
      consultations,
      tellTask,
      adoptClaims: () => {
        for (const task of replica.all()) adoptClaim(task);
      },
      stop: async () => {
        notices.stop();
        referrals.stop();
        consultations.stop();
        await Promise.all([judging.stop(), resend.stop(), critical.stop()]);
        await Promise.all([
          depositor.stop(),
          prefetcher.stop(),
          marks.stop(),
          keeper.stop(),
          outbox.stop(),
          archive.guard.stop(),
        ]);
        vault.close();
      },
    },
  };
}
