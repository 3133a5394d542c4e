/** The listeners that are compared: each a process of its own on loopback, storing on the same disk. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Listener {
  readonly name: string;
  readonly port: number;
  /** Of the process and those it started. */
  readonly peakRssMb: () => number;
  /** What they hold just now, in MB: the code that they share is counted once. */
  readonly memoryMb: () => number;
  /** Processor time that the process, those it started and those of them that ended have taken, in ms. */
  readonly processorMs: () => number;
  readonly stop: () => Promise<void>;
}

type MakeListener = (folder: string) => Promise<Listener | string>;

const calledAet = 'YUANZHEN';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('connect', () => socket.destroy());
    socket.once('error', () => resolve(false));
  });
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function start(
  name: string,
  program: string,
  args: readonly string[],
  port: number,
): Promise<Listener> {
  const child = spawn(program, args, {
    stdio: 'ignore',
    env: { ...process.env, TCP_NODELAY: '1' },
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; ; tries += 1) {
    if (await answers(port)) break;
    if (tries > 300 || child.exitCode !== null) throw new Error(`${name} does not listen`);
    await pause(100);
  }
  return {
    name,
    port,
    peakRssMb: () => processesOf(child).reduce((sum, pid) => sum + peakOf(pid), 0),
    memoryMb: () => memoryOf(processesOf(child)),
    processorMs: () => processesOf(child).reduce((sum, pid) => sum + processorOf(pid), 0),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

function processesOf(child: ChildProcess): number[] {
  const { pid } = child;
  if (pid === undefined) return [];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...children.split(' ').filter(Boolean).map(Number)];
}

function peakOf(pid: number): number {
  const match = /^VmHWM:\s+(\d+) kB/m.exec(factsOf(pid, 'status'));
  return Math.round(Number(match?.[1] ?? 0) / 1024);
}

/** What Linux tells of a process; nothing of one that has ended since it was listed, as a peer's child may between two looks. */
function factsOf(pid: number, file: 'status' | 'smaps_rollup' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH' || code === 'ENOENT') return '';
    throw error;
  }
}

/** The first process whole, of the others what is theirs alone. */
function memoryOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid, at) => {
    const text = factsOf(pid, 'smaps_rollup');
    const of = (name: string): number => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return of('Rss') - (at === 0 ? 0 : of('Shared_Clean'));
  });
  return Math.round(kilobytes.reduce((sum, one) => sum + one, 0) / 1024);
}

/** utime, stime, cutime and cstime of proc(5), counted in hundredths of a second on Linux. */
function processorOf(pid: number): number {
  const stat = factsOf(pid, 'stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}

const yuanzhen: MakeListener = async (folder) => {
  const port = await freePort();
  // The bundle is what the pack carries: from sources every process would hold the compiler and a thousand files too.
  const station = join(import.meta.dirname, '..', '..', 'out', 'station', 'yuanzhen.mjs');
  const args = [
    ...[station, 'station', '--data', join(folder, 'station'), '--role', 'reader'],
    ...['--exchange', 'http://127.0.0.1:9', '--token', 'bench', '--name', 'bench'],
    ...['--dicom', `127.0.0.1:${port}`, '--aet', calledAet, '--allow', 'BENCH@127.0.0.1'],
  ];
  return start('yuanzhen', process.execPath, args, port);
};

const storescp: MakeListener = async (folder) => {
  if (!isInstalled('storescp')) return 'storescp';
  const port = await freePort();
  const out = join(folder, 'storescp');
  mkdirSync(out);
  // Bit-preserving and forking: what it is quickest with, and what many associations at once need.
  return start('storescp', 'storescp', ['-B', '--fork', '-aet', calledAet, '-od', out, `${port}`], port);
};

const bare: MakeListener = async (folder) => {
  const port = await freePort();
  const out = join(folder, 'bare');
  for (const name of ['incoming', 'objects']) mkdirSync(join(out, name), { recursive: true });
  return start(
    'bare',
    process.execPath,
    [join(import.meta.dirname, 'bare-listener.mjs'), `${port}`, out],
    port,
  );
};

const orthanc: MakeListener = async (folder) => {
  if (!isInstalled('Orthanc')) return 'orthanc';
  const port = await freePort();
  const own = join(folder, 'orthanc');
  mkdirSync(own);
  const file = join(own, 'orthanc.json');
  const settings = {
    Name: 'bench',
    StorageDirectory: own,
    IndexDirectory: own,
    HttpServerEnabled: false,
    DicomAet: calledAet,
    DicomPort: port,
    DicomCheckCalledAet: false,
    DicomAlwaysAllowStore: true,
    Plugins: [],
  };
  writeFileSync(file, JSON.stringify(settings));
  return start('orthanc', 'Orthanc', [file], port);
};

const dcmjsDimse: MakeListener = async (folder) => {
  const port = await freePort();
  const out = join(folder, 'dcmjs-dimse');
  mkdirSync(out);
  const program = join(import.meta.dirname, 'dcmjs-listener.mjs');
  return start('dcmjs-dimse', process.execPath, [program, `${port}`, out], port);
};

export const listeners: readonly MakeListener[] = [yuanzhen, storescp, bare, orthanc, dcmjsDimse];
