/** Numbers that devices write beside the patient id: kept with their issuer, a reason to ask a person, never to join by themselves. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FurtherId, Patient } from '#shared/study/patient.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
import { beginStudy, startTestExchange, type TestExchange } from '../../rig/exchange.ts';
import {
  addPatientsCast,
  type PatientsCast,
  placeOrderFor,
  proposalsOf,
  recordsOf,
} from '../../rig/patients.ts';

let exchange: TestExchange;
let cast: PatientsCast;
beforeAll(async () => {
  exchange = await startTestExchange();
  cast = await addPatientsCast(exchange);
});
afterAll(() => exchange.stop());

const person = (name: string, id: string, changes: Partial<Patient> = {}): Patient => ({
  name,
  id,
  sex: 'F',
  birthDate: null,
  ...changes,
});
/** A study without order, as its device names the patient. */
const study = (station: ExchangeAccess, patient: Patient, otherIds: readonly FurtherId[]) =>
  beginStudy(station, { order: false, patient, otherIds });
const proposalFor = async (name: string) =>
  (await proposalsOf(cast.registrar)).filter((one) => one.one.name === name || one.other.name === name);

it('keeps them with the record, finds the record by them, and proposes who goes by the same number of the same issuer', async () => {
  await study(cast.east, person('冯一凡', 'E1'), [{ id: 'CITY-100', issuer: 'CITY' }]);
  await study(cast.west, person('冯一凡', 'W1'), [{ id: 'city 100', issuer: 'CITY' }]);
  const found = await recordsOf(cast.registrar, 'CITY100');
  expect(found.map(({ id, otherIds }) => [id, otherIds]).sort()).toEqual([
    ['E1', [{ id: 'CITY100', issuer: 'CITY' }]],
    ['W1', [{ id: 'CITY100', issuer: 'CITY' }]],
  ]);
  const [proposal, ...more] = await proposalFor('冯一凡');
  expect(more).toEqual([]);
  expect(proposal?.reasons).toEqual(['further-id-equal', 'name-same', 'sex-equal']);
  expect(new Set(found.map((record) => record.personId)).size).toBe(2);
});

it("meets a site's own id where both name one issuer, in whatever order they come", async () => {
  await placeOrderFor(cast.east, person('蒋二平', 'R-55', { issuer: 'REGION' }));
  await study(cast.west, person('蒋二平', 'W2'), [{ id: 'R55', issuer: 'REGION' }]);
  expect((await proposalFor('蒋二平')).map((one) => one.reasons[0])).toEqual(['further-id-equal']);
  await study(cast.west, person('沈三元', 'W3'), [{ id: 'R66', issuer: 'REGION' }]);
  await placeOrderFor(cast.east, person('沈三元', 'R66', { issuer: 'REGION' }));
  expect((await proposalFor('沈三元')).map((one) => one.reasons[0])).toEqual(['further-id-equal']);
  await placeOrderFor(cast.east, person('韩四季', 'R77', { issuer: 'REGION' }));
  await placeOrderFor(cast.west, person('韩四季', 'R77', { issuer: 'REGION' }));
  expect((await proposalFor('韩四季')).map((one) => one.reasons[0])).toEqual(['further-id-equal']);
});

it('says nothing of numbers without an issuer across sites, or of another issuer', async () => {
  await study(cast.east, person('杨五福', 'E5'), [{ id: '1001', issuer: '' }]);
  await study(cast.west, person('杨五福', 'W5'), [{ id: '1001', issuer: '' }]);
  await study(cast.east, person('杨五福', 'E6'), [{ id: '2002', issuer: 'CITY' }]);
  await study(cast.west, person('杨五福', 'W6'), [{ id: '2002', issuer: 'COUNTY' }]);
  await study(cast.east, person('朱六顺', 'E7'), [{ id: '3003', issuer: 'CITY' }]);
  await study(cast.west, person('秦七巧', 'W7', { sex: 'M' }), [{ id: '3003', issuer: 'CITY' }]);
  expect(await proposalFor('杨五福')).toEqual([]);
  expect(await proposalFor('朱六顺')).toEqual([]);
  // Inside one site the number is known without anybody naming its issuer.
  await study(cast.east, person('尤八方', 'E8'), [{ id: '4004', issuer: '' }]);
  await study(cast.east, person('尤八方', '4004'), []);
  expect((await proposalFor('尤八方')).map((one) => one.reasons[0])).toEqual(['further-id-equal']);
});

it('takes the identity number among them for what it is, and joins by the rule only', async () => {
  const birthDate = '1961-04-09';
  await placeOrderFor(
    cast.east,
    person('许九如', 'E9', { sex: 'M', birthDate, identityNumber: '429004196104091234' }),
  );
  await study(cast.west, person('许九如', 'W9', { sex: 'M', birthDate }), [
    { id: '429004196104091234', issuer: 'IDCARD' },
  ]);
  const records = await recordsOf(cast.registrar, '许九如');
  expect(records).toHaveLength(2);
  expect(new Set(records.map((record) => record.personId)).size).toBe(1);
});

it("gives them to the order's patient, but not where the device names somebody else", async () => {
  const order = person('何十全', 'E10', { birthDate: '1970-01-01' });
  await beginStudy(cast.east, { patient: order, otherIds: [{ id: 'K1', issuer: 'CITY' }] });
  const other = person('吕百川', 'E11', { birthDate: '1970-01-02' });
  await beginStudy(cast.east, {
    patient: other,
    deviceName: 'ZHANG^SAN',
    otherIds: [{ id: 'K2', issuer: 'CITY' }],
  });
  const [own] = await recordsOf(cast.registrar, '何十全');
  expect(own?.otherIds).toEqual([{ id: 'K1', issuer: 'CITY' }]);
  const [apart] = await recordsOf(cast.registrar, '吕百川');
  expect(apart?.otherIds).toEqual([]);
});
