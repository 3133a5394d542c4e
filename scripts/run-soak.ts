/**
 * `npm run soak -- NAME [--seconds N] [--cases N] [--seed N]`: runs soak/NAME.ts for that long, prints one JSON line, keeps
 * the seeds of what it found in test-output/soak/; without a name it lists what can be soaked.
 */
import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SoakProgram } from '../soak/soak-program.ts';

const folder = join(import.meta.dirname, '..', 'soak');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'soak-program.ts')
  .map((file) => file.slice(0, -3));
const number = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  options: { seconds: number, cases: number, seed: number },
  allowPositionals: true,
});
const [name] = positionals;

if (name === undefined || !names.includes(name)) {
  console.error('npm run soak -- NAME [--seconds N] [--cases N] [--seed N], one of:');
  for (const each of names) console.error(`  ${each}: ${(await load(each)).says}`);
  process.exit(2);
}

const program = await load(name);
const limits = {
  seconds: Number(values.seconds ?? 3600),
  cases: Number(values.cases ?? 1_000_000),
  seed: Number(values.seed ?? Date.now() % 0x7fff_ffff),
};
const started = performance.now();
const outcome = await program.run(limits);
const seconds = Math.round((performance.now() - started) / 1000);
const { cases, findings, figures } = outcome;
console.log(
  JSON.stringify({ soak: name, seed: limits.seed, seconds, cases, findings: findings.length, ...figures }),
);
if (findings.length > 0) {
  const kept = join('test-output', 'soak');
  mkdirSync(kept, { recursive: true });
  for (const finding of findings) {
    appendFileSync(join(kept, `${name}.jsonl`), `${JSON.stringify(finding)}\n`);
    console.error(`seed ${finding.seed}: ${finding.what}`);
  }
}
process.exit(findings.length === 0 ? 0 : 1);

async function load(name: string): Promise<SoakProgram> {
  const loaded: { soak: SoakProgram } = await import(join(folder, `${name}.ts`));
  return loaded.soak;
}
