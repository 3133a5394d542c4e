/** THE STATION: one end of the straight line, put together. Stages never import each other; the order is written here. */
import type { StationEvent } from '#shared/contract/events.ts';
import { ok, type Result } from '#shared/result.ts';
import { type Listening, listenHosted, listenOnPipe } from './api/listen.ts';
import { createStationHandler } from './api/station-handler.ts';
import type { KeptInstance } from './archive/keep-study.ts';
import { applyFeed } from './compose/apply-feed.ts';
import { type ArchiveActs, createArchiveActs } from './compose/archive-acts.ts';
import { composeDeviceActs } from './compose/device-acts.ts';
import { forwardByCommand } from './compose/forward-by-command.ts';
import { createForwarding } from './compose/forwarding.ts';
import { createIntakeViews } from './compose/intake-views.ts';
import { mendArchive } from './compose/mend-archive.ts';
import { createWorklistJoin } from './compose/open-worklist.ts';
import { createRetentionActs } from './compose/retention-acts.ts';
import { createServeFiles } from './compose/serve-files.ts';
import { createServeRecordings } from './compose/serve-recordings.ts';
import { createSessionActs } from './compose/session-acts.ts';
import { startStationIntake } from './compose/start-station-intake.ts';
import { stationInfo } from './compose/station-info.ts';
import { openStationParts, type StationParts } from './compose/station-parts.ts';
import type { StationOptions } from './compose/station-settings.ts';
import { openStages } from './compose/station-stages.ts';
import { composeRouter } from './compose/window-acts.ts';
import { lockFolder } from './database/lock-folder.ts';
import type { Intake } from './intake/start-intake.ts';
import { createWebStore } from './intake/web-store/serve-web-store.ts';
import { createPdfRenderer } from './reporting/pdf/render-report-pdf.ts';
import { createKeyStore } from './signing/key-store.ts';
import { createSignerKeys } from './signing/signers/signer-keys.ts';
import { keepHeartbeat } from './worklist/keep-heartbeat.ts';
import { raiseAlerts } from './worklist/raise-alerts.ts';

export type { StationOptions } from './compose/station-settings.ts';

export interface RunningStation {
  /** host:port of the DICOM listener, or null. */
  readonly dicom: string | null;
  /** The hosted window with a fresh one-time token, or null. */
  readonly hosted: string | null;
  readonly pipe: string | null;
  /** A new one-time link: a path for the pipe, and the whole address where the window is hosted. */
  readonly makeLink: (signIn: boolean) => { readonly path: string; readonly url: string | null };
  readonly stop: () => Promise<void>;
}

/**
 * Starts a station on its data folder; the exchange need not be up. Fails with data-folder-in-use, usage,
 * plain-http-refused, port-in-use, address-unavailable, listen-needs-certificate, database-too-new or folder-unusable.
 */
export async function startStation(options: StationOptions): Promise<Result<RunningStation>> {
  const locked = lockFolder(options.dataFolder);
  if (!locked.ok) return locked;
  const stops: Array<() => void | Promise<void>> = [locked.value.unlock];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  const parts = await openStationParts(options);
  if (!parts.ok) {
    await stop();
    return parts;
  }
  stops.push(parts.value.close);
  const started = await run(parts.value, stops);
  if (started.ok) return ok({ ...started.value, stop });
  await stop();
  return started;
}

