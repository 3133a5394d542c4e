/**
 * The journey of a task as one table: its states in words, and every legal move with who may make it.
 * Exchange and stations both judge by this table; docs/journey.md tells it in prose.
 */

export const taskStates = [
  'arriving',
  'waiting',
  'reading',
  'preliminary',
  'reviewing',
  'signed',
  'delivered',
  'received',
  'unchanged',
  'retaken',
  'cancelled',
  'withdrawn',
] as const;

export type TaskState = (typeof taskStates)[number];

/** Who makes a move: the exchange by itself, the holder of the claim, another reader, or the township. */
export type Mover = 'exchange' | 'holder' | 'reader' | 'reviewer' | 'station' | 'clinic';

export type MoveName =
  | 'open'
  | 'claim'
  | 'release'
  | 'take-over'
  | 'issue-preliminary'
  | 'issue-late'
  | 'submit-for-review'
  | 'return-from-review'
  | 'sign'
  | 'sign-late'
  | 'keep-report'
  | 'deliver'
  | 'receive'
  | 'cancel'
  | 'refuse'
  | 'retake'
  | 'decline-retake'
  | 'open-attempt'
  | 'begin-amendment'
  | 'take-over-amendment'
  | 'submit-amendment'
  | 'review-amendment'
  | 'return-amendment'
  | 'release-amendment'
  | 'drop-amendment'
  | 'amend'
  | 'withdraw';

export interface Move {
  readonly name: MoveName;
  readonly from: readonly TaskState[];
  readonly to: TaskState;
  readonly by: Mover;
}

export const moves: readonly Move[] = [
  { name: 'open', from: ['arriving'], to: 'waiting', by: 'exchange' },
  { name: 'claim', from: ['waiting'], to: 'reading', by: 'reader' },
  { name: 'claim', from: ['preliminary'], to: 'preliminary', by: 'reader' },
  { name: 'claim', from: ['reviewing'], to: 'reviewing', by: 'reviewer' },
  { name: 'release', from: ['reading'], to: 'waiting', by: 'holder' },
  { name: 'release', from: ['preliminary'], to: 'preliminary', by: 'holder' },
  { name: 'release', from: ['reviewing'], to: 'reviewing', by: 'holder' },
  { name: 'take-over', from: ['reading'], to: 'reading', by: 'reader' },
  { name: 'take-over', from: ['preliminary'], to: 'preliminary', by: 'reader' },
  { name: 'take-over', from: ['reviewing'], to: 'reviewing', by: 'reviewer' },
  { name: 'issue-preliminary', from: ['reading', 'preliminary'], to: 'preliminary', by: 'holder' },
  { name: 'submit-for-review', from: ['reading', 'preliminary'], to: 'reviewing', by: 'holder' },
  { name: 'return-from-review', from: ['reviewing'], to: 'reading', by: 'reviewer' },
  { name: 'sign', from: ['reading', 'preliminary', 'reviewing'], to: 'signed', by: 'holder' },
  // Signed before the task was given back or submitted, and on its way longer than that.
  { name: 'issue-late', from: ['waiting'], to: 'preliminary', by: 'reader' },
  { name: 'issue-late', from: ['reviewing'], to: 'reviewing', by: 'reader' },
  { name: 'sign-late', from: ['waiting'], to: 'signed', by: 'reader' },
  { name: 'keep-report', from: ['reading'], to: 'unchanged', by: 'holder' },
  { name: 'deliver', from: ['signed'], to: 'delivered', by: 'station' },
  { name: 'receive', from: ['delivered'], to: 'received', by: 'clinic' },
  { name: 'cancel', from: ['arriving', 'waiting'], to: 'cancelled', by: 'clinic' },
  { name: 'refuse', from: ['waiting', 'reading'], to: 'cancelled', by: 'holder' },
  { name: 'retake', from: ['reading'], to: 'arriving', by: 'holder' },
  { name: 'decline-retake', from: ['arriving'], to: 'waiting', by: 'clinic' },
  { name: 'open-attempt', from: ['arriving'], to: 'retaken', by: 'exchange' },
  { name: 'begin-amendment', from: ['signed'], to: 'signed', by: 'reader' },
  { name: 'begin-amendment', from: ['delivered'], to: 'delivered', by: 'reader' },
  { name: 'begin-amendment', from: ['received'], to: 'received', by: 'reader' },
  { name: 'take-over-amendment', from: ['signed'], to: 'signed', by: 'reader' },
  { name: 'take-over-amendment', from: ['delivered'], to: 'delivered', by: 'reader' },
  { name: 'take-over-amendment', from: ['received'], to: 'received', by: 'reader' },
  // Two doctors: the report that is amended stands until the second one has signed.
  { name: 'submit-amendment', from: ['signed'], to: 'signed', by: 'holder' },
  { name: 'submit-amendment', from: ['delivered'], to: 'delivered', by: 'holder' },
  { name: 'submit-amendment', from: ['received'], to: 'received', by: 'holder' },
  { name: 'review-amendment', from: ['signed'], to: 'signed', by: 'reviewer' },
  { name: 'review-amendment', from: ['delivered'], to: 'delivered', by: 'reviewer' },
  { name: 'review-amendment', from: ['received'], to: 'received', by: 'reviewer' },
  { name: 'return-amendment', from: ['signed'], to: 'signed', by: 'reviewer' },
  { name: 'return-amendment', from: ['delivered'], to: 'delivered', by: 'reviewer' },
  { name: 'return-amendment', from: ['received'], to: 'received', by: 'reviewer' },
  { name: 'release-amendment', from: ['signed'], to: 'signed', by: 'holder' },
  { name: 'release-amendment', from: ['delivered'], to: 'delivered', by: 'holder' },
  { name: 'release-amendment', from: ['received'], to: 'received', by: 'holder' },
  { name: 'drop-amendment', from: ['signed'], to: 'signed', by: 'holder' },
  { name: 'drop-amendment', from: ['delivered'], to: 'delivered', by: 'holder' },
  { name: 'drop-amendment', from: ['received'], to: 'received', by: 'holder' },
  { name: 'amend', from: ['signed', 'delivered', 'received'], to: 'signed', by: 'holder' },
  { name: 'withdraw', from: ['signed', 'delivered', 'received'], to: 'withdrawn', by: 'holder' },
];

/** Finds the move of that name that is legal from `state`; null when the table has none. */
export function legalMove(name: MoveName, state: TaskState): Move | null {
  return moves.find((move) => move.name === name && move.from.includes(state)) ?? null;
}

/** States in which nobody has to do anything more. */
export const closedStates: ReadonlySet<TaskState> = new Set([
  'received',
  'unchanged',
  'retaken',
  'cancelled',
  'withdrawn',
]);
