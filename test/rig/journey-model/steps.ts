/** What may happen in an interleaving, as data that fast-check draws and shrinks. */
import fc from 'fast-check';

/** What becomes of a command on its way: `request` and `answer` are lost, `kill` takes the exchange down before its commit. */
export const cuts = ['none', 'request', 'answer', 'kill'] as const;
export type Cut = (typeof cuts)[number];

const weights = {
  /** Whoever is next does what is next. */
  progress: 14,
  claim: 4,
  reserve: 1,
  next: 2,
  'take-over': 2,
  release: 1,
  'hand-over': 1,
  draft: 2,
  preliminary: 8,
  final: 3,
  'return-from-review': 2,
  retake: 2,
  'keep-report': 2,
  'begin-amendment': 3,
  amend: 3,
  heartbeat: 1,
  'send-object': 3,
  close: 2,
  'send-incomplete': 1,
  'late-image': 3,
  'retaken-study': 2,
  conflict: 1,
  'settle-conflict': 2,
  'settle-identity': 2,
  cancel: 1,
  'decline-retake': 1,
  deliver: 3,
  receive: 2,
  merge: 1,
  split: 1,
  advance: 4,
  look: 1,
  restart: 1,
  replay: 5,
  sync: 4,
} as const;
export type ActName = keyof typeof weights;

export interface Step {
  readonly act: ActName;
  /** Which of the doctors. */
  readonly who: number;
  /** Which of the tasks, and whatever else there are several of. */
  readonly which: number;
  readonly cut: Cut;
}

export interface Interleaving {
  readonly kind: 'imaging' | 'ecg';
  readonly urgency: 'routine' | 'emergency';
  /** Two doctors are required. */
  readonly reviewed: boolean;
  /** What the device wrote: the patient, him misspelt, or somebody else. */
  readonly device: 'same' | 'misspelt' | 'somebody-else';
  readonly objects: number;
  /** The other township has an earlier study of the same name and birth date. */
  readonly prior: boolean;
  readonly steps: readonly Step[];
  /** What happens once the report is home: it is amended, or not. */
  readonly afterwards: readonly Step[];
}

const cut: fc.Arbitrary<Cut> = fc.oneof(
  { weight: 32, arbitrary: fc.constant('none' as const) },
  { weight: 4, arbitrary: fc.constant('request' as const) },
  { weight: 4, arbitrary: fc.constant('answer' as const) },
  { weight: 1, arbitrary: fc.constant('kill' as const) },
);

function stepOf(drawn: Partial<Record<ActName, number>>): fc.Arbitrary<Step> {
  const act = fc.oneof(
    ...Object.entries(drawn).map(([name, weight]) => ({
      weight,
      arbitrary: fc.constant(name as ActName),
    })),
  );
  return fc.record({ act, who: fc.nat(3), which: fc.nat(5), cut });
}

const amendingWeights: Partial<Record<ActName, number>> = {
  progress: 12,
  'begin-amendment': 6,
  amend: 6,
  claim: 4,
  'return-from-review': 3,
  'take-over': 2,
  release: 2,
  'late-image': 1,
  deliver: 1,
  receive: 1,
  advance: 2,
  look: 1,
  restart: 1,
  replay: 3,
  sync: 6,
};

export const interleaving: fc.Arbitrary<Interleaving> = fc.record({
  kind: fc.constantFrom('imaging', 'ecg'),
  urgency: fc.constantFrom('routine', 'emergency'),
  reviewed: fc.boolean(),
  device: fc.constantFrom('same', 'same', 'same', 'misspelt', 'somebody-else'),
  objects: fc.integer({ min: 1, max: 2 }),
  prior: fc.boolean(),
  steps: fc.array(stepOf(weights), { minLength: 6, maxLength: 32, size: 'max' }),
  afterwards: fc.array(stepOf(amendingWeights), { maxLength: 16, size: 'max' }),
});
