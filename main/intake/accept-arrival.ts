/** Journey step 2: an arrival is recognised, checked, and accepted or refused with a reason. */
import { type Failure, failure } from '#shared/failure.ts';
import { neutralText } from '#shared/formats/dicom/neutral-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type {
  ArrivalStore,
  KeptArrival,
  Provenance,
  RefusedArrival,
  TemporaryArrival,
} from './arrival-store.ts';
import type { IntakeLog } from './intake-log.ts';
import { refuseArrival } from './refuse-arrival.ts';

/** Says what bytes are; fails with one of the format failures. Runs in the parsing process. */
export type DescribeArrival = (bytes: Buffer) => Result<DescribedInstance>;

/** An arrival as it lies on the disk, whole but not durable yet. */
export interface ArrivalFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** Has a file described, apart from the process that holds the database. Never rejects. */
export type DescribeFile = (file: ArrivalFile) => Promise<Result<DescribedInstance>>;

export interface AcceptArrivalDeps {
  readonly store: ArrivalStore;
  readonly database: StationDatabase;
  readonly describe: DescribeFile;
  /** Station time in ms. */
  readonly clock: () => number;
  readonly log: IntakeLog;
  readonly onRefused: (refused: RefusedArrival) => void;
}

export interface ArrivalLabel {
  /** As the sender calls it: SOP Instance UID or file name. */
  readonly name: string;
  readonly provenance: Provenance;
  /** What the sender announced, to be found again in the bytes. */
  readonly announced?: { readonly sopClassUid: string; readonly sopInstanceUid: string };
}

/**
 * Takes the temporary object over: afterwards it is kept, set aside, or gone. Fails with a format failure or a
 * mismatch (refused, bytes set aside), or with disk-full or internal (nothing kept, the sender should try again).
 */
export async function acceptArrival(
  deps: AcceptArrivalDeps,
  temporary: TemporaryArrival,
  label: ArrivalLabel,
): Promise<Result<KeptArrival>> {
  const size = temporary.size();
  const space = await deps.store.checkSpace(size);
  if (!space.ok) {
    await temporary.discard();
    return space;
  }
  // The disk and the parser work side by side; nothing is renamed before both are done.
  const [described] = await Promise.all([
    deps.describe(await temporary.written()),
    // A sync that failed fails again where the object is sealed, and there it is told as the disk's failure.
    temporary.sync().catch(() => undefined),
  ]);
  const wrong = described.ok ? compareAnnounced(described.value, label) : described.failure;
  if (!described.ok || wrong !== null) {
    const why = wrong ?? failure('format-unknown');
    await refuseArrival(deps, temporary, label, why);
    return fail(why);
  }
  const kept = await deps.store.keep(temporary, nameDocument(described.value, label), label.provenance);
  if (!kept.ok) deps.log.error({ name: label.name, code: kept.failure.code }, kept.failure.message);
  return kept.ok ? ok(kept.value) : kept;
}

function compareAnnounced(described: DescribedInstance, label: ArrivalLabel): Failure | null {
  const { announced } = label;
  if (announced === undefined) return null;
  const { sopClassUid, sopInstanceUid } = described.instance;
  if (sopClassUid !== announced.sopClassUid) {
    return failure('sop-class-mismatch', { found: sopClassUid, expected: announced.sopClassUid });
  }
  if (sopInstanceUid !== announced.sopInstanceUid) {
    return failure('sop-instance-mismatch', { found: sopInstanceUid, expected: announced.sopInstanceUid });
  }
  return null;
}

/** Nothing in a picture or PDF says what it is: the name of its file is all a person can tell two of them apart by. */
function nameDocument(described: DescribedInstance, { name }: ArrivalLabel): DescribedInstance {
  const { study } = described;
  if (study.kind !== 'document' || study.description !== '') return described;
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return { ...described, study: { ...study, description: neutralText(last, 64).text } };
}
