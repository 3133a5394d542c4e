/** A doctor of an interleaving: he acts on what he saw last, which may not be how things stand. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type AmendPurpose, amendedStatus } from '#shared/report/amendment.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Quote, Report, ReportBody, ReportStatus } from '#shared/report/report.ts';
import { amendmentOf } from '#shared/report/standing-text.ts';
import { openConflicts } from '#shared/study/conflict.ts';
import type { ReportId, Sha256, TaskId } from '#shared/study/ids.ts';
import { underReview } from '#shared/study/review.ts';
import type { Task } from '#shared/study/task.ts';
import { hashOf, valueIn } from '../exchange.ts';
import { createLine, type Line } from './line.ts';
import type { ActName, Cut } from './steps.ts';
import { type Doctor, keepPdf, type World } from './world.ts';

export interface Reader {
  readonly line: Line;
  readonly memberId: string;
  readonly sent: { readonly report: Report; code: string | null }[];
  readonly sync: (taskIds: readonly string[]) => Promise<void>;
  readonly act: (name: ActName, how: { readonly which: number; readonly cut: Cut }) => Promise<void>;
  /** The next step of the line, knowing how the task stands. */
  readonly progress: (
    task: Task,
    how: { readonly cut: Cut; readonly others: readonly Reader[] },
  ) => Promise<void>;
}

const purposes: readonly AmendPurpose[] = ['correct', 'supplement', 'withdraw'];
const reasons = {
  correct: 'wrong-side',
  supplement: 'new-information',
  withdraw: 'issued-by-mistake',
} as const;

const isFree: ReadonlySet<ActName> = new Set(['claim', 'reserve', 'next']);

