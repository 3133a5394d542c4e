/** The practice region in a box: exchange, the township's station, the reader's station and the simulated day, each its own process. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { devices } from '../../practice/devices.ts';
import { pickPort } from './pick-port.ts';
import { type WatchedProgram, watchProgram } from './watched-program.ts';

const root = join(import.meta.dirname, '..', '..');
const usualPorts = { exchange: 18080, reader: 18081, clinic: 18082, dicom: 11112 } as const;
const aet = 'YUANZHEN';

const accountsSchema = z.object({
  accounts: z.array(z.object({ role: z.string(), name: z.string(), site: z.string().nullable() })),
  stations: z.array(
    z.object({
      role: z.enum(['clinic', 'reader']),
      site: z.string().nullable(),
      name: z.string(),
      secret: z.string(),
    }),
  ),
});

export interface StationPipe {
  readonly pipe: string;
  readonly secretFile: string;
  readonly secret: string;
}

export interface PracticeRegion {
  readonly reader: StationPipe;
  readonly clinic: StationPipe;
  readonly dicom: string;
  readonly aet: string;
  readonly watchFolder: string;
  readonly exchange: string;
  readonly hosted: { readonly reader: string; readonly clinic: string };
  /** Process ids by name, for a test that kills them. */
  pids(): Record<string, number | undefined>;
  /** Lets the township's day begin. */
  startDay(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts everything but the day in its order; throws with the words of the program that could not start. */
export async function startPracticeRegion(
  data: string,
  say: (line: string) => void,
  ending: AbortSignal,
): Promise<PracticeRegion> {
  const stopped = new AbortController();
  const allEnding = AbortSignal.any([ending, stopped.signal]);
  const programs = new Map<string, WatchedProgram>();
  const logs = join(data, 'logs');
  const watchFolder = join(data, 'township-inbox');
  for (const folder of [data, logs, watchFolder]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The path of a Unix socket may not be longer than about a hundred bytes, so the pipes lie in a short folder.
  const run = mkdtempSync(join(tmpdir(), 'yuanzhen-'));
  chmodSync(run, 0o700);
  const pipeOf = (name: string): StationPipe => {
    const secret = randomBytes(32).toString('base64url');
    const secretFile = join(run, `${name}.secret`);
    writeFileSync(secretFile, secret, { mode: 0o600 });
    const pipe =
      process.platform === 'win32' ? `\\\\.\\pipe\\${randomBytes(8).toString('hex')}` : join(run, name);
    return { pipe, secretFile, secret };
  };
  const start = async (name: string, args: readonly string[]): Promise<WatchedProgram> => {
    ending.throwIfAborted();
    const logFile = join(logs, `${name}.log`);
    const started = await watchProgram({ name, args: () => args, logFile, ending: allEnding }, say);
    programs.set(name, started);
    return started;
  };
  const stop = async (): Promise<void> => {
    stopped.abort();
    for (const program of [...programs.values()].reverse()) await program.stop();
    rmSync(run, { recursive: true, force: true });
  };
  const command = join(root, 'cli', 'yuanzhen.mjs');
  const loopback = async (port: number) => `127.0.0.1:${await pickPort(port)}`;

  try {
    const exchangeData = join(data, 'exchange');
    const listen = await loopback(usualPorts.exchange);
    const exchange = await start('exchange', [
      ...[command, 'exchange', '--simulation'],
      ...['--data', exchangeData, '--listen', listen],
    ]);
    const exchangeUrl = String(exchange.ready.exchange);
    const accountsFile = join(exchangeData, 'practice-accounts.json');
    const { accounts, stations } = accountsSchema.parse(JSON.parse(readFileSync(accountsFile, 'utf8')));
    const clinicStation = stations.find((each) => each.role === 'clinic');
    const readerStation = stations.find((each) => each.role === 'reader');
    if (!clinicStation || !readerStation) throw new Error(`${accountsFile}: no stations`);
    const nurse = accounts.find((each) => each.role === 'clinic' && each.site === clinicStation.site);
    const doctor = accounts.find((each) => each.role === 'radiologist');
    const clinic = pipeOf('clinic');
    const reader = pipeOf('reader');
    const dayData = join(data, 'day');
    const stationArguments = async (
      station: typeof clinicStation,
      own: StationPipe,
      person: string,
    ): Promise<string[]> => [
      ...[command, 'station', '--data', join(data, station.role), '--role', station.role],
      ...['--exchange', exchangeUrl, '--name', station.name, '--token', station.secret],
      ...['--hosted', await loopback(usualPorts[station.role])],
      ...['--pipe', own.pipe, '--pipe-secret-file', own.secretFile],
      ...['--sign-in-file', accountsFile, '--sign-in-as', person],
      ...['--practice-file', join(dayData, 'control.json')],
    ];
    const dicom = await loopback(usualPorts.dicom);
    // The invented devices, by name and from this machine only.
    const allowed = Object.values(devices).flatMap((device) => ['--allow', `${device.aeTitle}@127.0.0.1`]);
    const listening = ['--dicom', dicom, '--aet', aet, ...allowed, '--watch', watchFolder];
    const clinicArguments = await stationArguments(clinicStation, clinic, nurse?.name ?? '');
    const readerArguments = await stationArguments(readerStation, reader, doctor?.name ?? '');
    const clinicStart = start('clinic', [...clinicArguments, ...listening]);
    const readerStart = start('reader', readerArguments);
    // Both have ended one way or the other before a failure of one stops everything.
    await Promise.allSettled([clinicStart, readerStart]);
    const [clinicProgram, readerProgram] = [await clinicStart, await readerStart];
    const startDay = async (): Promise<void> => {
      await start('day', [
        join(root, 'practice', 'practice-day.ts'),
        ...['--data', dayData, '--station-pipe', clinic.pipe, '--station-secret-file', clinic.secretFile],
        ...['--accounts', accountsFile, '--site', clinicStation.site ?? ''],
        ...['--dicom', dicom, '--aet', aet, '--watch', watchFolder],
      ]);
    };
    const hosted = { reader: String(readerProgram.ready.hosted), clinic: String(clinicProgram.ready.hosted) };
    const pids = () => Object.fromEntries([...programs].map(([name, program]) => [name, program.pid()]));
    return { reader, clinic, dicom, aet, watchFolder, exchange: exchangeUrl, hosted, pids, startDay, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
