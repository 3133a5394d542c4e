import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestExchange, type TestExchange } from '../../rig/exchange.ts';
import {
  addPatientsCast,
  type PatientsCast,
  placeOrderFor,
  raceFirstObjects,
  recordsOf,
  wang,
} from '../../rig/patients.ts';

/** The first objects of one patient come over several connections at once; `npm run soak -- patients` does it 10,000 times. */
describe('racing first objects of one patient', () => {
  let exchange: TestExchange;
  let cast: PatientsCast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addPatientsCast(exchange);
  });
  afterAll(() => exchange.stop());

  it('end in one record and one deposit, 200 times', async () => {
    const outcome = await raceFirstObjects(exchange, cast.east, { pairs: 200, parallel: 4, prefix: 'R' });
    expect(outcome).toEqual({ patients: 200, deposits: 200, deposited: 200, duplicates: [] });
  }, 240_000);

  it('end in one record when orders of two townships and their studies race, and never in a doubled proposal', async () => {
    const patient = { ...wang, id: 'Q1', name: '秦时月', birthDate: '1931-01-01' };
    await Promise.all(
      Array.from({ length: 12 }, (_, at) => placeOrderFor(at % 2 === 0 ? cast.east : cast.west, patient)),
    );
    expect(await recordsOf(cast.registrar, '秦时月')).toHaveLength(2);
    const { proposals } = await cast.registrar.client.patients
      .proposals({ limit: 500 })
      .then((answer) => (answer.ok ? answer.value : { proposals: [] }));
    expect(proposals.filter((one) => one.one.name === '秦时月')).toHaveLength(1);
  });
});
