/**
 * Bench `inspect`: files described per second, all over the same folder in one run: our inspection and bare dicom-parser in
 * one process, the command `yuanzhen inspect` as a person types it, and DCMTK's dcmdump, on the list and on eight times it.
 * Arguments: a folder (the shared DICOM data when it is there, else synthetic files).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as dicomParserPackage from 'dicom-parser';
import { inspectBytes } from '#shared/formats/inspect-bytes.ts';
import { findBytes } from '../main/bytes/find-bytes.ts';
import { inflateBounded } from '../main/bytes/inflate-bounded.ts';
import { everySeed } from '../test/builders/every-syntax.ts';
import { hasSharedData, sharedDataFolder } from '../test/rig/shared-data.ts';

const parser =
  (dicomParserPackage as unknown as { default?: typeof dicomParserPackage }).default ?? dicomParserPackage;
const rounds = 5;
const made = mkdtempSync(join(tmpdir(), 'inspect-'));
const files = process.argv[2]
  ? listFiles(process.argv[2])
  : hasSharedData
    ? listFiles(`${sharedDataFolder}dicom`)
    : synthetic();

const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
const results: Record<string, { filesPerSecond: number; read: number }> = {};
// In one process from bytes in memory, many passes a round: reading a file costs both alike, and more than either parser.
const inMemory = files.map((path) => new Uint8Array(readFileSync(path)));
const passes = 20;
measureAll(
  {
    yuanzhenInProcess: () =>
      countRead((given) => inspectBytes(given, { inflate: inflateBounded, findBytes }).ok),
    dicomParserInProcess: () =>
      countRead((given) => {
        parser.parseDicom(given);
        return true;
      }),
  },
  passes * files.length,
);
measureAll({
  yuanzhenCommand: () => runCommand(files),
  ...(hasDcmdump() ? { dcmdump: () => runDcmdump(files) } : {}),
});
// A folder as an archive has them, where the start of a program is no longer what is measured.
const folder = Array.from({ length: 8 }, () => files).flat();
measureAll(
  {
    yuanzhenCommandEightfold: () => runCommand(folder),
    ...(hasDcmdump() ? { dcmdumpEightfold: () => runDcmdump(folder) } : {}),
  },
  folder.length,
);
rmSync(made, { recursive: true, force: true });
console.log(
  JSON.stringify({
    bench: 'inspect',
    files: files.length,
    megabytes: Math.round(bytes / 1e6),
    rounds,
    ...results,
  }),
);

/** Rounds are taken in turn, so that a busy neighbour falls on all alike; the best of each is what it can do. */
function measureAll(ways: Readonly<Record<string, () => number>>, count = files.length): void {
  const best: Record<string, number> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(ways)) {
      const from = performance.now();
      const read = run();
      const seconds = (performance.now() - from) / 1000;
      best[name] = Math.min(best[name] ?? seconds, seconds);
      results[name] = { filesPerSecond: Math.round(count / best[name]), read };
    }
  }
}

function runCommand(paths: readonly string[]): number {
  const args = ['cli/yuanzhen.mjs', 'inspect', '--json', ...paths];
  const run = spawnSync(process.execPath, args, { maxBuffer: 1 << 30, encoding: 'utf8' });
  return run.stdout.split('\n').filter((line) => line.includes('"ok":true')).length;
}

function runDcmdump(paths: readonly string[]): number {
  const run = spawnSync('dcmdump', ['-q', ...paths], { maxBuffer: 1 << 30, encoding: 'latin1' });
  return run.stdout.split('# Dicom-Data-Set').length - 1;
}

/** Files of one pass that were read. */
function countRead(read: (bytes: Uint8Array) => boolean): number {
  let count = 0;
  for (let pass = 0; pass < passes; pass++) {
    count = 0;
    for (const bytes of inMemory) {
      try {
        if (read(bytes)) count++;
      } catch {
        // A parser that throws has not read it.
      }
    }
  }
  return count;
}

function hasDcmdump(): boolean {
  try {
    execFileSync('dcmdump', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function synthetic(): string[] {
  return everySeed().map(({ bytes }, index) => {
    const path = join(made, `${index}.dcm`);
    writeFileSync(path, bytes);
    return path;
  });
}
