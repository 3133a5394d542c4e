/**
 * T2: what an acknowledgement stands on, read from the system calls: fsync of the file and of the folder it lies in, rename,
 * commit, answer. A power cut leaves one of the two names, and the next start looks at both.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeDataSet, makeFacts } from './rig/data-set.ts';
import { associate, readStatus, release, storeMessage } from './rig/raw-scu.ts';

const stationProcess = fileURLToPath(new URL('./rig/station-process.ts', import.meta.url));
const instances = 25;

/** Tracing another process is forbidden in some containers, and strace is missing in others. */
function canTrace(): boolean {
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Call {
  readonly name: string;
  readonly text: string;
  /** Lines of the trace at which it began and ended. */
  readonly begun: number;
  readonly ended: number;
}

/** Calls of all threads; one that another thread's line cut in two is put together again. */
function readCalls(trace: string): Call[] {
  const open = new Map<string, { name: string; text: string; begun: number }>();
  const calls: Call[] = [];
  for (const [line, text] of trace.split('\n').entries()) {
    const [, thread = '', resumed, name = ''] = /^(\d+) +(<\.\.\. )?(\w+)/.exec(text) ?? [];
    if (resumed !== undefined) {
      const begun = open.get(thread);
      open.delete(thread);
      if (begun !== undefined) calls.push({ ...begun, text: begun.text + text, ended: line });
    } else if (text.includes('<unfinished ...>')) open.set(thread, { name, text, begun: line });
    else if (name !== '') calls.push({ name, text, begun: line, ended: line });
  }
  return calls.sort((a, b) => a.begun - b.begun);
}

test.runIf(canTrace())(
  'every acknowledgement comes after its five steps, in their order',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-trace-'));
    const traceFile = join(folder, 'trace');
    const traced = 'openat,fsync,fdatasync,rename,renameat,renameat2,pwrite64,write,writev,sendto,sendmsg';
    const tracer = spawn(
      'strace',
      [
        '-f',
        '-y',
        '-e',
        `trace=${traced}`,
        '-o',
        traceFile,
        process.execPath,
        stationProcess,
        join(folder, 'data'),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const address = await new Promise<string>((resolve) =>
      tracer.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString().trim())),
    );
    const scu = await associate(address);
    for (let at = 0; at < instances; at += 1) {
      const facts = makeFacts({ pixelBytes: at % 2 === 0 ? 60_000 : 1_500_000, fill: at });
      scu.write(storeMessage(facts, makeDataSet(facts), { messageId: at + 1, fragments: 24 }));
      expect(await readStatus(scu)).toBe(0);
    }
    await release(scu);
    const ended = new Promise((resolve) => tracer.once('exit', resolve));
    const [child] = readFileSync(`/proc/${tracer.pid}/task/${tracer.pid}/children`, 'utf8').trim().split(' ');
    process.kill(Number(child), 'SIGKILL');
    await ended;

    const calls = readCalls(readFileSync(traceFile, 'utf8'));
    // One that finds its folder missing is done again when that is made.
    const renames = calls.filter(
      (call) =>
        call.name.startsWith('rename') && call.text.includes('/incoming/') && !call.text.includes('ENOENT'),
    );
    expect(renames).toHaveLength(instances);
    const isLog = (call: Call): boolean => /-wal>/.test(call.text);
    for (const rename of renames) {
      const [, from = '', incoming = ''] =
        /"(([^"]*\/incoming)\/[^"]+)".*"[^"]*\/objects\/\w\w\/\w\w\/\w{64}"/.exec(rename.text) ?? [];
      expect(from).not.toBe('');
      const isSync = (call: Call, path: string) =>
        /^f(data)?sync$/.test(call.name) && call.text.includes(`<${path}>`);
      const content = calls.find((call) => isSync(call, from));
      expect(content?.ended, 'fsync of the temporary file before rename').toBeLessThan(rename.begun);
      const made = calls.find((call) => call.name === 'openat' && call.text.includes(`"${from}"`));
      const entry = calls.find((call) => isSync(call, incoming) && call.begun > (made?.ended ?? 0));
      expect(made?.text, 'the temporary file is made anew').toContain('O_EXCL');
      expect(entry?.ended, 'fsync of its folder before rename').toBeLessThan(rename.begun);
      const rows = calls.find(
        (call) => isLog(call) && /^pwrite64|^write/.test(call.name) && call.begun > rename.ended,
      );
      expect(rows, 'the index is written after rename').toBeDefined();
      const commit = calls.find(
        (call) => isLog(call) && /^f(data)?sync$/.test(call.name) && call.begun > (rows?.ended ?? 0),
      );
      expect(commit, 'fsync of the index after it was written').toBeDefined();
      const answer = calls.find(
        (call) =>
          /^(write|writev|sendto|sendmsg)$/.test(call.name) &&
          /<(TCP|socket):/.test(call.text) &&
          call.begun > rename.begun,
      );
      expect(commit?.ended, 'answer only after the commit').toBeLessThan(answer?.begun ?? 0);
    }
    rmSync(folder, { recursive: true });
  },
  120_000,
);
