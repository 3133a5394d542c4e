/** One step of `npm test`: a program that passes or fails as a whole, or a vitest run counted test by test. */
import { type StdioOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Takes what a step prints; null lets it print by itself. */
export type Say = ((text: string) => void) | null;

/** The part of vitest's JSON report that is counted. */
const testReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

/** Runs a program of node_modules/.bin (or `node`); it counts as one proof, passed on exit code 0. */
export async function runProgram(command: string, args: readonly string[], say: Say): Promise<Outcome> {
  const code = await exitCode(command, args, say);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Runs vitest with a configuration; a run that ends without a report, or fails as a whole, is one failure. */
export async function runTests(config: string, say: Say): Promise<Outcome> {
  const file = join('test-output', `${basename(config, '.ts')}.json`);
  const args = [
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const code = await exitCode('vitest', args, say);
  const report = readReport(file);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const failed = report.numFailedTests;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (code !== 0 || !report.success) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function readReport(file: string): z.infer<typeof testReport> | undefined {
  try {
    return testReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function exitCode(command: string, args: readonly string[], say: Say): Promise<number> {
  return new Promise((resolve) => {
    const stdio = say === null ? 'inherit' : (['ignore', 'pipe', 'pipe'] as const);
    const child = spawn(command, args, { stdio: stdio as StdioOptions, shell: process.platform === 'win32' });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => say?.(text));
    }
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}
