/**
 * A power cut, as a disk sees it: the station lies on ext4 on a loop device whose backing file is in memory. The station
 * is stopped, the backing file copied as it stands, and the copy mounted: whatever was not synced is gone there.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '../../main/archive/open-archive.ts';
import { openStationDatabase } from '../../main/database/open-database.ts';
import { proveLedger, soundProof } from './archive-ledger.ts';
import { type Ledger, makeSender, pause, startFaulty } from './faulty-station.ts';

export interface PowerLossReport {
  readonly snapshots: number;
  readonly acknowledged: number;
  readonly findings: readonly { readonly snapshot: number; readonly what: string }[];
}

const run = (command: string, ...args: string[]): void =>
  void execFileSync(command, args, { stdio: 'ignore' });

/** Null, or why loop devices cannot be used here. */
export function whyNoLoopDevices(): string | null {
  const place = mkdtempSync(join(tmpdir(), 'yuanzhen-loop-'));
  try {
    const disk = makeDisk(place, 16);
    run('umount', disk.mount);
    return null;
  } catch (error) {
    return String(error).slice(0, 200);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function makeDisk(place: string, megabytes: number): { image: string; mount: string } {
  const image = join(place, 'disk.img');
  const mount = join(place, 'mount');
  mkdirSync(mount);
  run('truncate', '-s', `${megabytes}M`, image);
  run('mkfs.ext4', '-q', '-F', image);
  run('mount', '-o', 'loop', image, mount);
  return { image, mount };
}

/** What a station does first after a power cut: what lies in incoming/ gets its name, or was never acknowledged. */
async function beginStart(folder: string): Promise<void> {
  const database = openStationDatabase(folder);
  if (!database.ok) throw new Error(database.failure.message);
  const archive = await openArchive(
    {
      database: database.value,
      clock: Date.now,
      isIndexLost: false,
      onInstanceKept: () => undefined,
      onStoreChanged: () => undefined,
      log: { warn: () => undefined, error: () => undefined },
    },
    folder,
    { reserveBytes: 0 },
  );
  if (!archive.ok) throw new Error(archive.failure.message);
  await archive.value.guard.stop();
  database.value.close();
}

export async function runPowerLoss(options: {
  readonly snapshots: number;
  readonly draw: (below: number) => number;
  readonly goOn?: () => boolean;
}): Promise<PowerLossReport> {
  const place = mkdtempSync(join(tmpdir(), 'yuanzhen-power-'));
  run('mount', '-t', 'tmpfs', '-o', 'size=1500m', 'tmpfs', place);
  const { image, mount } = makeDisk(place, 512);
  const folder = join(mount, 'data');
  const copy = join(place, 'copy.img');
  const copied = join(place, 'copied');
  mkdirSync(copied);
  const ledger: Ledger = new Map();
  const findings: { snapshot: number; what: string }[] = [];
  let snapshots = 0;
  const station = await startFaulty(folder);
  let stopping = false;
  const senders = ['A', 'B', 'C'].map((name) => makeSender(name, ledger, [2000, 30_000]));
  const pushing = Promise.all(
    senders.map((sender) => sender.push(String(station.ready.dicom), () => !stopping)),
  );
  try {
    while (snapshots < options.snapshots && options.goOn?.() !== false) {
      snapshots += 1;
      await pause(100 + options.draw(400));
      process.kill(station.pid, 'SIGSTOP');
      // Answers that were on their way when it stopped are in the ledger before the disk is copied.
      await pause(60);
      const acknowledged: Ledger = new Map(ledger);
      copyFileSync(image, copy);
      process.kill(station.pid, 'SIGCONT');
      run('mount', '-o', 'loop', copy, copied);
      try {
        await beginStart(join(copied, 'data'));
        const proof = proveLedger(join(copied, 'data'), acknowledged);
        const { acknowledged: _counted, instances: _found, ...judged } = proof;
        if (JSON.stringify(judged) !== JSON.stringify(soundProof)) {
          findings.push({ snapshot: snapshots, what: JSON.stringify(judged) });
        }
      } finally {
        run('umount', copied);
      }
    }
  } finally {
    stopping = true;
    await pushing;
    await station.stop();
    run('umount', mount);
    run('umount', place);
    rmSync(place, { recursive: true, force: true });
  }
  return { snapshots, acknowledged: ledger.size, findings };
}
