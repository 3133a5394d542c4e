/**
 * Soak `patients`: the first objects of one new patient come over two connections at once, thousands of times, over real HTTP
 * against an exchange with its own database. In the end there is one record and one deposit for each. `--cases` are the pairs.
 */
import { startTestExchange } from '../test/rig/exchange.ts';
import { addPatientsCast, raceFirstObjects } from '../test/rig/patients.ts';
import type { SoakProgram } from './soak-program.ts';

const most = 10_000;
const batch = 250;

export const soak: SoakProgram = {
  says: `${most} racing first objects of one patient each: no patient and no study twice`,
  run: async (limits) => {
    const exchange = await startTestExchange();
    const end = performance.now() + limits.seconds * 1000;
    const wanted = Math.min(limits.cases, most);
    const findings: { seed: number; what: string }[] = [];
    let cases = 0;
    try {
      const { east } = await addPatientsCast(exchange);
      while (cases < wanted && performance.now() < end) {
        const pairs = Math.min(batch, wanted - cases);
        const prefix = `S${cases.toString(36)}X`;
        const found = await raceFirstObjects(exchange, east, { pairs, parallel: 8, prefix });
        if (found.patients !== pairs || found.deposits !== pairs || found.duplicates.length > 0) {
          findings.push({ seed: limits.seed, what: JSON.stringify({ prefix, ...found }) });
        }
        cases += pairs;
      }
    } finally {
      await exchange.stop();
    }
    return { cases, findings, figures: { duplicates: findings.length } };
  },
};
