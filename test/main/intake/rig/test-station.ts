/** The station's lower half on a temporary folder: vault, index and the acceptance of arrivals, with what it told. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '#shared/failure.ts';
import { createKeepStudy, type KeptInstance } from '../../../../main/archive/keep-study.ts';
import { readStudy } from '../../../../main/archive/read-study.ts';
import { openVault, type Vault } from '../../../../main/archive/vault.ts';
import { openStationDatabase, type StationDatabase } from '../../../../main/database/open-database.ts';
import type { AcceptArrivalDeps, DescribeFile } from '../../../../main/intake/accept-arrival.ts';
import type { RefusedArrival } from '../../../../main/intake/arrival-store.ts';
import { describeArrival } from '../../../../main/intake/describe-arrival.ts';
import type { ServiceClassProvider } from '../../../../main/intake/dicom/class-provider.ts';
import type { AssociationPolicy } from '../../../../main/intake/dicom/negotiate-association.ts';
import type { DicomTlsFiles } from '../../../../main/intake/dicom/secure-transport.ts';
import {
  type DicomSourceDeps,
  type EndedAssociation,
  startDicomSource,
} from '../../../../main/intake/sources/dicom-source.ts';
import type { StudyOfObject } from '../../../../main/intake/sources/records/take-late-marks.ts';
import type { Source } from '../../../../main/intake/sources/source.ts';

export interface TestStation {
  readonly folder: string;
  readonly database: StationDatabase;
  readonly vault: Vault;
  readonly deps: AcceptArrivalDeps;
  /** The study of an object by its hash, as the composition root knows it. */
  readonly studyOf: StudyOfObject;
  readonly kept: KeptInstance[];
  readonly refused: RefusedArrival[];
  readonly ended: EndedAssociation[];
  readonly rejected: Failure[];
  readonly logged: { facts: object; message: string }[];
  readonly policy: { current: AssociationPolicy };
  readonly listen: (options?: {
    port?: number;
    maxAssociations?: number;
    maxPerPeer?: number;
    totalMs?: number;
    tls?: DicomTlsFiles;
    idleMs?: number;
    maxObjectSize?: number;
    providers?: readonly ServiceClassProvider[];
    onRejected?: DicomSourceDeps['onAssociationRejected'];
  }) => Promise<Source>;
  readonly close: () => Promise<void>;
}

export async function openTestStation(
  given: { folder?: string; reserveBytes?: number; describe?: DescribeFile } = {},
): Promise<TestStation> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'yuanzhen-intake-'));
  mkdirSync(folder, { recursive: true });
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  const database = opened.value;
  const vaultOpened = await openVault(join(folder, 'vault'), { reserveBytes: given.reserveBytes ?? 0 });
  if (!vaultOpened.ok) throw new Error(vaultOpened.failure.message);
  const vault = vaultOpened.value;
  const kept: KeptInstance[] = [];
  const refused: RefusedArrival[] = [];
  const ended: EndedAssociation[] = [];
  const rejected: Failure[] = [];
  const logged: { facts: object; message: string }[] = [];
  const log = (facts: object, message: string) => {
    logged.push({ facts, message });
  };
  const policy: { current: AssociationPolicy } = {
    current: { aet: 'YUANZHEN', callers: 'any', acceptPrivateClasses: true, acceptDeflated: false },
  };
  const deps: AcceptArrivalDeps = {
    store: {
      openTemporary: vault.openTemporary,
      checkSpace: vault.space.check,
      setAside: vault.setAside,
      keep: createKeepStudy({
        database,
        vault,
        clock: Date.now,
        onInstanceKept: (instance) => kept.push(instance),
      }),
    },
    database,
    describe: given.describe ?? (async (file) => describeArrival(readFileSync(file.path))),
    clock: Date.now,
    log: { info: log, warn: log, error: log },
    onRefused: (one) => refused.push(one),
  };
  const sources: Source[] = [];
  return {
    folder,
    database,
    vault,
    deps,
    studyOf: async (sha256) => {
      const uid = kept.find((one) => one.sha256 === sha256)?.studyInstanceUid;
      return uid === undefined ? null : readStudy(database, uid);
    },
    kept,
    refused,
    ended,
    rejected,
    logged,
    policy,
    listen: async ({ providers = [], onRejected, ...options } = {}) => {
      const source = await startDicomSource(
        {
          ...deps,
          providers,
          policy: () => policy.current,
          onAssociationReleased: (one) => ended.push(one),
          onAssociationRejected: (facts, why) => {
            rejected.push(why);
            onRejected?.(facts, why);
          },
        },
        { host: '127.0.0.1', port: 0, ...options },
      );
      if (!source.ok) throw new Error(source.failure.message);
      sources.push(source.value);
      return source.value;
    },
    close: async () => {
      for (const source of sources) await source.stop();
      vault.close();
      database.close();
      if (given.folder === undefined) rmSync(folder, { recursive: true });
    },
  };
}

/** Names of the files below a folder that have a byte in them: those made ahead for arrivals have none. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0) > 0,
    )
    .map((entry) => entry.name);
}

/** Waits until `ready` is true; fails after 10 s. */
export async function until(ready: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!ready()) {
    if (performance.now() > end) throw new Error('waited 10 s in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