export function createReader(world: World, doctor: Doctor): Reader {
  const line = createLine(world, doctor.caller);
  const memberId = doctor.caller.person?.memberId ?? '';
  const sent: Reader['sent'] = [];
  const client = () => world.client(doctor.caller);
  let drafts = 0;

  async function sync(taskIds: readonly string[]): Promise<void> {
    for (const taskId of taskIds) {
      const got = await client().tasks.get({ taskId: taskId as TaskId });
      if (got.ok) line.view.set(taskId, got.value);
    }
  }

  async function issue(task: Task, status: ReportStatus, cut: Cut): Promise<void> {
    // Nobody writes without ever having claimed.
    const report = task.claim === 0 ? null : await write(task, status);
    if (report === null) return;
    const entry: Reader['sent'][number] = { report, code: null };
    sent.push(entry);
    const commandId = randomUUID();
    const stands = cut === 'none' ? await client().tasks.get({ taskId: task.taskId }) : null;
    const answer = await line.send(
      cut,
      (one) => one.reports.accept({ commandId, report }),
      (given) => {
        entry.code = given.ok ? 'ok' : given.failure.code;
        if (given.ok) line.view.set(given.value.task.taskId, given.value.task);
      },
    );
    if (stands?.ok !== true || answer === null || !mustBeTaken(task, stands.value, status)) return;
    // Nothing is wrong with it: then it is taken, and stands.
    assert.ok(answer.ok, answer.ok ? '' : `${status} in ${stands.value.state}: ${answer.failure.code}`);
    assert.ok(answer.value.summary.adopted || answer.value.summary.submitted === true);
  }

  /** Written under the claim that holds, on the images and reports as they are, where nothing stands in its way. */
  function mustBeTaken(written: Task, stands: Task, status: ReportStatus): boolean {
    return (
      stands.holder?.memberId === memberId &&
      written.claim === stands.claim &&
      written.images.imageSetSha256 === stands.images.imageSetSha256 &&
      written.reports.length === stands.reports.length &&
      stands.identity.settled &&
      openConflicts(stands).length === 0 &&
      ['final', 'preliminary'].includes(status) &&
      stands.amending === undefined &&
      (stands.state === 'reading' || stands.state === 'preliminary') &&
      stands.followUp === undefined
    );
  }

  async function write(task: Task, status: ReportStatus): Promise<Report | null> {
    if (underReview(task) !== null) return review(task);
    const standing = await versionsOf(task);
    const previous = standing.at(-1) ?? null;
    const isAmended = task.amending !== undefined;
    if (isAmended && previous === null) return null;
    const amendment = isAmended && task.amending !== undefined ? amendmentOf(standing, task.amending) : null;
    const content = {
      findings: status === 'withdrawn' ? '' : `所见 ${randomUUID().slice(0, 8)}`,
      impression: status === 'withdrawn' ? '' : '胸部未见异常。',
      recommendation: '',
      ...(await quotesFor(task)),
    };
    const body: ReportBody = {
      format: 'yuanzhen-report',
      formatVersion: 1,
      reportId: previous?.reportId ?? (randomUUID() as ReportId),
      version: (previous?.version ?? 0) + 1,
      status,
      replaces: previous === null ? null : hashOf(canonicalJson(previous)),
      taskId: task.taskId,
      claim: task.claim,
      kind: task.kind,
      site: { siteId: task.siteId, name: task.siteName },
      centre: '远程诊断中心',
      orderId: task.orderId,
      order: task.order,
      patient: task.order.patient,
      study: {
        studyInstanceUid: task.studyInstanceUid,
        accessionNumber: task.order.accessionNumber,
        modality: task.modality,
        bodyPart: task.bodyPart,
        description: task.studyDescription,
        acquiredAt: task.acquiredAt,
      },
      images: { received: task.images.received, expected: task.images.expected, incomplete: false },
      imageSetSha256: ((isAmended ? previous?.imageSetSha256 : task.images.imageSetSha256) ??
        '0'.repeat(64)) as Sha256,
      content,
      limits: [],
      openedAt: task.stamps.openedAt,
      claimedAt: task.stamps.claimedAt,
      issuedAt: world.now(),
      simulation: task.simulation,
      pdfSha256: (await keepPdf(world, doctor.caller)) as Sha256,
      ...(amendment === null ? {} : { amendment }),
    };
    return doctor.sign(body, 'author');
  }

  /** All adopted versions of the task's report, also those written under follow-ups of it. */
  async function versionsOf(task: Task): Promise<Report[]> {
    const reportId = task.followUp?.reportId ?? task.reports.find((one) => one.adopted)?.reportId;
    const versions = new Map<number, Report>();
    for (const taskId of line.view.keys()) {
      const listed = await client().reports.list({ taskId: taskId as TaskId });
      if (!listed.ok) continue;
      for (const { adopted, report } of listed.value)
        if (adopted && report.reportId === reportId) versions.set(report.version, report);
    }
    // What lies under a task that he never looked at, the one before him tells of.
    for (const one of task.reports) {
      if (!one.adopted || one.reportId !== reportId || versions.has(one.version)) continue;
      const { report } = await valueIn(client().reports.get({ reportId, version: one.version }));
      versions.set(report.version, report);
    }
    return [...versions.values()].sort((one, other) => one.version - other.version);
  }

  async function review(task: Task): Promise<Report | null> {
    const lying = await client().reports.submission({ taskId: task.taskId });
    if (!lying.ok || lying.value === null) return null;
    const { signatures, ...reviewed } = lying.value;
    const pdfSha256 = (await keepPdf(world, doctor.caller)) as Sha256;
    const body = { ...reviewed, ...(await onWhatStands(task)), claim: task.claim, pdfSha256, reviewed };
    return doctor.sign(body, 'reviewer', signatures);
  }

  /** Since it was submitted a preliminary report may have come home late, or an addendum to what is amended. */
  async function onWhatStands(task: Task): Promise<Partial<ReportBody>> {
    const standing = await versionsOf(task);
    const previous = standing.at(-1);
    if (previous === undefined) return {};
    const { reportId, version, imageSetSha256 } = previous;
    const next = { reportId, version: version + 1, replaces: hashOf(canonicalJson(previous)) };
    const amendment = task.amending === undefined ? null : amendmentOf(standing, task.amending);
    return amendment === null ? next : { ...next, imageSetSha256, amendment };
  }

  /** Quotes the first prior that the claim lets him see. */
  async function quotesFor(task: Task): Promise<{ quotes?: Quote[] }> {
    const priors = await client().patients.priors({ taskId: task.taskId });
    const [prior] = priors.ok ? priors.value : [];
    if (prior === undefined) return {};
    const { depositId, studyInstanceUid, siteName } = prior;
    const quote = { depositId, studyInstanceUid, siteName, exam: 'CT', acquiredAt: null };
    return { quotes: [{ ...quote, reportId: null, version: null }] };
  }

  const commands = {
    claim: (task: Task, cut: Cut) => {
      const commandId = randomUUID();
      return line.send(cut, (one) => one.tasks.claim({ commandId, taskId: task.taskId }));
    },
    reserve: (task: Task, cut: Cut) => {
      const given = { commandId: randomUUID(), taskId: task.taskId, on: task.reserved === undefined };
      return line.send(cut, (one) => one.tasks.reserve(given));
    },
    next: (_task: Task, cut: Cut) => {
      const commandId = randomUUID();
      return line.send(cut, (one) => one.tasks.next({ commandId, kind: null }));
    },
    'take-over': async (task: Task, cut: Cut) => {
      const commandId = randomUUID();
      const from = task.holder?.memberId;
      if (from === undefined) return null;
      return line.send(cut, (one) => one.tasks.takeOver({ commandId, taskId: task.taskId, from }));
    },
    release: (task: Task, cut: Cut) => give(task, cut, false),
    'hand-over': (task: Task, cut: Cut) => give(task, cut, true),
    'return-from-review': (task: Task, cut: Cut) => {
      const given = { commandId: randomUUID(), taskId: task.taskId, claim: task.claim, reason: '请补充' };
      return line.send(cut, (one) => one.tasks.returnFromReview(given));
    },
    retake: (task: Task, cut: Cut) => {
      const given = { commandId: randomUUID(), taskId: task.taskId, claim: task.claim, note: '' };
      return line.send(cut, (one) => one.tasks.retake({ ...given, reason: 'motion' }));
    },
    'keep-report': (task: Task, cut: Cut) => {
      const given = { commandId: randomUUID(), taskId: task.taskId, claim: task.claim, at: world.now() };
      return line.send(cut, (one) => one.tasks.keepReport({ ...given, memberId: memberId as never }));
    },
    heartbeat: (task: Task, cut: Cut) => {
      const claims = [{ taskId: task.taskId, claim: task.claim }];
      return line.send(cut === 'none' ? 'none' : 'request', (one) => one.tasks.heartbeat({ claims }));
    },
    draft: (task: Task, cut: Cut) => {
      drafts += 1;
      // As it is now: sent once more it is the same command.
      const revision = drafts;
      const content = { findings: `草稿 ${drafts}`, impression: '', recommendation: '' };
      const given = { commandId: randomUUID(), taskId: task.taskId, claim: task.claim, content };
      return line.send(cut, (one) =>
        one.tasks.saveDraft({ ...given, memberId: memberId as never, revision }),
      );
    },
  } as const;

  function give(task: Task, cut: Cut, handOver: boolean) {
    const given = { commandId: randomUUID(), taskId: task.taskId, claim: task.claim, reason: '交班' };
    return line.send(cut, (one) => one.tasks.release({ ...given, handOver }));
  }

  function beginAmendment(task: Task, which: number, cut: Cut) {
    const purpose = purposes[which % 3] ?? 'correct';
    const given = {
      commandId: randomUUID(),
      taskId: task.taskId,
      purpose,
      reason: reasons[purpose],
      note: '',
    };
    return line.send(cut, (one) => one.tasks.beginAmendment(given));
  }

  return {
    line,
    memberId,
    sent,
    sync,
    act: async (name, { which, cut }) => {
      const tasks = [...line.view.values()];
      const task = tasks[which % Math.max(1, tasks.length)];
      if (task === undefined) return;
      if (name === 'preliminary') return issue(task, 'preliminary', cut);
      if (name === 'final') return issue(task, task.followUp === undefined ? 'final' : 'addendum', cut);
      if (name === 'begin-amendment') return void (await beginAmendment(task, which, cut));
      if (name === 'amend') {
        const purpose = task.amending?.purpose ?? 'correct';
        return issue(task, amendedStatus[purpose], cut);
      }
      if (!(name in commands)) throw new Error(`nobody does ${name}`);
      const command = commands[name as keyof typeof commands];
      // A claim of nobody is no command a station would ever make.
      if (task.claim > 0 || isFree.has(name)) await command(task, cut);
    },
    progress: async (task, { cut, others }) => {
      const isMine = task.holder?.memberId === memberId;
      if (task.state === 'received' && task.amending === undefined)
        return void (await beginAmendment(task, others.length + drafts, cut));
      if (task.holder === null) {
        const isOwnText = underReview(task)?.memberId === memberId;
        const free = isOwnText ? others.findLast((one) => one.memberId !== memberId) : undefined;
        if (free === undefined) return void (await commands.claim(task, cut));
        await free.sync([task.taskId]);
        return free.act('claim', { which: [...free.line.view.keys()].indexOf(task.taskId), cut });
      }
      if (!isMine) return;
      if (task.amending !== undefined) return issue(task, amendedStatus[task.amending.purpose], cut);
      if (task.followUp !== undefined) {
        // To a report that was withdrawn meanwhile nothing is added: the follow-up ends as the failure's remedy says.
        return drafts % 2 === 0 || sent.at(-1)?.code === 'report-withdrawn'
          ? void (await commands['keep-report'](task, cut))
          : issue(task, 'addendum', cut);
      }
      await issue(task, 'final', cut);
      // What was submitted is about images that are others by now: it goes back to its writer.
      if (sent.at(-1)?.code === 'images-changed' && task.state === 'reviewing') {
        await commands['return-from-review'](task, cut);
      }
    },
  };
}
