/** The DICOM services beside storage at this station, given what they bind together: orders, vault, closing of studies. */
import { verifyObject } from '../archive/open-object.ts';
import { createDeviceStore, type DeviceStore } from '../intake/devices/device-store.ts';
import { createDeviceTokens, type DeviceTokens } from '../intake/devices/device-tokens.ts';
import type { ServiceClassProvider } from '../intake/dicom/class-provider.ts';
import { createWorklistProvider } from '../intake/modality-worklist/worklist-provider.ts';
import { createStepProvider } from '../intake/procedure-steps/step-provider.ts';
import {
  completedCount,
  createStepStore,
  type StepStore,
  type StoredStep,
} from '../intake/procedure-steps/step-store.ts';
import { defaultQuietTimes, type QuietTimes } from '../intake/quiet-times.ts';
import { createCommitmentService } from '../intake/storage-commitment/commitment-provider.ts';
import { createCommitmentStore } from '../intake/storage-commitment/commitment-store.ts';
import { createCommitmentKeeper } from '../intake/storage-commitment/keep-commitments.ts';
import { createOpenWorklist } from './open-worklist.ts';
import type { StationParts } from './station-parts.ts';
import type { StationStages } from './station-stages.ts';

export interface ScannerServices {
  readonly devices: DeviceStore;
  readonly tokens: DeviceTokens;
  readonly steps: StepStore;
  readonly providers: readonly ServiceClassProvider[];
  readonly completedCount: (studyInstanceUid: string) => number | null;
  /** With the times of devices that have their own. */
  readonly quietTimes: () => QuietTimes;
  /** Told of every step once it is durable; set when the closing of studies stands. */
  readonly onStep: (hear: (step: StoredStep) => void) => void;
  /** Goes on with what an earlier run left. */
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
}

export function createScannerServices(parts: StationParts, stages: StationStages): ScannerServices {
  const { database, now, log, station, identity, events } = parts;
  const { settings } = station;
  const devices = createDeviceStore(database, now);
  const steps = createStepStore(database);
  /** Asked at every arrival; a step may list thousands of instances. */
  const counts = new Map<string, number | null>();
  let hearStep: (step: StoredStep) => void = () => undefined;
  const commitment = createCommitmentService({
    keeper: () => keeper,
    deviceOf: devices.find,
    aet: () => settings.dicom.aet,
  });
  const keeper = createCommitmentKeeper({
    database,
    commitments: createCommitmentStore(database),
    verify: (sha256) => verifyObject({ vault: stages.archive.vault, database }, sha256),
    clock: now,
    log,
    report: commitment.report,
  });
  const openOrders = createOpenWorklist({
    database,
    replica: stages.replica,
    siteId: () => identity.current()?.member.siteId ?? null,
    role: settings.role,
    now,
  });
  const worklist = createWorklistProvider({
    openOrders,
    siteName: () => identity.current()?.member.siteName ?? settings.stationName,
    now,
    deviceOf: devices.find,
    onAsked: ({ association }, matches) =>
      log.info({ callingAet: association.callingAet, matches }, 'worklist asked'),
  });
  const procedureSteps = createStepProvider({
    steps,
    clock: now,
    onStep: (step) => {
      log.info(
        { callingAet: step.callingAet, study: step.studyInstanceUid, status: step.status },
        'procedure step',
      );
      counts.delete(step.studyInstanceUid);
      hearStep(step);
      events.publish({ type: 'intake', what: 'arrival' });
    },
  });
  return {
    devices,
    tokens: createDeviceTokens(database, now),
    steps,
    providers: [worklist, procedureSteps, commitment.provider],
    completedCount: (uid) => {
      const known = counts.get(uid);
      if (known !== undefined) return known;
      if (counts.size > 1000) counts.clear();
      const count = completedCount(steps.ofStudy(uid));
      counts.set(uid, count);
      return count;
    },
    quietTimes: () => {
      const own = devices
        .list()
        .flatMap(({ aet, quietMs }) => (quietMs === null ? [] : [[aet, quietMs] as const]));
      const { quietMs } = parts.options;
      const base =
        quietMs === undefined ? defaultQuietTimes : { byModality: {}, otherwise: quietMs, byDevice: {} };
      return own.length === 0 ? base : { ...base, byDevice: Object.fromEntries(own) };
    },
    onStep: (hear) => {
      hearStep = hear;
    },
    resume: keeper.resume,
    stop: keeper.stop,
  };
}
