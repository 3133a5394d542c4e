/**
 * `npm test` after set-up: every proof of the house one after the other, ended by one line
 * `N passed, N failed, N skipped`. `--fast` (npm run check) leaves out what needs a built window.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { type Outcome, runProgram, runTests } from './verify-step.ts';

interface Step {
  readonly name: string;
  readonly slow?: true;
  readonly run: () => Promise<Outcome>;
}

const steps: readonly Step[] = [
  { name: 'format and lint', run: () => runProgram('biome', ['check', '--error-on-warnings', '.']) },
  { name: 'types', run: () => runProgram('tsc', ['--pretty', 'false']) },
  { name: 'types of shared', run: () => runProgram('tsc', ['--pretty', 'false', '-p', 'shared']) },
  { name: 'build', slow: true, run: () => runProgram('node', ['scripts/build.ts']) },
  { name: 'tests', run: () => runTests('vitest.config.ts') },
  { name: 'window tests', slow: true, run: () => runTests('vitest.ui.config.ts') },
  { name: 'pack', slow: true, run: () => runProgram('node', ['scripts/pack.ts', '--no-build']) },
  { name: 'shell tests', slow: true, run: () => runTests('vitest.electron.config.ts') },
];

const fast = process.argv.includes('--fast');
const total = { passed: 0, failed: 0, skipped: 0 };
rmSync('test-output', { recursive: true, force: true });
mkdirSync('test-output', { recursive: true });

for (const step of steps) {
  if (fast && step.slow) continue;
  const started = performance.now();
  console.log(`\n== ${step.name}`);
  const outcome = await step.run();
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  total.skipped += outcome.skipped;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${step.name}: ${outcome.failed === 0 ? 'ok' : 'FAILED'}, ${seconds} s`);
}

console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
