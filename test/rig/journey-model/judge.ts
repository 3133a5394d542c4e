/** What must hold whatever happened: read from the database and its event table, never from an answer. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { moves } from '#shared/journey.ts';
import type { Amending } from '#shared/report/amendment.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report } from '#shared/report/report.ts';
import type { Task } from '#shared/study/task.ts';
import { type AuditRow, foldAudit } from './fold-audit.ts';
import type { World } from './world.ts';

export interface Judge {
  /** Tasks of this interleaving as of the last look, in the order they began. */
  readonly tasks: () => Task[];
  /** Judges every change since the last look. */
  readonly look: () => Promise<void>;
  /** Judges what lies there in the end; answers how many reports were adopted. */
  readonly conclude: (truth: Truth) => Promise<number>;
}

export interface Truth {
  /** Whose images lie in the deposit really, by patient id. */
  readonly patientOf: (depositId: string) => string | null;
  readonly sent: readonly { readonly report: Report; readonly code: string | null }[];
  readonly deposits: ReadonlySet<string>;
}

/** A signed report may be answered with these, each of which its doctor is shown; never dropped, never unexplained. */
const refusals: ReadonlySet<string> = new Set([
  'claim-stale',
  'move-illegal',
  'images-changed',
  'identity-unsettled',
  'identity-conflict',
  'report-superseded',
  'report-withdrawn',
  'review-own',
  'right-missing',
]);

export async function createJudge(world: World, orderId: string): Promise<Judge> {
  const events = world.db().selectFrom('event');
  const head = await events.select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const auditHead = await lastAudit(world);
  let seen = head?.seq ?? 0;
  const last = new Map<string, Task>();

  function judgeChange(task: Task, seq: number): void {
    const before = last.get(task.taskId);
    last.set(task.taskId, task);
    assert.ok(task.seq <= seq);
    judgeTask(task);
    if (before === undefined) {
      const { state, claim, holder } = task;
      assert.deepEqual({ state, claim, holder }, { state: 'arriving', claim: 0, holder: null });
      return;
    }
    const isLegal =
      before.state === task.state ||
      moves.some((move) => move.to === task.state && move.from.includes(before.state));
    if (!isLegal) throw new Error(`${before.state} became ${task.state} at ${seq}`);
    assert.ok(task.claim === before.claim || task.claim === before.claim + 1, 'a claim number was skipped');
    if (before.holder !== null && task.holder !== null && before.claim === task.claim) {
      assert.equal(task.holder.memberId, before.holder.memberId);
    }
    judgeWaiting(before, task);
    // A clock that runs is never set anew, and one that has stopped stays.
    if (before.clock.startedAt !== null) assert.equal(task.clock.startedAt, before.clock.startedAt);
    if (before.clock.stoppedAt !== null) assert.equal(task.clock.stoppedAt, before.clock.stoppedAt);
    assert.ok(task.clock.pausedMs >= before.clock.pausedMs);
    for (const report of before.reports) {
      assert.ok(
        task.reports.some((one) => isDeepStrictEqual(one, report)),
        `${report.reportId} ${report.version} is gone from its task`,
      );
    }
    assert.deepEqual(
      [task.orderId, task.depositId, task.order.patient],
      [before.orderId, before.depositId, before.order.patient],
    );
  }

  const judge: Judge = {
    tasks: () => [...last.values()],
    look: async () => {
      const rows = await world
        .db()
        .selectFrom('event')
        .select(['seq', 'change'])
        .where('seq', '>', seen)
        .orderBy('seq')
        .execute();
      for (const { seq, change } of rows) {
        assert.equal(seq, seen + 1);
        seen = seq;
        const told = JSON.parse(change) as { task?: Task };
        if (told.task?.orderId === orderId) judgeChange(told.task, seq);
      }
    },
    conclude: async (truth) => {
      await judge.look();
      const db = world.db();
      const taskIds = [...last.keys()];
      if (taskIds.length === 0) return 0;
      const rows = await db.selectFrom('task').selectAll().where('taskId', 'in', taskIds).execute();
      assert.equal(rows.length, taskIds.length);
      for (const row of rows) {
        const task = JSON.parse(row.document) as Task;
        // The feed's fold is the database.
        assert.deepEqual(task, last.get(row.taskId));
        assert.deepEqual(
          [row.state, row.claim, row.holderId],
          [task.state, task.claim, task.holder?.memberId ?? null],
        );
      }
      await judgeAudit(world, auditHead, last);
      return judgeReports(world, taskIds, last, truth);
    },
  };
  return judge;
}

