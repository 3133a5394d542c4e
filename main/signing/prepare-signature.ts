/** Gathers what the sign dialog states and what stands in the way: all of it from the bound order and images. */
import { createHash } from 'node:crypto';
import type { SigningFacts } from '#shared/contract/signing.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { amendedStatus } from '#shared/report/amendment.ts';
import { imageSetText } from '#shared/report/image-set.ts';
import { lintSubjectOf } from '#shared/report/lint/lint-subject.ts';
import type { Report, ReportContent, ReportStatus } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { countsDocumentsApart, isBesideImages } from '#shared/study/beside-images.ts';
import { needsTwo, underReview } from '#shared/study/review.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { KeyStore } from './key-store.ts';
import { allowedStatuses, findSigningBlocks, remarksOf, type SigningSituation } from './signing-blocks.ts';

export interface PrepareSignatureDeps {
  readonly keys: KeyStore;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly isLinked: () => boolean;
  /** Why the exchange lets nothing be signed, as it last told; null when it does, or is not heard. */
  readonly signingStopped: () => Failure | null;
  readonly findTask: (taskId: string) => Task | null;
  readonly readStudy: (studyInstanceUid: string) => Promise<Study | null>;
  /** Objects that readers saved into the study at this station. */
  readonly savedHere: (studyInstanceUid: string) => ReadonlySet<string>;
  readonly claimOf: (
    taskId: string,
    memberId: string,
  ) => { readonly claim: number; readonly imageSetSha256: string | null } | null;
  readonly shownTo: (taskId: string, memberId: string) => ReadonlySet<string>;
  /** The person's own latest text with the claim it was written under; null when nothing was written. */
  readonly draftOf: (
    taskId: string,
    memberId: string,
  ) => { readonly claim: number; readonly content: ReportContent } | null;
  /** What the work begins with where it is somebody's text; null where it is written from nothing. */
  readonly beginText: (
    taskId: string,
  ) => Promise<Result<{ readonly claim: number; readonly content: ReportContent } | null>>;
  /** Names of the patients known at this station now. */
  readonly knownNames: () => readonly string[];
  /** What lies before a reviewer; null everywhere else. */
  readonly submissionOf: (task: Task) => Promise<Result<Report | null>>;
  /** Adopted versions of the report, oldest first; fails when one is known but cannot be had. */
  readonly findVersions: (taskId: string, wanted: 'newest' | 'all') => Promise<Result<Report[]>>;
}

export interface PreparedSignature {
  readonly situation: SigningSituation;
  readonly study: Study;
  readonly facts: SigningFacts;
}

const emptyContent: ReportContent = { findings: '', impression: '', recommendation: '' };

/** What has to have been on the screen: a presentation state or a dose report never is one image more. */
function imagesOf(study: Study): string[] {
  const apart = countsDocumentsApart(study);
  return study.series.flatMap((series) =>
    series.instances
      .filter((instance) => !apart || !isBesideImages(instance, series))
      .map((instance) => instance.sopInstanceUid),
  );
}

/** What is to be signed, and what a correction has to differ from. */
async function textsOf(
  deps: PrepareSignatureDeps,
  task: Task,
  memberId: string,
): Promise<Result<{ content: ReportContent; former: ReportContent | null }>> {
  const draft = deps.draftOf(task.taskId, memberId);
  const begun = await deps.beginText(task.taskId);
  if (!begun.ok) return begun;
  const text = begun.value;
  if (text === null) return ok({ content: draft?.content ?? emptyContent, former: null });
  // A reviewer begins with what was submitted: he may sign it as it is.
  const purpose = underReview(task) === null ? task.amending?.purpose : undefined;
  if (purpose === 'withdraw') return ok({ content: emptyContent, former: null });
  const own = draft !== null && draft.claim >= text.claim ? draft.content : null;
  return ok({ content: own ?? text.content, former: purpose === 'correct' ? text.content : null });
}

/** What the last signature makes of the task. */
function endOf({ amending }: Task): ReportStatus {
  return amending === undefined ? 'final' : amendedStatus[amending.purpose];
}

/** Series of images that were not all on the screen. */
function unseenSeries(study: Study, shown: ReadonlySet<string>): NonNullable<SigningFacts['unseen']> {
  const images = new Set(imagesOf(study));
  return study.series.flatMap(({ seriesNumber, description, modality, instances }) => {
    const counted = instances.filter((instance) => images.has(instance.sopInstanceUid));
    const seen = counted.filter((instance) => shown.has(instance.sopInstanceUid)).length;
    return seen === counted.length
      ? []
      : [{ seriesNumber, description: description || modality, shown: seen, of: counted.length }];
  });
}

/** Fails with audit-broken or disk-full while the exchange lets nothing be signed, with station-audit-broken while this station's own record is not whole, with task-not-found or study-not-found; where a correction's former text cannot be had, with exchange-unreachable. */
export async function prepareSignature(
  deps: PrepareSignatureDeps,
  actor: Actor,
  taskId: string,
  openStudies: readonly string[],
): Promise<Result<PreparedSignature>> {
  const stopped = deps.signingStopped();
  if (stopped !== null) return fail(stopped);
  const task = deps.findTask(taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  const study = await deps.readStudy(task.studyInstanceUid);
  if (study === null) return fail(failure('study-not-found', { study: task.studyInstanceUid }));
  const { memberId, rights } = actor.member;
  const texts = await textsOf(deps, task, memberId);
  if (!texts.ok) return texts;
  // What a reader saves beside the images is no part of what was sent to be read.
  const savedHere = deps.savedHere(task.studyInstanceUid);
  const instances = study.series
    .flatMap((series) => series.instances)
    .filter((instance) => !savedHere.has(instance.sopInstanceUid));
  const key = deps.keys.find(memberId);
  const now = deps.now();
  const situation: SigningSituation = {
    task,
    memberId,
    rights,
    now,
    ...texts.value,
    ownClaim: deps.claimOf(taskId, memberId),
    instances: imagesOf(study),
    localImageSetSha256: createHash('sha256').update(imageSetText(instances)).digest('hex'),
    shown: deps.shownTo(taskId, memberId),
    openStudies,
    subject: lintSubjectOf(task, deps.knownNames()),
    hasCertificate: key !== null && key.certificate !== null && (key.notAfter ?? 0) > now,
  };
  const blocks = findSigningBlocks(situation);
  const isAtOdds = blocks.some(({ code }) => code === 'text-conflicting');
  const { received, expected, documents, incomplete } = task.images;
  const facts: SigningFacts = {
    patient: task.order.patient,
    siteName: task.siteName,
    exam: [task.modality, task.bodyPart, task.studyDescription].filter((part) => part !== '').join(' · '),
    acquiredAt: task.acquiredAt,
    images: { received, expected, incomplete, ...(documents === undefined ? {} : { documents }) },
    unseen: unseenSeries(study, situation.shown),
    content: situation.content,
    blocks,
    quality: task.quality ?? null,
    ...(isAtOdds ? { remarks: remarksOf(situation) } : {}),
    submits: needsTwo(task, endOf(task)) && underReview(task) === null,
    allowed: allowedStatuses(situation),
    credential: deps.keys.hasPin(memberId) ? 'pin' : 'password',
    linked: deps.isLinked(),
  };
  return ok({ situation, study, facts });
}
