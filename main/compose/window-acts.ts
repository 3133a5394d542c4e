/** The acts a window calls, put together from the stages: worklist, reading, reporting, signing, dispatch, settings. */
import { randomUUID } from 'node:crypto';
import { builtInKeymap, type Keymap } from '#shared/contract/keymap.ts';
import type { StationInfo } from '#shared/contract/session.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { lintSubjectOf } from '#shared/report/lint/lint-subject.ts';
import { ok } from '#shared/result.ts';
import { archiveRoutes } from '../api/routes/archive-routes.ts';
import { auditRoutes } from '../api/routes/audit-routes.ts';
import { criticalRoutes } from '../api/routes/critical-routes.ts';
import { type DevicesRoutesDeps, devicesRoutes } from '../api/routes/devices-routes.ts';
import { dispatchRoutes, statisticsRoutes } from '../api/routes/dispatch-routes.ts';
import { intakeRoutes } from '../api/routes/intake-routes.ts';
import { patientsRoutes } from '../api/routes/patients-routes.ts';
import { peerReviewRoutes } from '../api/routes/peer-review-routes.ts';
import { policiesRoutes } from '../api/routes/policies-routes.ts';
import {
  type ReadingRoutesDeps,
  readingRoutes,
  reportingRoutes,
  signingRoutes,
} from '../api/routes/reading-routes.ts';
import { retentionRoutes } from '../api/routes/retention-routes.ts';
import { sessionRoutes } from '../api/routes/session-routes.ts';
import { talkRoutes } from '../api/routes/talk-routes.ts';
import {
  eventsRoutes,
  practiceRoutes,
  settingsRoutes,
  type WindowRoutesDeps,
} from '../api/routes/window-routes.ts';
import { worklistRoutes } from '../api/routes/worklist-routes.ts';
import { prepareChooseVersion } from '../archive/choose-version.ts';
import { readStudy } from '../archive/read-study.ts';
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import { prepareKnownNotices, prepareQueuedTasks } from '../database/queued-notices.ts';
import { postMessage, recordCallback } from '../dispatch/post-message.ts';
import { createTalkReading } from '../dispatch/read-talk.ts';
import { judgeCritical } from '../reading/judge-critical.ts';
import { openStudy } from '../reading/open-study.ts';
import { readAhead } from '../reading/read-ahead.ts';
import { createShownImages } from '../reading/shown-images.ts';
import { offerDrafts } from '../reporting/offer-drafts.ts';
import { createOwnPhrases } from '../reporting/own-phrases.ts';
import { createOwnRhythms } from '../reporting/own-rhythms.ts';
import { saveDraft } from '../reporting/save-draft.ts';
import type { KeyStore } from '../signing/key-store.ts';
import { unsealForSigning } from '../signing/unseal-for-signing.ts';
import {
  amendReport,
  claimTask,
  nextTask,
  releaseTask,
  reserveTask,
  retakeTask,
  returnFromReview,
  takeOverTask,
} from '../worklist/claim-task.ts';
import { listTasks } from '../worklist/list-tasks.ts';
import { recordPhoned } from '../worklist/record-phoned.ts';
import type { ArchiveActs } from './archive-acts.ts';
import { createBatonActs } from './baton-acts.ts';
import { beginText, createSubmissions } from './begin-text.ts';
import { betweenSites } from './between-sites.ts';
import { composeDispatch } from './compose-dispatch.ts';
import { composeMarks } from './compose-marks.ts';
import { composeSigning } from './compose-signing.ts';
import type { createIntakeViews } from './intake-views.ts';
import { createNoticeActs } from './notice-acts.ts';
import { createPatientActs } from './patient-acts.ts';
import { createPeerReviewActs } from './peer-review-acts.ts';
import { createPracticeControl } from './practice-control.ts';
import { findVersions as findReportVersions } from './report-versions.ts';
import type { RetentionActs } from './retention-acts.ts';
import type { createSessionActs } from './session-acts.ts';
import type { StationParts } from './station-parts.ts';
import type { StationStages } from './station-stages.ts';

export interface WindowActsDeps {
  readonly parts: StationParts;
  readonly stages: StationStages;
  readonly archiveActs: ArchiveActs;
  readonly retentionActs: RetentionActs;
  readonly keys: KeyStore;
  readonly finding: Parameters<typeof composeSigning>[0]['finding'];
  readonly sessionActs: ReturnType<typeof createSessionActs>;
  readonly intakeViews: ReturnType<typeof createIntakeViews>;
  readonly pdf: Parameters<typeof composeSigning>[0]['pdf'];
  readonly recordings: Parameters<typeof composeSigning>[0]['recordings'];
  readonly addresses: () => Record<string, string>;
  readonly info: () => StationInfo;
  readonly allowDevice: (aet: string, host: string) => Promise<void>;
  readonly devices: DevicesRoutesDeps;
}

