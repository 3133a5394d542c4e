/** Two townships, a reading centre, and people of every office: what tests of the patient index act with. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { DepositId, OrderId, PatientId } from '#shared/study/ids.ts';
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

/**
 * Two connections each open the deposit of one study of one new patient at the same time and announce its first object;
 * answers what lies in the database in the end.
 */
export async function raceFirstObjects(
  exchange: Pick<TestExchange, 'folder'>,
  station: ExchangeAccess,
  race: { readonly pairs: number; readonly parallel: number; readonly prefix: string },
) {
  const answered = new Map<string, Set<string>>();
  let next = 0;
  const runOne = async (): Promise<void> => {
    for (let at = next++; at < race.pairs; at = next++) {
      const uid = `1.2.826.7.${[...race.prefix].map((letter) => letter.charCodeAt(0)).join('.')}.${at}`;
      const opened = await Promise.all([0, 1].map(() => openFirst(station, uid, `${race.prefix}${at}`)));
      answered.set(uid, new Set(opened));
    }
  };
  await Promise.all(Array.from({ length: race.parallel }, runOne));
  const database = new Sqlite(join(exchange.folder, 'exchange.sqlite'), { readonly: true });
  const count = (text: string) => Number(database.prepare(text).pluck().get(`${race.prefix.toLowerCase()}%`));
  const outcome = {
    patients: count(`SELECT count(*) FROM "patientIdentifier" WHERE id LIKE ?`),
    deposits: count(
      `SELECT count(*) FROM "patientDeposit" d JOIN "patientIdentifier" i ON i."patientId" = d."patientId" WHERE i.id LIKE ?`,
    ),
    deposited: answered.size,
    duplicates: [...answered].filter(([, deposits]) => deposits.size !== 1).map(([uid]) => uid),
  };
  database.close();
  return outcome;
}

async function openFirst(station: ExchangeAccess, studyInstanceUid: string, id: string): Promise<string> {
  const { depositId } = await valueIn(
    station.client.deposits.open({
      commandId: randomUUID(),
      depositId: randomUUID() as DepositId,
      kind: 'imaging',
      study: {
        studyInstanceUid,
        kind: 'imaging',
        accessionNumber: '',
        description: '',
        devicePatient: { name: 'WANG^XIAODONG', id, sex: 'M', birthDate: null },
        acquiredAt: null,
        institution: '',
        stationAet: 'DR1',
      },
      modality: 'DX',
      bodyPart: 'CHEST',
      orderId: null,
      firstByteAt: Date.now(),
    }),
  );
  return depositId;
}
