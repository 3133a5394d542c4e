/** One step of `npm test`: a program that passes or fails as a whole, or a vitest run counted test by test. */
import { type StdioOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, a line each: told again at the very end, where a long log is read first. */
  readonly failures: readonly string[];
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
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Runs a program of node_modules/.bin (or `node`); it counts as one proof, passed on exit code 0. */
export async function runProgram(command: string, args: readonly string[], say: Say): Promise<Outcome> {
  const code = await exitCode(command, args, say);
  return code === 0
    ? { passed: 1, failed: 0, skipped: 0, failures: [] }
    : { passed: 0, failed: 1, skipped: 0, failures: [`${[command, ...args].join(' ')}: exit code ${code}`] };
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
  if (report === undefined)
    return { passed: 0, failed: 1, skipped: 0, failures: [`${config}: ended without a report`] };
  const failed = report.numFailedTests;
  const whole = failed === 0 && (code !== 0 || !report.success);
  const failures = failuresOf(report);
  return {
    passed: report.numPassedTests,
    failed: whole ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: whole && failures.length === 0 ? [`${config}: failed as a whole, exit code ${code}`] : failures,
  };
}

/** Each failed test, or file that failed before its tests, with the head of what it said. */
function failuresOf(report: z.infer<typeof testReport>): readonly string[] {
  return report.testResults.flatMap((file) => {
    const path = relative('.', file.name);
    const tests = file.assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length === 0) return file.status === 'failed' ? [`${path}\n${headOf(file.message)}`] : [];
    return tests.map(
      (test) => `${path} > ${test.fullName}\n${headOf(test.failureMessages?.join('\n') ?? '')}`,
    );
  });
}

/** The first lines of a failure, indented: what was expected and where. */
function headOf(message: string): string {
  return stripVTControlCharacters(message)
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 240)}`)
    .join('\n');
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
