/** Journey steps 1 and 2 at this station: which addresses it listens on, whom it lets push, and what a quiet study starts. */
import { isAbsolute, resolve } from 'node:path';
import { ok, type Result } from '#shared/result.ts';
import type { Task } from '#shared/study/task.ts';
import { readStudy } from '../archive/read-study.ts';
import type { CloseReason } from '../dispatch/deposit-rows.ts';
import type { QuietReason } from '../intake/close-study.ts';
import type { AssociationPolicy } from '../intake/dicom/negotiate-association.ts';
import { createRejectedDevices, type RejectedDevices } from '../intake/rejected-devices.ts';
import { type Intake, startIntake } from '../intake/start-intake.ts';
import { type DeviceAdmission, openDeviceAdmission } from './device-admission.ts';
import { createScannerServices, type ScannerServices } from './serve-scanners.ts';
import type { StationParts } from './station-parts.ts';
import type { StationStages } from './station-stages.ts';

export interface StationIntake {
  readonly intake: Intake;
  readonly services: ScannerServices;
  readonly admission: DeviceAdmission;
  /** Applies changed devices from the next association on. */
  readonly refreshDevices: () => void;
  /** Lets a device push from now on; '' is any address. */
  readonly allowDevice: (aet: string, host: string) => Promise<void>;
  /** Devices that were turned away, for a person to allow. */
  readonly rejectedDevices: RejectedDevices;
  readonly stop: () => Promise<void>;
  /** The order says how many objects belong to the study. */
  readonly expectOrder: (task: Task) => void;
}

const closeReasons: Readonly<Record<QuietReason, CloseReason>> = {
  count: 'order-count',
  mpps: 'mpps',
  quiet: 'quiet-time',
  hand: 'sent-by-hand',
};

/** Fails with port-in-use or address-unavailable. */
export async function startStationIntake(
  parts: StationParts,
  stages: StationStages,
): Promise<Result<StationIntake>> {
  const { database, log, now, events, station, options } = parts;
  const { settings } = station;
  const isClinic = settings.role === 'clinic';

  const services = createScannerServices(parts, stages);
  const admission = await openDeviceAdmission(database, services.devices, options.allow ?? []);
  const rejectedDevices = createRejectedDevices({
    database,
    clock: now,
    log,
    onChanged: () => events.publish({ type: 'intake', what: 'refusal' }),
  });
  const policy = (): AssociationPolicy => ({
    aet: settings.dicom.aet,
    callers: admission.callers(),
    acceptPrivateClasses: true,
    acceptDeflated: options.acceptDeflated === true,
  });

  const kindOf = database.sqlite
    .prepare<[string], string>('SELECT kind FROM study WHERE studyInstanceUid = ?')
    .pluck();
  const studyOfObject = database.sqlite
    .prepare<[string], string>('SELECT studyInstanceUid FROM instance WHERE sha256 = ? LIMIT 1')
    .pluck();
  /** A report may come long before its images: then nothing is whole yet that could be said to the exchange. */
  const isDepositable = (uid: string): boolean => ['imaging', 'ecg'].includes(kindOf.get(uid) ?? '');

  const started = await startIntake(
    {
      database,
      store: stages.archive.store,
      refusedPathOf: stages.archive.vault.refusedPathOf,
      studyOf: async (sha256) => {
        const uid = studyOfObject.get(sha256);
        const study = uid === undefined ? null : await readStudy(database, uid);
        if (study === null) return null;
        const { series: _series, ...facts } = study;
        return facts;
      },
      clock: now,
      log,
      providers: services.providers,
      completedCount: services.completedCount,
      mayStore: ({ callingAet, address }) => services.devices.find(callingAet, address)?.mayStore !== false,
      onStudyQuiet: async ({ studyInstanceUid, count, reason }) => {
        if (isClinic && isDepositable(studyInstanceUid))
          await stages.depositor.close(studyInstanceUid, count, closeReasons[reason]);
      },
      onRefused: () => events.publish({ type: 'intake', what: 'refusal' }),
      onAssociationReleased: () => undefined,
      onAssociationRejected: (facts, why) => {
        log.warn({ callingAet: facts.callingAet, code: why.code }, why.message);
        if (why.code !== 'associations-exhausted') rejectedDevices.note(facts, why);
      },
      onWatchTrouble: () => events.publish({ type: 'intake', what: 'refusal' }),
    },
    {
      dicom: station.listensToDicom
        ? { ...policy(), host: settings.dicom.host, port: settings.dicom.port, tls: options.dicomTls ?? null }
        : null,
      watchFolder:
        settings.watchFolder === ''
          ? null
          : isAbsolute(settings.watchFolder)
            ? settings.watchFolder
            : resolve(settings.watchFolder),
      quietTimes: services.quietTimes,
    },
  );
  if (!started.ok) return started;
  const intake = started.value;
  services.onStep((step) => {
    if (step.status !== 'COMPLETED' || step.studyInstanceUid === '') return;
    intake.closer
      .noteCompleted(step.studyInstanceUid)
      .catch((error: unknown) => log.error({ detail: String(error) }, 'a completed step closed nothing'));
  });
  services.resume();
  return ok({
    intake,
    services,
    admission,
    refreshDevices: () => intake.setPolicy(policy()),
    allowDevice: async (aet, host) => {
      await admission.allow(host === '' ? { aet } : { aet, host });
      await rejectedDevices.forget(aet, host);
      intake.setPolicy(policy());
    },
    rejectedDevices,
    stop: async () => {
      await intake.stop();
      await services.stop();
      await rejectedDevices.stop();
    },
    expectOrder: (task) => {
      const count = task.order.expectedObjects;
      if (!isClinic || count === null || task.state !== 'arriving') return;
      void intake.closer.expectCount(task.studyInstanceUid, count).catch(() => undefined);
    },
  });
}
