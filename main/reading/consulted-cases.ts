/** Cases of other sites that this hospital is asked about, at its station: fetched when told, let go when it is over. */
import type { CaseState, Consultation } from '#shared/study/consultation.ts';
import { consultationState } from '#shared/study/consultation.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface ConsultedCase {
  readonly taskId: TaskId;
  readonly consultation: Consultation;
  readonly task: Task | null;
  readonly state: CaseState | null;
}

export interface ConsultedCases {
  readonly all: () => readonly ConsultedCase[];
  readonly get: (consultationId: string) => ConsultedCase | null;
  /** The task of a case that is open here; null for every other. */
  readonly findTask: (taskId: string) => Task | null;
  /** Inside a commit: what the exchange tells. A case that is over is let go. */
  readonly write: (taskId: TaskId, consultation: Consultation) => void;
  /** Inside a commit: the case itself. */
  readonly writeCase: (consultationId: string, task: Task, state: CaseState) => void;
}

interface Row {
  taskId: TaskId;
  consultation: string;
  task: string | null;
  caseState: string | null;
}

export function createConsultedCases({ sqlite }: StationDatabase): ConsultedCases {
  const insert = sqlite.prepare(
    `INSERT INTO consultedCase (consultationId, taskId, consultation) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET consultation = excluded.consultation`,
  );
  const letGo = sqlite.prepare(
    'UPDATE consultedCase SET task = NULL, caseState = NULL WHERE consultationId = ?',
  );
  const keep = sqlite.prepare('UPDATE consultedCase SET task = ?, caseState = ? WHERE consultationId = ?');
  const rows = sqlite.prepare<[], Row>('SELECT * FROM consultedCase');
  const held = sqlite.prepare<[], Row>('SELECT * FROM consultedCase WHERE task IS NOT NULL');
  const row = sqlite.prepare<[string], Row>('SELECT * FROM consultedCase WHERE consultationId = ?');
  const caseOf = (found: Row): ConsultedCase => ({
    taskId: found.taskId,
    consultation: JSON.parse(found.consultation) as Consultation,
    task: found.task === null ? null : (JSON.parse(found.task) as Task),
    state: found.caseState === null ? null : (JSON.parse(found.caseState) as CaseState),
  });
  const open = new Map<string, Task>();
  function reload(): void {
    open.clear();
    for (const { taskId, task, consultation } of held.all().map(caseOf)) {
      if (task !== null && consultationState(consultation) === 'open') open.set(taskId, task);
    }
  }
  reload();
  return {
    all: () => rows.all().map(caseOf),
    get: (consultationId) => {
      const found = row.get(consultationId);
      return found === undefined ? null : caseOf(found);
    },
    findTask: (taskId) => open.get(taskId) ?? null,
    write: (taskId, consultation) => {
      insert.run(consultation.consultationId, taskId, JSON.stringify(consultation));
      if (consultationState(consultation) !== 'open') letGo.run(consultation.consultationId);
      reload();
    },
    writeCase: (consultationId, task, state) => {
      keep.run(JSON.stringify(task), JSON.stringify(state), consultationId);
      reload();
    },
  };
}
