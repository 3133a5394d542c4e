/** The rows of performed procedure steps: kept over restarts, asked when a study may close and shown to people. */
import type { StationDatabase } from '../../database/open-database.ts';
import type { StepFacts } from './read-step.ts';

export type StepStatus = 'IN PROGRESS' | 'COMPLETED' | 'DISCONTINUED';

export interface StoredStep {
  readonly sopInstanceUid: string;
  readonly status: StepStatus;
  readonly callingAet: string;
  readonly studyInstanceUid: string;
  readonly accessionNumber: string;
  readonly stepId: string;
  readonly modality: string;
  readonly patientName: string;
  readonly patientId: string;
  readonly description: string;
  readonly discontinuedReason: string;
  readonly referenced: readonly string[];
  /** Station time in ms. */
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface StepStore {
  readonly find: (sopInstanceUid: string) => StoredStep | null;
  /** False when there is one of that UID already. */
  readonly create: (step: StoredStep) => Promise<boolean>;
  readonly change: (
    sopInstanceUid: string,
    facts: StepFacts,
    status: StepStatus,
    at: number,
  ) => Promise<void>;
  readonly ofStudy: (studyInstanceUid: string) => readonly StoredStep[];
  /** Newest first. */
  readonly list: (limit: number) => readonly StoredStep[];
}

type Row = Omit<StoredStep, 'referenced'> & { readonly referenced: string };

export function createStepStore(database: StationDatabase): StepStore {
  const { sqlite, commit } = database;
  const byUid = sqlite.prepare<[string], Row>('SELECT * FROM procedureStep WHERE sopInstanceUid = ?');
  const byStudy = sqlite.prepare<[string], Row>('SELECT * FROM procedureStep WHERE studyInstanceUid = ?');
  const newest = sqlite.prepare<[number], Row>('SELECT * FROM procedureStep ORDER BY changedAt DESC LIMIT ?');
  const insert = sqlite.prepare(
    `INSERT INTO procedureStep VALUES (@sopInstanceUid, @status, @callingAet, @studyInstanceUid, @accessionNumber,
       @stepId, @modality, @patientName, @patientId, @description, @discontinuedReason, @referenced, @createdAt, @changedAt)
     ON CONFLICT DO NOTHING`,
  );
  const update = sqlite.prepare(
    `UPDATE procedureStep SET status = ?, discontinuedReason = ?, description = ?, referenced = ?, changedAt = ?
     WHERE sopInstanceUid = ?`,
  );
  return {
    find: (uid) => fromRow(byUid.get(uid)),
    create: (step) =>
      commit(() => insert.run({ ...step, referenced: JSON.stringify(step.referenced) }).changes === 1),
    change: (uid, facts, status, at) =>
      commit(() => {
        const before = fromRow(byUid.get(uid));
        if (before === null) return;
        const referenced = facts.referenced ?? before.referenced;
        const description = facts.description || before.description;
        const reason = facts.discontinuedReason || before.discontinuedReason;
        update.run(status, reason, description, JSON.stringify(referenced), at, uid);
      }),
    ofStudy: (uid) => byStudy.all(uid).flatMap((row) => fromRow(row) ?? []),
    list: (limit) => newest.all(limit).flatMap((row) => fromRow(row) ?? []),
  };
}

/**
 * What the steps of a study say about its end: null while none is completed or one is still in progress, else how many
 * instances they list together (0: they list none).
 */
export function completedCount(steps: readonly StoredStep[]): number | null {
  if (steps.some((step) => step.status === 'IN PROGRESS')) return null;
  if (!steps.some((step) => step.status === 'COMPLETED')) return null;
  return new Set(steps.flatMap((step) => step.referenced)).size;
}

function fromRow(row: Row | undefined): StoredStep | null {
  return row === undefined ? null : { ...row, referenced: JSON.parse(row.referenced) as string[] };
}
