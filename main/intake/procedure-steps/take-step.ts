/** Modality Performed Procedure Step SCP (PS3.4 annex F.7): a scanner says that it begins, and later that it has ended. */
import type { DicomDataSet } from '#shared/formats/dicom/data-set.ts';
import { readStep } from './read-step.ts';
import type { StepStatus, StepStore, StoredStep } from './step-store.ts';

export const procedureStepClass = '1.2.840.10008.3.1.2.3.3';

export interface TakeStepDeps {
  readonly steps: StepStore;
  /** Station time in ms. */
  readonly clock: () => number;
  /** After the step is durable: completed ones may close their study. */
  readonly onStep: (step: StoredStep) => void;
}

/** A status of PS3.7 annex C; `errorId` is (0000,0903). */
export interface StepAnswer {
  readonly status: number;
  readonly comment: string;
  readonly errorId?: number;
}

const success: StepAnswer = { status: 0x0000, comment: '' };
const uidShape = /^[0-9.]{1,64}$/;
const finals: ReadonlySet<string> = new Set(['COMPLETED', 'DISCONTINUED']);
/** Performed Procedure Step Object may no longer be updated (PS3.4 table F.7.2-2). */
const noLongerUpdated = 0xa710;

/** N-CREATE: only a step that is in progress may begin (section F.7.2.1.2). */
export async function createStep(
  deps: TakeStepDeps,
  sopInstanceUid: string,
  dataSet: DicomDataSet,
  callingAet: string,
): Promise<StepAnswer> {
  if (!uidShape.test(sopInstanceUid)) return { status: 0x0117, comment: 'Affected SOP Instance UID missing' };
  const { referenced, ...facts } = readStep(dataSet);
  if (facts.status === '') return { status: 0x0120, comment: 'Performed Procedure Step Status missing' };
  if (facts.status !== 'IN PROGRESS') {
    return { status: 0x0106, comment: 'Performed Procedure Step Status must be IN PROGRESS' };
  }
  const at = deps.clock();
  const step: StoredStep = {
    ...facts,
    status: 'IN PROGRESS',
    sopInstanceUid,
    callingAet,
    referenced: referenced ?? [],
    createdAt: at,
    changedAt: at,
  };
  if (!(await deps.steps.create(step))) return { status: 0x0111, comment: 'Duplicate SOP instance' };
  deps.onStep(step);
  return success;
}

/** N-SET: a step that has ended is never changed again (section F.7.2.2.2). */
export async function setStep(
  deps: TakeStepDeps,
  sopInstanceUid: string,
  dataSet: DicomDataSet,
): Promise<StepAnswer> {
  const before = deps.steps.find(sopInstanceUid);
  if (before === null) return { status: 0x0112, comment: 'No such procedure step' };
  if (before.status !== 'IN PROGRESS') {
    return { status: 0x0110, comment: `Step is ${before.status}`, errorId: noLongerUpdated };
  }
  const facts = readStep(dataSet);
  const status = facts.status === '' ? 'IN PROGRESS' : facts.status;
  if (status !== 'IN PROGRESS' && !finals.has(status)) {
    return { status: 0x0106, comment: 'Unknown Performed Procedure Step Status' };
  }
  await deps.steps.change(sopInstanceUid, facts, status as StepStatus, deps.clock());
  const after = deps.steps.find(sopInstanceUid);
  if (after !== null) deps.onStep(after);
  return success;
}
