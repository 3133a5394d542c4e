/** A program of ours as a child process: started by the command line as anyone would, ready when it says so, killable. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** What bundle-program.ts makes. */
export const bundledCommand = join(root, 'test-output', 'program', 'yuanzhen.mjs');

/** Under vitest the bundle that bundle-program.ts made before the tests; a soak runs the sources. */
export const command =
  process.env.VITEST !== undefined && existsSync(bundledCommand)
    ? bundledCommand
    : join(root, 'cli', 'yuanzhen.mjs');

export interface Program {
  /** The ready line the program printed. */
  readonly ready: Record<string, string | boolean | null>;
  readonly pid: number;
  /** Everything it wrote to stderr, for a failed test's message. */
  errors(): string;
  /** kill -9 and wait for the end. */
  kill(): Promise<void>;
  /** SIGTERM and wait; the exit code. */
  stop(): Promise<number | null>;
}

/** Programs still running: none may outlive the tests that started it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts `yuanzhen …` and waits for its ready line; throws with its stderr when it ends before. */
export async function startProgram(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  program = command,
): Promise<Program> {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let errors = '';
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = await new Promise<Program['ready']>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${args[0]} not ready in 5 min: ${output}${errors}`)),
      300_000,
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const line = output.split('\n').find((text) => text.includes('"ready":true'));
      if (line === undefined) return;
      clearTimeout(timer);
      resolve(JSON.parse(line));
    });
    void ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`${args[0]} ended with ${code}: ${output}${errors}`));
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  return {
    ready,
    pid: child.pid ?? -1,
    errors: () => errors,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

/** Runs `yuanzhen …` to its end. */
export async function runCommand(
  args: readonly string[],
): Promise<{ code: number | null; lines: Array<Record<string, unknown>>; errors: string }> {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, lines, errors };
}