function judgeTask(task: Task): void {
  const { state, holder, clock } = task;
  const mayBeHeld = ['reading', 'preliminary', 'reviewing'].includes(state) || task.amending !== undefined;
  if (holder !== null && !mayBeHeld) throw new Error(`${state} is held by ${holder.name}`);
  if (state === 'reading' && holder === null) throw new Error('reading by nobody');
  if (state === 'waiting' && clock.startedAt === null) throw new Error('waiting without a clock');
  if (task.amending !== undefined) judgeAmending(task, task.amending);
  if (clock.deadline !== null) {
    assert.equal(clock.deadline, (clock.startedAt ?? 0) + clock.targetMs + clock.pausedMs);
  }
  if (['signed', 'delivered', 'received'].includes(state)) {
    assert.ok(task.reports.some((one) => one.adopted && one.status !== 'preliminary'));
    assert.notEqual(clock.stoppedAt, null);
  }
  if (task.review !== undefined && task.review.submitted === null) assert.notEqual(state, 'reviewing');
}

/** Its writer is at it, or it waits for somebody else. */
function judgeAmending({ holder, review }: Task, { memberId, purpose, submitted }: Amending): void {
  if (submitted === undefined) assert.equal(holder?.memberId, memberId);
  else {
    assert.equal(submitted.memberId, memberId);
    assert.notEqual(holder?.memberId, memberId);
    assert.ok(review !== undefined && purpose !== 'withdraw');
  }
}

/** What waits for a second doctor ends in a version or goes back to its writer; nothing but a withdrawal comes before it. */
function judgeWaiting(before: Task, task: Task): void {
  const waiting = before.amending?.submitted ?? before.amending?.interrupts?.submitted;
  if (waiting === undefined) return;
  const { amending } = task;
  const waits = amending?.submitted ?? amending?.interrupts?.submitted;
  const isSame = waits?.memberId === waiting.memberId && waits.at === waiting.at;
  const isBack = amending?.returned !== undefined && amending.memberId === waiting.memberId;
  assert.ok(isSame || isBack || task.reports.length > before.reports.length, 'an amendment was lost');
}

