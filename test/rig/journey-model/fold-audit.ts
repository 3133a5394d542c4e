/** What the tasks must be by the audit record alone: folded from nothing but who did what, in order. */
import { type MoveName, moves, type TaskState } from '#shared/journey.ts';

export interface AuditRow {
  readonly memberId: string | null;
  readonly stationId: string | null;
  readonly act: string;
  readonly success: number;
  readonly object: string;
  readonly detail: string;
}

export interface FoldedTask {
  state: TaskState;
  claim: number;
  holder: string | null;
  station: string | null;
  isAmending: boolean;
  /** Whose amendment waits for a second doctor, and whose does behind a withdrawal. */
  amendmentBy: string | null;
  interrupted: string | null;
  readonly reports: { readonly reportId: string; readonly version: number; readonly status: string }[];
  readonly delivered: Set<string>;
  submittedBy: string | null;
  readonly handled: Set<string>;
  /** Of each claim: who had it, and where. */
  readonly claims: { readonly memberId: string | null; readonly stationId: string | null }[];
}

export function foldAudit(rows: readonly AuditRow[]): Map<string, FoldedTask> {
  const tasks = new Map<string, FoldedTask>();
  for (const row of rows) if (row.success === 1) apply(tasks, row);
  return tasks;
}

const reporting: ReadonlySet<string> = new Set(['issued', 'signed', 'corrected', 'withdrawn']);

function apply(tasks: Map<string, FoldedTask>, row: AuditRow): void {
  const { act, detail } = row;
  // 下一例 is claimed in the act that chooses it.
  const object = act === 'dealt' ? (detail.split(' ')[0] ?? '') : row.object;
  if (act === 'begun') tasks.set(object, fresh());
  if (act === 'late-images') tasks.set(detail.split(' ')[1] ?? '', fresh());
  if (act === 'retaken' && !tasks.has(detail)) tasks.set(detail, fresh());
  const task = tasks.get(object);
  if (act === 'delivered' || act === 'acknowledged') comeHome(tasks, row);
  else if (task !== undefined && reporting.has(act)) report(task, row);
  else if (task !== undefined) move(task, row);
}

function move(task: FoldedTask, { act, memberId, stationId, detail }: AuditRow): void {
  const to = (name: MoveName) => {
    const move = moves.find((one) => one.name === name && one.from.includes(task.state));
    if (move === undefined) throw new Error(`the audit tells of ${act} in ${task.state}`);
    task.state = move.to;
  };
  const give = (holder: string | null, station: string | null) => {
    Object.assign(task, { holder, station, claim: task.claim + 1 });
    task.claims.push({ memberId: holder, stationId: station });
  };
  const free = () => Object.assign(task, { holder: null, station: null });
  switch (act) {
    case 'opened':
      to('open');
      break;
    case 'dealt':
    case 'claimed':
      if (task.holder === memberId && task.station === stationId) break;
      if (task.holder === null) to(task.isAmending ? 'review-amendment' : 'claim');
      give(memberId, stationId);
      break;
    case 'taken-over':
      give(memberId, stationId);
      break;
    case 'released':
    case 'handed-over':
      if (!task.isAmending) to('release');
      else if (task.amendmentBy === null) letBe(task);
      free();
      break;
    case 'review-returned': {
      to(task.isAmending ? 'return-amendment' : 'return-from-review');
      const writer = task.isAmending ? task.amendmentBy : task.submittedBy;
      const written = task.claims.findLast((one) => one.memberId === writer);
      give(writer, written?.stationId ?? null);
      task.amendmentBy = null;
      break;
    }
    case 'retake-asked':
      to('retake');
      free();
      break;
    case 'retake-declined':
      to('decline-retake');
      break;
    case 'retaken':
      to('open-attempt');
      break;
    case 'kept-report':
      to('keep-report');
      free();
      break;
    case 'amendment-begun':
      task.isAmending = true;
      task.interrupted = task.amendmentBy ?? task.interrupted;
      task.amendmentBy = null;
      give(memberId, stationId);
      break;
    case 'cancelled':
      task.state = 'cancelled';
      free();
      break;
    case 'identity-settled':
      if (detail === 'different') {
        task.state = 'cancelled';
        free();
      }
  }
}

/** What an amendment had interrupted waits again. */
function letBe(task: FoldedTask): void {
  Object.assign(task, {
    isAmending: task.interrupted !== null,
    amendmentBy: task.interrupted,
    interrupted: null,
  });
}

function report(task: FoldedTask, { act, detail }: AuditRow): void {
  const [reportId = '', version = '', claim = '', outcome = ''] = detail.split(' ');
  const key = `${reportId} ${version} ${claim} ${outcome}`;
  if (outcome === 'set-aside' || task.handled.has(key)) return;
  task.handled.add(key);
  if (outcome === 'submitted') {
    const { holder, isAmending } = task;
    const waiting = isAmending ? { amendmentBy: holder } : { state: 'reviewing', submittedBy: holder };
    Object.assign(task, waiting, { holder: null, station: null });
    return;
  }
  task.reports.push({ reportId, version: Number(version), status: act });
  if (act === 'issued') {
    if (task.state !== 'reviewing') task.state = 'preliminary';
  } else {
    const state = act === 'withdrawn' ? 'withdrawn' : 'signed';
    const ended = { isAmending: false, amendmentBy: null, interrupted: null };
    Object.assign(task, { state, holder: null, station: null, ...ended });
  }
}

/** What stands is the newest version of its task, once it is signed; it alone moves the task. */
function comeHome(tasks: Map<string, FoldedTask>, { act, object, detail }: AuditRow): void {
  for (const task of tasks.values()) {
    const one = task.reports.find((each) => each.reportId === object && each.version === Number(detail));
    if (one === undefined) continue;
    const isStanding = one.status !== 'issued' && !task.reports.some((each) => each.version > one.version);
    if (act === 'delivered') task.delivered.add(`${object} ${detail}`);
    if (!isStanding) continue;
    if (act === 'delivered' && task.state === 'signed') task.state = 'delivered';
    if (act === 'acknowledged' && task.state === 'delivered') task.state = 'received';
  }
}

function fresh(): FoldedTask {
  return {
    state: 'arriving',
    claim: 0,
    holder: null,
    station: null,
    isAmending: false,
    amendmentBy: null,
    interrupted: null,
    reports: [],
    delivered: new Set(),
    submittedBy: null,
    handled: new Set(),
    claims: [],
  };
}
