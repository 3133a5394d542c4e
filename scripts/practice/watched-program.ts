/**
 * One program of the practice region as a child process: ready when its JSON line says so, started again with growing
 * pauses when it ends unasked, stopped by SIGTERM. Its complaints go into a log file of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { z } from 'zod';
import { words } from '../words.ts';

export interface ProgramPlan {
  /** For the person: named when it crashes. */
  readonly name: string;
  /** Arguments of Node, made anew for each start. */
  readonly args: () => readonly string[];
  readonly logFile: string;
  /** Aborted when everything is being stopped: Ctrl-C reaches each program by itself, and none of them has crashed then. */
  readonly ending: AbortSignal;
}

const readyLine = z.looseObject({ ready: z.literal(true) });
export type ReadyLine = z.infer<typeof readyLine>;

export interface WatchedProgram {
  readonly ready: ReadyLine;
  readonly pid: () => number | undefined;
  stop(): Promise<void>;
}

const pauses = [500, 1000, 2000, 5000, 10_000] as const;
const settledMs = 30_000;
const readyLimitMs = 60_000;
const stopLimitMs = 10_000;

/** Starts it; throws with its own last words when the first start fails. `say` gets one line for each crash. */
export async function watchProgram(plan: ProgramPlan, say: (line: string) => void): Promise<WatchedProgram> {
  let child: ChildProcess | null = null;
  let stopping = false;
  let failures = 0;

  const start = (): Promise<ReadyLine> => {
    const startedAt = Date.now();
    const own = spawn(process.execPath, [...plan.args()], { stdio: ['ignore', 'pipe', 'pipe'] });
    child = own;
    let lastWords = '';
    own.stderr.on('data', (bytes: Buffer) => {
      lastWords = (lastWords + bytes.toString()).slice(-2000);
      appendFileSync(plan.logFile, bytes);
    });
    return new Promise((resolve, reject) => {
      let isReady = false;
      let heard = '';
      const limit = setTimeout(() => own.kill('SIGKILL'), readyLimitMs);
      own.stdout.on('data', (bytes: Buffer) => {
        if (isReady) return;
        heard += bytes.toString();
        const line = heard
          .split('\n')
          .slice(0, -1)
          .map(parseReady)
          .find((each) => each !== null);
        if (!line) return;
        isReady = true;
        clearTimeout(limit);
        resolve(line);
      });
      own.once('error', reject);
      own.once('close', (code, signal) => {
        clearTimeout(limit);
        if (child === own) child = null;
        if (!isReady) reject(new Error(`${plan.name}: ${(lastWords || heard).trim() || (signal ?? code)}`));
        if (stopping || plan.ending.aborted || (!isReady && failures === 0)) return;
        failures = Date.now() - startedAt > settledMs ? 1 : failures + 1;
        restartAfter(pauses[Math.min(failures - 1, pauses.length - 1)] ?? 10_000, signal ?? code);
      });
    });
  };

  const restartAfter = (pauseMs: number, why: string | number | null): void => {
    say(
      words(
        `${plan.name} 意外结束(${why}),${pauseMs} 毫秒后重新启动`,
        `${plan.name} ended unasked (${why}), starting again in ${pauseMs} ms`,
      ),
    );
    setTimeout(() => {
      if (!stopping && !plan.ending.aborted) void start().catch(() => undefined);
    }, pauseMs);
  };

  const ready = await start();
  return {
    ready,
    pid: () => child?.pid,
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
        own.kill('SIGTERM');
      });
    },
  };
}

function parseReady(line: string): ReadyLine | null {
  try {
    return readyLine.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