async function lastAudit(world: World): Promise<number> {
  const row = await world
    .db()
    .selectFrom('audit')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** The audit's fold equals the database. */
async function judgeAudit(world: World, after: number, last: ReadonlyMap<string, Task>): Promise<void> {
  const rows = await world
    .db()
    .selectFrom('audit')
    .selectAll()
    .where('number', '>', after)
    .orderBy('number')
    .execute();
  const folded = foldAudit(rows as readonly AuditRow[]);
  for (const [taskId, task] of last) {
    const told = folded.get(taskId);
    assert.deepEqual(
      {
        taskId,
        state: told?.state,
        claim: told?.claim,
        holder: told?.holder,
        amending: told?.isAmending,
        submitted: told?.amendmentBy,
        reports: told?.reports.map(({ reportId, version }) => `${reportId} ${version}`).sort(),
      },
      {
        taskId,
        state: task.state,
        claim: task.claim,
        holder: task.holder?.memberId ?? null,
        amending: task.amending !== undefined,
        submitted: task.amending?.submitted?.memberId ?? null,
        reports: (await adoptedOf(world, taskId)).sort(),
      },
    );
  }
}

async function adoptedOf(world: World, taskId: string): Promise<string[]> {
  const rows = await world
    .db()
    .selectFrom('report')
    .select(['reportId', 'version'])
    .where('taskId', '=', taskId)
    .where('adopted', '=', 1)
    .execute();
  return rows.map((row) => `${row.reportId} ${row.version}`);
}

async function judgeReports(
  world: World,
  taskIds: readonly string[],
  last: ReadonlyMap<string, Task>,
  truth: Truth,
): Promise<number> {
  const db = world.db();
  const rows = await db
    .selectFrom('report')
    .selectAll()
    .where('taskId', 'in', [...taskIds])
    .execute();
  const submissions = await db
    .selectFrom('submission')
    .select('document')
    .where('taskId', 'in', [...taskIds])
    .execute();
  // No lost report: what was answered as taken lies there to the letter, the rest was refused by name.
  const kept = new Set([...rows, ...submissions].map((row) => canonicalJson(JSON.parse(row.document))));
  for (const { report, code } of truth.sent) {
    if (code === null) throw new Error('a report was never answered');
    if (code === 'ok') assert.ok(kept.has(canonicalJson(report)));
    else if (code === 'version-signed') assert.ok(isBesideAdopted(report, rows));
    else if (!refusals.has(code)) throw new Error(`a report was refused with ${code}`);
  }
  const adopted = rows.filter((row) => row.adopted === 1);
  assert.equal(new Set(adopted.map((row) => `${row.reportId} ${row.version}`)).size, adopted.length);
  for (const row of adopted) {
    const report = JSON.parse(row.document) as Report;
    const task = last.get(row.taskId);
    if (task === undefined) throw new Error(`${row.reportId} is of no task`);
    // 0 reports on a wrong patient; a withdrawal may be the very answer to one.
    assert.deepEqual(report.patient, task.order.patient);
    assert.equal(truth.patientOf(task.depositId), report.patient.id);
    const author = report.signatures.find((one) => one.role === 'author');
    const reviewer = report.signatures.find((one) => one.role === 'reviewer');
    const isOfTwo = ['final', 'corrected', 'addendum'].includes(report.status);
    const needsTwo = task.review !== undefined && isOfTwo;
    assert.equal(reviewer !== undefined, needsTwo);
    assert.notEqual(author?.memberId, reviewer?.memberId);
    if (report.version > 1) {
      const replaced = adopted.find((one) => one.reportHash === report.replaces);
      assert.equal(replaced?.reportId, report.reportId);
      assert.ok((replaced?.version ?? report.version) < report.version);
    }
    const deliveries = await db
      .selectFrom('delivery')
      .select('deliveredAt')
      .where('reportId', '=', row.reportId)
      .where('version', '=', row.version)
      .execute();
    assert.equal(deliveries.length, 1);
  }
  for (const row of rows.filter((one) => one.adopted === 0)) {
    const isOther = adopted.some((one) => one.reportId === row.reportId && one.version === row.version);
    if (isOther) continue;
    const deliveries = await db
      .selectFrom('delivery')
      .select('deliveredAt')
      .where('reportId', '=', row.reportId)
      .where('version', '=', row.version)
      .execute();
    assert.equal(deliveries.length, 0);
  }
  await judgeQuotes(world, taskIds, last);
  return adopted.length;
}

/** Only another text that was adopted as the same version under the same claim bars one; what was set aside bars nothing. */
function isBesideAdopted(
  report: Report,
  rows: readonly {
    readonly taskId: string;
    readonly reportId: string;
    readonly version: number;
    readonly claim: number;
    readonly adopted: number;
  }[],
): boolean {
  return rows.some(
    (row) =>
      row.adopted === 1 &&
      row.taskId === report.taskId &&
      row.reportId === report.reportId &&
      row.version === report.version &&
      row.claim === report.claim,
  );
}

/** A report that quotes somebody who is not this person any more is flagged, and no other is. */
async function judgeQuotes(
  world: World,
  taskIds: readonly string[],
  last: ReadonlyMap<string, Task>,
): Promise<void> {
  const rows = await world
    .db()
    .selectFrom('reportQuote')
    .innerJoin('task', 'task.taskId', 'reportQuote.taskId')
    .leftJoin('patientDeposit', 'patientDeposit.depositId', 'reportQuote.depositId')
    .leftJoin('patient as theirs', 'theirs.patientId', 'patientDeposit.patientId')
    .leftJoin('patientOrder', 'patientOrder.orderId', 'task.orderId')
    .leftJoin('patient as ours', 'ours.patientId', 'patientOrder.patientId')
    .select(['reportQuote.taskId', 'reportQuote.reportId', 'reportQuote.version'])
    .select(['theirs.personId as theirPerson', 'ours.personId as ourPerson'])
    .where('reportQuote.taskId', 'in', [...taskIds])
    .execute();
  for (const row of rows) {
    const flags = last.get(row.taskId)?.quoteFlags ?? [];
    const isFlagged = flags.some((flag) => flag.reportId === row.reportId && flag.version === row.version);
    assert.equal(isFlagged, row.ourPerson !== row.theirPerson);
  }
}
