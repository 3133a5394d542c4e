/**
 * Has arrivals described by the parsing process, under a watchdog and a memory cap: a file that takes too long or too
 * much is refused by name, the process is replaced, and whatever waited behind it goes to the next one.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import type { ArrivalFile, DescribeFile } from '../accept-arrival.ts';
import type { IntakeLog } from '../intake-log.ts';
import { type ParseAnswer, type ParseOrder, parserReady } from './parse-message.ts';
import { residentBytes } from './resident-bytes.ts';

export interface DescribeApart {
  /** Fails with a format failure, parse-timed-out or parse-failed; never rejects. */
  readonly describe: DescribeFile;
  /** Process id of the parser, null while none runs. */
  readonly pid: () => number | null;
  readonly stop: () => Promise<void>;
}

export interface DescribeApartOptions {
  readonly log: IntakeLog;
  /** For one file, in ms. */
  readonly watchdogMs?: number;
  /** Resident memory beside three times the file's size, in bytes. */
  readonly memoryBytes?: number;
  /** For tests: another parser. */
  readonly program?: string;
}

interface Waiting {
  readonly order: ParseOrder;
  readonly size: number;
  readonly settle: (described: Result<DescribedInstance>) => void;
}

/** Loading the parsers, on the slowest township PC, in ms. */
const startMs = 60_000;
const heapMb = 512;
const checkMs = 100;

export function createDescribeApart(options: DescribeApartOptions): DescribeApart {
  const { log, watchdogMs = 10_000, memoryBytes = 768 * 1024 * 1024 } = options;
  let waiting: Waiting[] = [];
  let child: ChildProcess | null = null;
  let isReady = false;
  let isStopped = false;
  let since = 0;
  let watch: NodeJS.Timeout | null = null;
  let verdict: Failure | null = null;
  let nextNumber = 1;

  function start(): ChildProcess {
    const started = fork(options.program ?? parserFile(), [], {
      execArgv: [
        ...['--permission', '--allow-fs-read=*'],
        ...[`--max-old-space-size=${heapMb}`, '--max-semi-space-size=1'],
      ],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    isReady = false;
    since = performance.now();
    verdict = null;
    started.on('message', take);
    started.once('error', (error) => log.error({ detail: String(error) }, 'the parsing process failed'));
    started.once('exit', (code, signal) => replace(started, `${signal ?? code}`));
    started.unref();
    started.channel?.unref();
    return started;
  }

  function take(answer: ParseAnswer | typeof parserReady): void {
    since = performance.now();
    if (answer === parserReady) {
      isReady = true;
      return;
    }
    const [head] = waiting;
    if (head?.order.number !== answer.number) return;
    waiting.shift();
    if (waiting.length === 0) rest();
    head.settle(answer.described);
  }

  /** The file at the head is what it died of; the others go to a new process. */
  function replace(ended: ChildProcess, how: string): void {
    if (child !== ended) return;
    child = null;
    const head = waiting.shift();
    if (head !== undefined) {
      const why = verdict ?? failure('parse-failed', { detail: `process ended (${how})` });
      log.error({ path: head.order.path, code: why.code }, why.message);
      head.settle(fail(why));
    }
    if (isStopped || waiting.length === 0) {
      rest();
      return;
    }
    child = start();
    for (const one of waiting) child.send(one.order);
  }

  function guard(): void {
    const [head] = waiting;
    const pid = child?.pid;
    if (head === undefined || child === null || pid === undefined || verdict !== null) return;
    const limit = isReady ? watchdogMs : startMs;
    const spent = performance.now() - since;
    const memory = residentBytes(pid) ?? 0;
    if (spent > limit) verdict = failure('parse-timed-out', { seconds: Math.round(limit / 1000) });
    else if (memory > memoryBytes + 3 * head.size) {
      verdict = failure('parse-failed', { detail: `${Math.round(memory / 1024 / 1024)} MB` });
    } else return;
    child.kill('SIGKILL');
  }

  function rest(): void {
    if (watch !== null) clearInterval(watch);
    watch = null;
    child?.unref();
    child?.channel?.unref();
  }

  function describe(file: ArrivalFile): Promise<Result<DescribedInstance>> {
    if (isStopped) {
      return Promise.resolve(fail(failure('internal', { detail: 'the station is stopping' })));
    }
    return new Promise((settle) => {
      const order = { number: nextNumber, path: file.path };
      nextNumber += 1;
      if (waiting.length === 0) since = performance.now();
      waiting.push({ order, size: file.size, settle });
      child ??= start();
      child.ref();
      child.channel?.ref();
      child.send(order);
      watch ??= setInterval(guard, checkMs);
    });
  }

  child = start();
  return {
    describe,
    pid: () => child?.pid ?? null,
    stop: async () => {
      isStopped = true;
      const ending = child;
      if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.kill('SIGKILL');
      await ended;
      const left = waiting;
      waiting = [];
      for (const one of left) one.settle(fail(failure('internal', { detail: 'the station is stopping' })));
    },
  };
}

/** Beside this file in a checkout (.ts), beside the bundle in the pack (parse-process.mjs). */
function parserFile(): string {
  const source = fileURLToPath(new URL('./parse-process.ts', import.meta.url));
  return existsSync(source) ? source : fileURLToPath(new URL('./parse-process.mjs', import.meta.url));
}
