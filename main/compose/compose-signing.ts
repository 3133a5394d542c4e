/** Signing, given what it binds together: the key, the draft, the study, the PDF, the archive and the outbox. */
import type { SigningFacts } from '#shared/contract/signing.ts';
import { failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { Score } from '#shared/study/quality.ts';
import { keepFetchedObject } from '../archive/fetch-object.ts';
import { readStudy } from '../archive/read-study.ts';
import type { Actor } from '../audit/actor.ts';
import { prepareKnownNotices } from '../database/queued-notices.ts';
import { queueReturn } from '../dispatch/return-report.ts';
import { readDrafts } from '../reporting/save-draft.ts';
import { keptRevocationList } from '../signing/fetch-revocation-list.ts';
import { keepReport } from '../signing/keep-report.ts';
import type { KeyStore } from '../signing/key-store.ts';
import { prepareSignature } from '../signing/prepare-signature.ts';
import { prepareKnownQuality, scoreQuality } from '../signing/score-quality.ts';
import { type Signed, type SignReportDeps, type SignRequest, signReport } from '../signing/sign-report.ts';
import { type FindSignerDeps, findSigner } from '../signing/signers/find-signer.ts';
import { readStudyPicture } from './read-study-picture.ts';
import { readStudyTracing } from './read-study-tracing.ts';
import type { ServeRecordings } from './serve-recordings.ts';
import type { StationParts } from './station-parts.ts';
import type { StationStages } from './station-stages.ts';

/** The room asked for the analysis when it opened: whoever signs sooner gets the start of the recording on paper. */
const analysisPatienceMs = 5000;

export function composeSigning(deps: {
  readonly parts: StationParts;
  readonly stages: StationStages;
  readonly keys: KeyStore;
  readonly finding: FindSignerDeps;
  readonly pdf: { readonly render: SignReportDeps['renderPdf']; readonly warm: () => void };
  readonly shownTo: SignReportDeps['shownTo'];
  readonly findVersions: SignReportDeps['findVersions'];
  readonly recordings: Pick<ServeRecordings, 'analysisWithin'>;
  readonly beginText: SignReportDeps['beginText'];
  readonly submissionOf: SignReportDeps['submissionOf'];
  readonly knownNames: SignReportDeps['knownNames'];
}) {
  const { parts, stages, keys } = deps;
  const { database, now, link, audit } = parts;
  const { vault } = stages.archive;
  const saved = database.sqlite
    .prepare<[string], string>(
      "SELECT sopInstanceUid FROM instance WHERE studyInstanceUid = ? AND source = 'reading'",
    )
    .pluck();
  const knownNotices = prepareKnownNotices(database);
  const knownQuality = prepareKnownQuality(database);
  const signing: SignReportDeps = {
    keys,
    now,
    isLinked: link.isLinked,
    signingStopped: () => {
      const atExchange = parts.duty.current()?.signingStopped;
      return atExchange === undefined
        ? parts.trail.trouble()
        : failure(atExchange, { path: 'exchange.sqlite' });
    },
    findTask: (taskId) => {
      const task = stages.findAnswered(taskId);
      if (task === null) return null;
      const notices = knownNotices(task).map((known) => known.notice);
      const quality = knownQuality(task);
      return {
        ...task,
        ...(notices.length === 0 ? {} : { notices }),
        ...(quality === null ? {} : { quality }),
      };
    },
    readStudy: (uid) => readStudy(database, uid),
    savedHere: (uid) => new Set(saved.all(uid)),
    claimOf: stages.claims.of,
    shownTo: deps.shownTo,
    draftOf: (taskId, memberId) =>
      readDrafts(database, taskId).find((draft) => draft.memberId === memberId) ?? null,
    audit,
    findSigner: (actor, algorithm, opened) => findSigner(deps.finding, actor, algorithm, opened),
    centre: () => parts.identity.current()?.region.centre ?? '',
    authority: () => parts.identity.current()?.region.caCertificate ?? null,
    revocationList: () => keptRevocationList(database),
    renderPdf: deps.pdf.render,
    readTracing: (study) =>
      readStudyTracing(
        { vault, analysisOf: (sha256) => deps.recordings.analysisWithin(sha256, analysisPatienceMs) },
        study,
      ),
    readPicture: (study) => readStudyPicture(vault, study),
    findVersions: deps.findVersions,
    beginText: deps.beginText,
    submissionOf: deps.submissionOf,
    knownNames: deps.knownNames,
    keepPdf: (pdf, sha256) =>
      keepFetchedObject({ database, vault, clock: now }, Buffer.from(pdf), { sha256, size: pdf.length }),
    queueReport: async (report, commandId, beside) => {
      await database.commit(() => {
        stages.reports.writeQueued(report);
        queueReturn(database, report, commandId);
        beside();
      });
      parts.onQueued();
    },
    waitForAnswer: stages.outbox.waitFor,
  };
  return {
    prepare: async (
      actor: Actor,
      taskId: string,
      openStudies: readonly string[],
    ): Promise<Result<SigningFacts>> => {
      deps.pdf.warm();
      const prepared = await prepareSignature(signing, actor, taskId, openStudies);
      return prepared.ok ? { ok: true, value: prepared.value.facts } : prepared;
    },
    scoreQuality: async (actor: Actor, given: { readonly taskId: string; readonly score: Score }) => {
      const scoring = { database, audit, now, findTask: stages.findAnswered, onQueued: parts.onQueued };
      const waiting = { isLinked: link.isLinked, waitForAnswer: stages.outbox.waitFor };
      return scoreQuality({ ...scoring, ...waiting }, actor, given);
    },
    keepReport: (actor: Actor, given: { readonly taskId: string; readonly openStudies: readonly string[] }) =>
      keepReport({ ...signing, database, onQueued: parts.onQueued }, actor, given),
    sign: (actor: Actor, request: SignRequest): Promise<Result<Signed>> =>
      signReport(signing, actor, request),
  };
}
