/**
 * The station this shell owns: its own Node 24 process beside the window, with a fresh secret at every start, watched and
 * started again with growing pauses. Nothing of it runs inside Electron.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StationEndpoint } from './station-door.ts';

export interface StationPlan {
  /** The Node 24 binary that comes with the program. */
  readonly node: string;
  /** `yuanzhen.mjs`, the command line of the program. */
  readonly program: string;
  readonly dataFolder: string;
  /** Added to the environment of the station. */
  readonly env: Readonly<Record<string, string>>;
  /** The machine's part of the keys' seal out of the system's store; null where the station keeps its own. */
  readonly seal: string | null;
  /** Options of `yuanzhen station` beyond data folder and pipe. */
  readonly options: readonly string[];
}

export type StationStart =
  | { readonly state: 'up' }
  | { readonly state: 'refused'; readonly words: string }
  | { readonly state: 'late' };

export interface StationProcess {
  readonly endpoint: StationEndpoint;
  /** Up, refused for good by what it was told (with its own words), or neither within the time. */
  whenReady(limitMs: number): Promise<StationStart>;
  /** Asks it to stop, and waits; kills it when it does not listen. */
  stop(): Promise<void>;
}

const pauses = [500, 1000, 2000, 5000, 10_000] as const;
/** A station that lived this long starts again at once; only one that dies young waits longer each time. */
const settledMs = 30_000;
const stopLimitMs = 8000;
/** Wrong usage: what the station was told is missing or wrong, and starting again changes nothing. */
const usageCode = 2;

/** Starts the station and keeps it running until `stop`. `say` gets one line when it ends unasked. */
export function startStation(plan: StationPlan, say: (line: string) => void): StationProcess {
  const folder = join(plan.dataFolder, 'run');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const secretFile = join(folder, 'secret');
  const pipe =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\yuanzhen-${randomBytes(8).toString('hex')}`
      : join(folder, 's');
  let secret = '';
  let child: ChildProcess | null = null;
  let stopping = false;
  let failures = 0;
  let settle: (start: StationStart) => void = () => undefined;
  const started = new Promise<StationStart>((resolve) => {
    settle = resolve;
  });
  run();

  function run(): void {
    secret = randomBytes(32).toString('base64url');
    rmSync(secretFile, { force: true });
    writeFileSync(secretFile, secret, { mode: 0o600 });
    const startedAt = Date.now();
    let lastWords = '';
    const place = ['--data', plan.dataFolder, '--pipe', pipe, '--pipe-secret-file', secretFile];
    const args = ['station', '--starter-stdin', ...place];
    const own = spawn(plan.node, [plan.program, ...args, ...plan.options], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...plan.env },
      windowsHide: true,
    });
    child = own;
    own.stdin.on('error', () => undefined);
    // The pipe stays open while this shell lives: a shell that is killed takes its station along by the end of it.
    own.stdin.write(`${plan.seal ?? ''}\n`);
    own.stdout.on('data', (bytes: Buffer) => {
      if (bytes.includes('"ready":true')) settle({ state: 'up' });
    });
    own.stderr.on('data', (bytes: Buffer) => {
      lastWords = (lastWords + bytes.toString()).slice(-2000);
      process.stderr.write(bytes);
    });
    own.once('error', (error) => say(`station: ${error.message}`));
    own.once('close', (code, signal) => {
      if (child === own) child = null;
      if (stopping) return;
      if (code === usageCode) {
        settle({ state: 'refused', words: lastWords.trim() });
        return;
      }
      failures = Date.now() - startedAt > settledMs ? 0 : failures + 1;
      const pause = pauses[Math.min(failures, pauses.length - 1)] ?? 10_000;
      say(`station ended (${signal ?? code}), starting again in ${pause} ms`);
      setTimeout(() => {
        if (!stopping) run();
      }, pause);
    });
  }

  return {
    endpoint: { pipe, secret: () => secret },
    whenReady: (limitMs) =>
      Promise.race([
        started,
        new Promise<StationStart>((resolve) => setTimeout(() => resolve({ state: 'late' }), limitMs)),
      ]),
    stop: () => {
      stopping = true;
      const own = child;
      if (own === null) return Promise.resolve();
      return new Promise((resolve) => {
        const hard = setTimeout(() => own.kill('SIGKILL'), stopLimitMs);
        own.once('close', () => {
          clearTimeout(hard);
          resolve();
        });
        // Windows knows no signal that asks: there `kill` would cut the station off in the middle of a write.
        own.stdin?.end();
      });
    },
  };
}