const restartKeys: ReadonlySet<string> = new Set(['exchange', 'stationName', 'role', 'dicom', 'watchFolder']);

/** The whole contract, served. */
export function composeRouter(deps: WindowActsDeps) {
  const { parts, stages, keys, sessionActs, intakeViews } = deps;
  const { database, audit, now, link, access } = parts;
  const { replica, claims, reports, outbox } = stages;
  const { client } = access;
  const shown = createShownImages({ database, audit });
  const claiming = { client, replica, claims, audit, isLinked: link.isLinked };
  const queueing = {
    database,
    audit,
    now,
    findTask: replica.get,
    isLinked: link.isLinked,
    waitForAnswer: outbox.waitFor,
    onQueued: parts.onQueued,
  };
  /** A task of this station's own, or a case it is asked about. */
  const findCase = (taskId: string) => replica.get(taskId) ?? stages.consultations.findTask(taskId);
  const findVersions = (taskId: string, wanted: 'newest' | 'all') =>
    findReportVersions({ replica, reports, client }, taskId, wanted);
  const submissionOf = createSubmissions(client);
  const beginTextOf = async (taskId: string): ReturnType<typeof beginText> => {
    const task = replica.get(taskId);
    return task === null ? ok(null) : beginText({ findVersions, submissionOf }, task);
  };
  const knownNames = (): string[] => replica.all().map((task) => task.order.patient.name);
  const signing = composeSigning({
    ...deps,
    shownTo: shown.of,
    findVersions,
    beginText: beginTextOf,
    submissionOf,
    knownNames,
  });

  const reading: ReadingRoutesDeps = {
    find: replica.get,
    describe: stages.describe,
    open: (actor, taskId) =>
      openStudy(
        {
          audit,
          findTask: findCase,
          expect: (task) =>
            parts.station.settings.role === 'clinic' && replica.get(task.taskId) !== null
              ? Promise.resolve({ ok: true, value: undefined })
              : stages.prefetcher.openNow(task),
          readStudy: (uid) => readStudy(database, uid),
          shownTo: shown.of,
        },
        actor,
        taskId,
      ),
    ahead: (actor, taskId) =>
      readAhead(
        { audit, findTask: replica.get, readStudy: (uid) => readStudy(database, uid) },
        actor,
        taskId,
      ),
    judgeCritical: async (actor, given) => {
      const judged = await judgeCritical({ ...queueing, findTask: stages.findAnswered }, actor, given);
      if (judged.ok && judged.value.state === 'queued') stages.publishTask(given.taskId);
      return judged;
    },
    marks: composeMarks(parts, stages),
    markShown: shown.mark,
    drafts: (actor, taskId) =>
      offerDrafts({ database, client, isLinked: link.isLinked, beginText: beginTextOf }, actor, taskId),
    submission: async (taskId) => {
      const task = replica.get(taskId);
      return task === null ? ok(null) : submissionOf(task);
    },
    lintSubject: (taskId) => {
      const task = replica.get(taskId);
      return task === null ? null : lintSubjectOf(task, knownNames());
    },
    saveDraft: (actor, draft) =>
      saveDraft(
        {
          database,
          audit,
          now,
          claimOf: (taskId, memberId) => {
            const own = claims.of(taskId, memberId);
            return own === null
              ? null
              : { claim: own.claim, current: replica.get(taskId)?.claim ?? own.claim };
          },
          onQueued: parts.onQueued,
        },
        actor,
        draft,
      ),
    phrases: createOwnPhrases(database),
    rhythms: createOwnRhythms(database),
    prepare: signing.prepare,
    sign: signing.sign,
    keepReport: signing.keepReport,
    scoreQuality: signing.scoreQuality,
  };

  const dispatch = composeDispatch(parts, stages);
  const currentSettings = (): Settings => ({
    ...parts.station.settings,
    ...readSetting<Settings>(database, 'settings'),
  });
  const window: WindowRoutesDeps = {
    now,
    link: link.current,
    duty: parts.duty.current,
    events: parts.events,
    settings: () => ({ settings: currentSettings(), addresses: deps.addresses() }),
    setSettings: async (change) => {
      const settings = { ...currentSettings(), ...change };
      await keepSetting(database, 'settings', settings);
      return { settings, restartNeeded: Object.keys(change).some((key) => restartKeys.has(key)) };
    },
    keymapOf: (memberId) => readSetting<Keymap>(database, `keymap:${memberId}`) ?? builtInKeymap,
    keepKeymap: (memberId, keymap) => keepSetting(database, `keymap:${memberId}`, keymap),
    recordSettings: (actor, change) =>
      audit.record({
        memberId: actor.member.memberId,
        act: 'settings-changed',
        success: true,
        object: 'station',
        detail: JSON.stringify(change),
      }),
    findTask: replica.get,
    practice: createPracticeControl(parts.options.practice),
  };

  return {
    session: sessionRoutes({
      info: deps.info,
      signIn: sessionActs.signIn,
      signOut: sessionActs.signOut,
      checkSecret: (memberId, secret) => unsealForSigning(keys, memberId, secret),
      setPin: sessionActs.setPin,
      keyFacts: (memberId) => ({
        hasSigningKey: (keys.find(memberId)?.certificate ?? null) !== null,
        hasPin: keys.hasPin(memberId),
      }),
      practiceAccounts: sessionActs.practiceAccounts,
      onChanged: (session, reason) => {
        if (reason !== null) parts.events.publish({ type: 'session', reason }, session.windowId);
      },
    }),
    worklist: worklistRoutes({
      now,
      list: (wanted, memberId) => listTasks(stages.listing, wanted, memberId),
      find: (taskId) => {
        const task = findCase(taskId);
        return task === null ? null : stages.describe(task);
      },
      describe: stages.describe,
      claim: (actor, taskId) => claimTask(claiming, actor, taskId),
      reserve: (actor, taskId, on) => reserveTask(claiming, actor, taskId, on),
      next: (actor, kind) => nextTask(claiming, actor, kind),
      release: (actor, taskId, reason) => releaseTask(claiming, actor, taskId, reason),
      retake: (actor, given) => retakeTask(claiming, actor, given),
      amend: (actor, given) => amendReport(claiming, actor, given),
      returnFromReview: (actor, taskId, reason) => returnFromReview(claiming, actor, taskId, reason),
      ...createBatonActs(parts, claiming),
      phoned: (actor, given) => recordPhoned(queueing, actor, given),
      noteSilence: (actor, given) =>
        client.silence.note({ commandId: randomUUID(), memberId: actor.member.memberId, ...given }),
      takeOver: (actor, taskId, from) => takeOverTask(claiming, actor, taskId, from),
    }),
    reading: readingRoutes(reading),
    reporting: reportingRoutes(reading),
    signing: signingRoutes(reading),
    dispatch: dispatchRoutes(dispatch),
    intake: intakeRoutes({
      client,
      ...intakeViews,
      depositOf: stages.depositor.stateOf,
      chooseVersion: (studyInstanceUid, sopInstanceUid, sha256) =>
        database.commit(() => {
          prepareChooseVersion(database.sqlite)(studyInstanceUid, sopInstanceUid, sha256);
        }),
      keepTask: async (task) => {
        if (await replica.keepTask(task)) stages.tellTask(task);
      },
      allowDevice: deps.allowDevice,
      record: (actor, act, object, detail) =>
        audit.record({ memberId: actor.member.memberId, act, success: true, object, detail }),
    }),
    archive: archiveRoutes(deps.archiveActs),
    retention: retentionRoutes(deps.retentionActs),
    policies: policiesRoutes({ client, isLinked: link.isLinked }),
    peerReview: peerReviewRoutes({
      client,
      isLinked: link.isLinked,
      acts: createPeerReviewActs({
        client,
        open: reading.open,
        readStudy: (uid) => readStudy(database, uid),
      }),
    }),
    audit: auditRoutes({ client, isLinked: link.isLinked }),
    devices: devicesRoutes(deps.devices),
    critical: criticalRoutes({
      now,
      acts: createNoticeActs({
        ...queueing,
        client,
        replica,
        knownNotices: prepareKnownNotices(database),
        queuedTasks: prepareQueuedTasks(database),
      }),
    }),
    talk: talkRoutes({
      find: replica.get,
      ...createTalkReading(database, parts.station.settings.role === 'clinic' ? 'clinic' : 'centre'),
      post: (actor, given) => postMessage(queueing, actor, given),
      calledBack: (actor, given) => recordCallback(queueing, actor, given),
    }),
    ...betweenSites(stages, queueing),
    patients: patientsRoutes(
      createPatientActs({
        database,
        vault: stages.archive.vault,
        clock: now,
        client,
        download: parts.download,
        peer: access.address,
        isLinked: link.isLinked,
        log: parts.log,
      }),
    ),
    events: eventsRoutes(window),
    statistics: statisticsRoutes(dispatch),
    settings: settingsRoutes(window),
    practice: practiceRoutes(window),
  };
}
