/**
 * `npm test` after set-up: every proof of the house, ended by one line
 * `N passed, N failed, N skipped`. `--fast` (npm run check) leaves out what needs a built window.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { type Outcome, runProgram, runTests, type Say } from './verify-step.ts';

interface Step {
  readonly name: string;
  readonly slow?: true;
  /** `say` takes what it prints when it runs beside others: told in one piece at its end. */
  readonly run: (say: Say) => Promise<Outcome>;
}

/** One after the other; what stands in one row runs side by side. */
const rows: readonly (readonly Step[])[] = [
  [
    {
      name: 'format and lint',
      run: (say) => runProgram('biome', ['check', '--error-on-warnings', '.'], say),
    },
    { name: 'types', run: (say) => runProgram('tsc', ['--pretty', 'false'], say) },
    { name: 'types of shared', run: (say) => runProgram('tsc', ['--pretty', 'false', '-p', 'shared'], say) },
    { name: 'build', slow: true, run: (say) => runProgram('node', ['scripts/build.ts'], say) },
  ],
  [{ name: 'tests', run: (say) => runTests('vitest.config.ts', say) }],
  [
    { name: 'window tests', slow: true, run: (say) => runTests('vitest.ui.config.ts', say) },
    { name: 'pack', slow: true, run: (say) => runProgram('node', ['scripts/pack.ts', '--no-build'], say) },
  ],
  [{ name: 'shell tests', slow: true, run: (say) => runTests('vitest.electron.config.ts', say) }],
];

const fast = process.argv.includes('--fast');
const began = performance.now();
const total = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];
rmSync('test-output', { recursive: true, force: true });
mkdirSync('test-output', { recursive: true });

for (const row of rows) await Promise.all(row.filter((step) => !fast || !step.slow).map(take));

async function take(step: Step, _at: number, { length }: readonly Step[]): Promise<void> {
  const started = performance.now();
  let told = '';
  console.log(`\n== ${step.name}`);
  const outcome = await step.run(
    length === 1
      ? null
      : (text) => {
          told += text;
        },
  );
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  total.skipped += outcome.skipped;
  failures.push(...outcome.failures);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${told}== ${step.name}: ${outcome.failed === 0 ? 'ok' : 'FAILED'}, ${seconds} s`);
}

if (failures.length > 0) console.log(`\n== failed\n${failures.join('\n')}`);
console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s in all`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