async function run(
  parts: StationParts,
  stops: Array<() => void | Promise<void>>,
): Promise<Result<Omit<RunningStation, 'stop'>>> {
  const { options, station, database, access, now, link, events, audit, sessions, links } = parts;
  const { role } = station.settings;
  let intake: Intake | null = null;
  let archiveActs: ArchiveActs | null = null;
  let joinByWorklist: ((studyInstanceUid: string) => Promise<void>) | null = null;

  // Steps 3, 4, 6, 11: what was kept goes on its way; what others sent comes here.
  const onKept = (kept: KeptInstance): void => {
    intake?.noteKept(kept);
    archiveActs?.noteArrival();
    if (role === 'clinic') {
      stages.depositor.note(kept.studyInstanceUid);
      const task = stages.replica.byStudy(kept.studyInstanceUid);
      if (task !== null) stages.critical.note(task);
      void joinByWorklist?.(kept.studyInstanceUid).catch(() => undefined);
    }
    events.publish({ type: 'intake', what: 'arrival' });
  };
  const opened = await openStages(parts, onKept);
  if (!opened.ok) return opened;
  const stages = opened.value;
  stops.push(stages.stop);
  const { replica, depositor, outbox } = stages;
  joinByWorklist = createWorklistJoin({ database, replica, join: depositor.join });
  await mendArchive(parts, stages.archive.vault, (kept) => {
    stages.held.forget(kept.studyInstanceUid);
    onKept(kept);
  });

  archiveActs = createArchiveActs(parts, stages);
  stops.push(archiveActs.stop);
  const retentionActs = createRetentionActs(parts, stages);
  stops.push(retentionActs.stop);

  // Steps 1 and 2: scanners push, folders are watched, files are dropped.
  const taking = await startStationIntake(parts, stages);
  if (!taking.ok) return taking;
  intake = taking.value.intake;
  stops.push(taking.value.stop);

  const forwarding = createForwarding({
    database,
    vault: stages.archive.vault,
    dataFolder: options.dataFolder,
    now,
    aet: station.settings.dicom.aet,
    listener: () => intake?.dicomAddress ?? null,
    tls: options.tls ?? null,
    onChanged: () => events.publish({ type: 'intake', what: 'deposit' }),
    log: parts.log,
  });
  forwarding.resume();
  stops.push(forwarding.stop);

  // Who sits at the windows, and what they may do: steps 7 to 10 and 12.
  const keys = createKeyStore({ database, pepper: station.pepper });
  const finding = {
    client: access.client,
    signerKeys: createSignerKeys(database),
    now,
    program: options.signer ?? null,
  };
  const sessionActs = createSessionActs({
    ...finding,
    database,
    keys,
    audit,
    sessions,
    authority: () => parts.identity.current()?.region.caCertificate ?? null,
    onRegion: parts.identity.noteRegion,
    isSimulation: () => parts.identity.current()?.region.simulation === true,
    signInFile: options.signInFile ?? null,
    publish: events.publish,
    idleLockMs: options.signInFile === undefined ? 15 * 60_000 : null,
  });
  stops.push(sessionActs.stop);
  const renderer = createPdfRenderer();
  stops.push(() => renderer.stop());
  const intakeViews = createIntakeViews({
    database,
    replica,
    depositOf: depositor.stateOf,
    join: depositor.join,
    stepsOf: taking.value.services.steps.ofStudy,
    closeNow: intake.closer.closeNow,
    quietTimes: taking.value.services.quietTimes,
    intake,
    onRefusals: () => events.publish({ type: 'intake', what: 'refusal' }),
    placing: {
      database,
      now,
      site: () => {
        const member = parts.identity.current()?.member;
        return {
          siteId: member?.siteId ?? station.installId,
          name: member?.siteName ?? station.settings.stationName,
        };
      },
      writeOrder: replica.writeOrder,
      onOrder: (order) => {
        replica.takeOrder(order);
        events.publish({ type: 'intake', what: 'order' });
      },
      onQueued: parts.onQueued,
      waitForAnswer: outbox.waitFor,
      isLinked: link.isLinked,
    },
  });
  const recordings = createServeRecordings(stages.archive.vault);
  stops.push(recordings.stop);
  const files = createServeFiles({
    database,
    dataFolder: options.dataFolder,
    vault: stages.archive.vault,
    reports: stages.reports,
    audit,
    intake: () => intake,
    recordings,
    referrals: stages.referrals.known,
  });
  let hostedUrl: string | null = null;
  const addresses = (): Record<string, string> => ({
    exchange: access.address,
    ...(intake?.dicomAddress == null ? {} : { dicom: intake.dicomAddress }),
    ...(hostedUrl === null ? {} : { hosted: hostedUrl }),
  });
  const makeLink = (signIn: boolean) => {
    const path = `/?token=${links.make(signIn ? (options.signInAs ?? null) : null)}`;
    return { path, url: hostedUrl === null ? null : `${hostedUrl}${path}` };
  };
  const handle = createStationHandler({
    router: composeRouter({
      parts,
      stages,
      archiveActs,
      retentionActs,
      keys,
      finding,
      sessionActs,
      intakeViews,
      pdf: renderer,
      recordings,
      addresses,
      info: () => stationInfo(parts),
      allowDevice: taking.value.allowDevice,
      devices: composeDeviceActs(parts, taking.value, forwarding),
    }),
    sessions,
    links,
    installId: station.installId,
    windowFolder: options.windowFolder,
    signInAs: sessionActs.signInAs,
    serveObject: files.object,
    serveRecording: files.recording,
    serveReportPdf: files.reportPdf,
    serveReferralPdf: files.referralPdf,
    takeArrival: files.arrival,
    storeOverWeb: createWebStore({
      accept: taking.value.intake.accept,
      deviceOf: taking.value.services.tokens.deviceOf,
    }),
    makeLink,
    forwardByCommand: (method, query) => forwardByCommand(forwarding, method, query),
    onError: (error) => parts.log.error({ detail: detailOf(error) }, 'a call failed inside'),
  });

  // The doors: the shell's pipe and the hosted window.
  const doors: Listening[] = [];
  stops.push(async () => {
    await Promise.all(doors.map((door) => door.stop()));
  });
  if (options.pipe !== undefined) {
    const piped = await listenOnPipe(handle, options.pipe.path, options.pipe.secret);
    if (!piped.ok) return piped;
    doors.push(piped.value);
  }
  if (station.hosted !== null) {
    const hosted = await listenHosted(handle, { ...station.hosted, tls: options.tls ?? null });
    if (!hosted.ok) return hosted;
    doors.push(hosted.value);
    hostedUrl = hosted.value.url;
  }

  // The link, last: everything that hears of it stands.
  const alerts = raiseAlerts({
    database,
    role,
    tasks: replica.all,
    present: () => sessions.present().map((actor) => actor.member.memberId),
    now,
    raise: (alert) => events.publish({ type: 'alert', ...alert }),
  });
  const heartbeat = keepHeartbeat({
    client: access.client,
    replica,
    claims: stages.claims,
    isLinked: link.isLinked,
    present: sessions.present,
    onDuty: role === 'reader' ? sessions.onDuty : () => [],
  });
  stops.push(alerts.stop, heartbeat.stop);
  link.listen((state) => {
    events.publish({ type: 'link', link: state, now: now() } satisfies StationEvent);
    if (state.state === 'linked') void archiveActs?.lost.fetch().catch(() => undefined);
  });
  stops.push(applyFeed(parts, stages, { look: alerts.look, onTask: taking.value.expectOrder }));
  for (const task of replica.all()) if (role === 'reader') stages.prefetcher.note(task);
  outbox.wake();
  return ok({
    dicom: intake.dicomAddress,
    hosted: hostedUrl === null ? null : makeLink(options.signInAs !== undefined).url,
    pipe: options.pipe?.path ?? null,
    makeLink,
  });
}

function detailOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
