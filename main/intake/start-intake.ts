/** Journey steps 1 and 2 as a whole for the composition root: the sources, acceptance, and the closing of studies. */
import type { Failure } from '#shared/failure.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { AcceptArrivalDeps } from './accept-arrival.ts';
import type { ArrivalStore, KeptArrival, RefusedArrival } from './arrival-store.ts';
import { type Attaching, attachRefusal } from './attach-refusal.ts';
import { createStudyCloser, type QuietStudy, type StudyArrival, type StudyCloser } from './close-study.ts';
import type { AssociationFacts } from './dicom/association-facts.ts';
import type { ServiceClassProvider } from './dicom/class-provider.ts';
import type { AssociationPolicy } from './dicom/negotiate-association.ts';
import type { DicomTlsFiles } from './dicom/secure-transport.ts';
import type { IntakeLog } from './intake-log.ts';
import { createDescribeApart } from './parsing/describe-apart.ts';
import { defaultQuietTimes, type QuietTimes } from './quiet-times.ts';
import { retryRefusal } from './retry-refusal.ts';
import { type Settling, settleRefusal } from './settle-refusal.ts';
import { type EndedAssociation, startDicomSource } from './sources/dicom-source.ts';
import { type FileSource, startFileSource } from './sources/file-source.ts';
import { startFolderSource } from './sources/folder-source.ts';
import type { StudyOfObject } from './sources/records/take-late-marks.ts';
import type { Source } from './sources/source.ts';

export interface IntakeDeps {
  readonly database: StationDatabase;
  readonly store: ArrivalStore;
  /** Where refused bytes lie. */
  readonly refusedPathOf: (sha256: Sha256) => string;
  readonly studyOf: StudyOfObject;
  /** Station time in ms. */
  readonly clock: () => number;
  readonly log: IntakeLog;
  /** DICOM services beside storage and C-ECHO: worklist, performed steps, storage commitment. */
  readonly providers?: readonly ServiceClassProvider[];
  /** False: an admitted device may only ask. */
  readonly mayStore?: (facts: AssociationFacts) => boolean;
  /** How many instances the completed procedure steps of a study list; null: not completed. */
  readonly completedCount?: (studyInstanceUid: string) => number | null;
  /** Must be idempotent by study and count: told at least once, again when more came. A rejection is tried again. */
  readonly onStudyQuiet: (quiet: QuietStudy) => Promise<void>;
  readonly onRefused: (refused: RefusedArrival) => void;
  readonly onAssociationReleased: (ended: EndedAssociation) => void;
  readonly onAssociationRejected: (facts: AssociationFacts, why: Failure) => void;
  /** The watched folder became unusable; null: it is usable again. */
  readonly onWatchTrouble: (trouble: Failure | null) => void;
}

export interface IntakeSettings {
  /** Null: no listener. */
  readonly dicom:
    | (AssociationPolicy & {
        readonly host: string;
        readonly port: number;
        readonly tls?: DicomTlsFiles | null;
      })
    | null;
  /** Null: no watched folder. */
  readonly watchFolder: string | null;
  readonly watchPollMs?: number;
  readonly watchStableMs?: number;
  /** Read at every arrival, so that a device's own time applies at once. */
  readonly quietTimes?: () => QuietTimes;
}

export interface Intake {
  /** host:port of the listener as bound, null without one. */
  readonly dicomAddress: string | null;
  /** To be called with everything the archive has kept. */
  readonly noteKept: (kept: StudyArrival) => void;
  readonly closer: StudyCloser;
  /** How everything that arrives is accepted; for arrivals over HTTP. */
  readonly accept: AcceptArrivalDeps;
  /** Takes files or folders that a person opened or dropped. */
  readonly takeFiles: (paths: readonly string[]) => Promise<Result<FileSource>>;
  /** Tries a refused arrival again, by a person. */
  readonly retryRefusal: (refusalId: number, memberId: string) => Promise<Result<KeptArrival>>;
  readonly settleRefusal: (refusalId: number, settling: Settling) => Promise<Result<void>>;
  /** Keeps a refused file as it is beside a study. */
  readonly attachRefusal: (refusalId: number, attaching: Attaching) => Promise<Result<KeptArrival>>;
  /** Applies from the next association on. */
  readonly setPolicy: (policy: AssociationPolicy) => void;
  readonly stop: () => Promise<void>;
}

/** Starts everything and goes on waiting for studies that were arriving. Fails with port-in-use or address-unavailable. */
export async function startIntake(deps: IntakeDeps, settings: IntakeSettings): Promise<Result<Intake>> {
  const { database, clock, log, onStudyQuiet } = deps;
  const quietTimes = settings.quietTimes ?? (() => defaultQuietTimes);
  const { completedCount = () => null } = deps;
  const closer = createStudyCloser({ database, clock, log, quietTimes, completedCount, onStudyQuiet });
  const parser = createDescribeApart({ log });
  const accept = { ...deps, describe: parser.describe };
  const sources: Source[] = [];
  let policy: AssociationPolicy | null = settings.dicom;
  const giveUp = async <T>(failed: T): Promise<T> => {
    for (const source of sources) await source.stop();
    await parser.stop();
    return failed;
  };
  let dicomAddress: string | null = null;
  if (settings.dicom !== null) {
    const { host, port, tls = null, ...first } = settings.dicom;
    const started = await startDicomSource(
      {
        ...accept,
        policy: () => policy ?? first,
        onAssociationReleased: (ended) => {
          closer.noteAssociationEnded(ended.associationId);
          deps.onAssociationReleased(ended);
        },
      },
      { host, port, tls },
    );
    if (!started.ok) return giveUp(started);
    dicomAddress = started.value.address;
    sources.push(started.value);
  }
  if (settings.watchFolder !== null) {
    const { watchFolder: folder, watchPollMs: pollMs, watchStableMs: stableMs } = settings;
    const options = {
      folder,
      ...(pollMs === undefined ? {} : { pollMs }),
      ...(stableMs === undefined ? {} : { stableMs }),
    };
    const started = await startFolderSource({ ...accept, onTrouble: deps.onWatchTrouble }, options);
    if (!started.ok) return giveUp(started);
    sources.push(started.value);
  }
  await closer.resume();
  return ok({
    dicomAddress,
    noteKept: closer.noteKept,
    closer,
    accept,
    retryRefusal: (refusalId, memberId) => retryRefusal(accept, refusalId, memberId),
    settleRefusal: (refusalId, settling) => settleRefusal(deps, refusalId, settling),
    attachRefusal: (refusalId, attaching) => attachRefusal(deps, refusalId, attaching),
    takeFiles: (paths) => startFileSource(accept, { paths }),
    setPolicy: (next) => {
      policy = next;
    },
    stop: async () => {
      for (const source of sources) await source.stop();
      await parser.stop();
      await closer.stop();
    },
  });
}
