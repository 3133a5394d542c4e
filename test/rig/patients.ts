/** Two townships, a reading centre, and people of every office: what tests of the patient index act with. */
import { randomUUID } from 'node:crypto';
import type { OrderId, PatientId } from '#shared/study/ids.ts';
import { orderFormSchema } from '#shared/study/order.ts';
import type { Patient } from '#shared/study/patient.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';
import { type TestExchange, valueIn } from './exchange.ts';

/** A valid number (GB 11643) of a man born 1961-04-09. */
export const numberOfWang = '429004196104091234';
/** And of another man born on that day. */
export const numberOfHisTwin = '429004196104091250';

export const wang: Patient = { name: '王小东', id: 'A100', sex: 'M', birthDate: '1961-04-09' };

export interface PatientsCast {
  readonly sites: readonly [string, string];
  readonly east: ExchangeAccess;
  readonly west: ExchangeAccess;
  readonly reader: ExchangeAccess;
  readonly registrar: ExchangeAccess;
  readonly person: (name: string, rights: string, site?: string) => Promise<ExchangeAccess>;
}

export async function addPatientsCast(exchange: TestExchange): Promise<PatientsCast> {
  const eastSite = await exchange.add({ type: 'site', name: '东河镇卫生院' });
  const westSite = await exchange.add({ type: 'site', name: '西山镇卫生院' });
  const east = await exchange.add({ type: 'station', name: '东河工作站', site: eastSite.name });
  const west = await exchange.add({ type: 'station', name: '西山工作站', site: westSite.name });
  const reader = await exchange.add({ type: 'station', name: '诊断中心一号' });
  const person = async (name: string, rights: string, site = '') => {
    const added = await exchange.add({ type: 'person', name, rights, site, licence: '1104200001' });
    return exchange.as(added.secret);
  };
  return {
    sites: [eastSite.id, westSite.id],
    east: exchange.as(east.secret),
    west: exchange.as(west.secret),
    reader: exchange.as(reader.secret),
    registrar: await person('孙立', 'registrar'),
    person,
  };
}

export function placeOrderFor(station: ExchangeAccess, patient: Patient) {
  const form = orderFormSchema.parse({
    patient,
    kind: 'imaging',
    modality: 'DX',
    complaint: '咳嗽',
    phone: '8801',
  });
  const orderId = randomUUID() as OrderId;
  return valueIn(
    station.client.orders.place({
      commandId: randomUUID(),
      orderId,
      form,
      emergencyDirect: false,
      placedBy: null,
    }),
  );
}

/** Every record of the region, as its keeper sees them. */
export const recordsOf = (registrar: ExchangeAccess, search = '') =>
  valueIn(registrar.client.patients.list({ search, limit: 500 }));

/** Which records are one person: sorted groups of `site id`. */
export async function personsOf(registrar: ExchangeAccess): Promise<string[]> {
  const groups = Map.groupBy(await recordsOf(registrar), (record) => record.personId);
  return [...groups.values()]
    .map((records) =>
      records
        .map((record) => `${record.siteName[0]} ${record.id || record.name}`)
        .sort()
        .join(' + '),
    )
    .sort();
}

export const merge = (registrar: ExchangeAccess, one: PatientId, other: PatientId, note = '') =>
  registrar.client.patients.merge({ commandId: randomUUID(), one, other, note });

export const undo = (registrar: ExchangeAccess, mergeId: string, note = '') =>
  registrar.client.patients.undoMerge({ commandId: randomUUID(), mergeId, note });

export const dismiss = (registrar: ExchangeAccess, proposalId: string, note = '') =>
  registrar.client.patients.dismiss({ commandId: randomUUID(), proposalId, note });

export const proposalsOf = async (registrar: ExchangeAccess) =>
  (await valueIn(registrar.client.patients.proposals({ limit: 500 }))).proposals;
