/** The patient index as other rooms feed it: orders and studies find their record, in the transaction that brings them. */
import { ok } from '#shared/result.ts';
import type { Order } from '#shared/study/order.ts';
import type { Study } from '#shared/study/study.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { PatientTable } from '../database/tables/patients.ts';
import type { Parts } from '../parts.ts';
import type { PatientIndex } from '../patient-index.ts';
import { flagTask } from './flag-quoted-reports.ts';
import { proposeMatches } from './propose-matches.ts';
import { belongsTo, completeRecord, type GivenPatient, recordPatient } from './record-patient.ts';

export function createPatientIndex(): PatientIndex {
  return {
    orderPlaced: async (trx, order, now) => {
      await trx
        .insertInto('patientOrder')
        .values({ orderId: order.orderId, patientId: await enter(trx, patientOfOrder(order), now) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    studyAlone: async (trx, deposit, now) => {
      await belong(trx, deposit.depositId, await enter(trx, patientOfStudy(deposit), now));
    },
    studyJoined: async (trx, depositId, orderId, now) => {
      const record = await trx
        .selectFrom('patientOrder')
        .innerJoin('patient', 'patient.patientId', 'patientOrder.patientId')
        .selectAll('patient')
        .where('orderId', '=', orderId)
        .executeTakeFirst();
      if (record === undefined) return;
      await belong(trx, depositId, record.patientId);
      await takeFurtherIds(trx, record, depositId, now);
    },
    reportCommitted: async (trx, report, task, now) => {
      const quotes = report.content.quotes ?? [];
      if (quotes.length === 0) return task;
      const { reportId, version, claim, taskId } = report;
      await trx
        .insertInto('reportQuote')
        .values(
          quotes.map((quote) => ({
            reportId,
            version,
            claim,
            taskId,
            depositId: quote.depositId,
            quote: JSON.stringify(quote),
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return flagTask(trx, task, now);
    },
  };
}

async function enter(trx: ExchangeTransaction, given: GivenPatient, now: number): Promise<string> {
  const recorded = await recordPatient(trx, given, now);
  if (recorded.isChanged) await proposeMatches(trx, recorded.patientId, now);
  return recorded.patientId;
}

/** What the device wrote beside the id is the order's patient's only where the device means the same person. */
async function takeFurtherIds(
  trx: ExchangeTransaction,
  record: PatientTable,
  depositId: string,
  now: number,
): Promise<void> {
  const { study, siteId } = await trx
    .selectFrom('deposit')
    .select(['study', 'siteId'])
    .where('depositId', '=', depositId)
    .executeTakeFirstOrThrow();
  const given = patientOfStudy({ depositId, siteId, study: JSON.parse(study) as Omit<Study, 'series'> });
  if (given.furtherIds.length === 0 || !(await belongsTo(trx, record, given))) return;
  const { patientId, isChanged } = await completeRecord(trx, record, given, now);
  if (isChanged) await proposeMatches(trx, patientId, now);
}

async function belong(trx: ExchangeTransaction, depositId: string, patientId: string): Promise<void> {
  await trx
    .insertInto('patientDeposit')
    .values({ depositId, patientId })
    .onConflict((conflict) => conflict.column('depositId').doUpdateSet({ patientId }))
    .execute();
}

function patientOfOrder(order: Order): GivenPatient {
  const { patient } = order;
  return {
    siteId: order.siteId,
    id: patient.id,
    issuer: patient.issuer ?? '',
    name: patient.name,
    sex: patient.sex,
    birthDate: patient.birthDate,
    identityNumber: patient.identityNumber ?? null,
    healthCard: patient.healthCard ?? null,
    furtherIds: [],
    instead: { type: 'order', id: order.orderId },
  };
}

function patientOfStudy(deposit: {
  readonly depositId: string;
  readonly siteId: string;
  readonly study: Omit<Study, 'series'>;
}): GivenPatient {
  const { devicePatient, studyInstanceUid } = deposit.study;
  const sex = devicePatient.sex.trim().toUpperCase()[0];
  const birth = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(devicePatient.birthDate ?? '');
  return {
    siteId: deposit.siteId,
    id: devicePatient.id,
    issuer: devicePatient.issuer ?? '',
    name: devicePatient.name,
    sex: sex === 'M' || sex === 'F' || sex === 'O' ? sex : 'U',
    birthDate: birth === null ? null : birth.slice(1).join('-'),
    identityNumber: null,
    healthCard: null,
    furtherIds: devicePatient.otherIds ?? [],
    instead: { type: 'study', id: studyInstanceUid },
  };
}

/** Orders and deposits from before there was an index, or of an index that was lost, are entered at the start. */
export async function enterMissing(deps: Parts, index: PatientIndex): Promise<number> {
  const orders = await deps.db
    .selectFrom('order')
    .leftJoin('patientOrder', 'patientOrder.orderId', 'order.orderId')
    .select('order.document')
    .where('patientOrder.patientId', 'is', null)
    .orderBy('order.placedAt')
    .execute();
  for (const { document } of orders) {
    await deps.write(async (trx, now) => {
      await index.orderPlaced(trx, JSON.parse(document) as Order, now);
      return ok(undefined);
    });
  }
  const deposits = await deps.db
    .selectFrom('deposit')
    .leftJoin('patientDeposit', 'patientDeposit.depositId', 'deposit.depositId')
    .select(['deposit.depositId', 'deposit.siteId', 'deposit.orderId', 'deposit.study'])
    .where('patientDeposit.patientId', 'is', null)
    .orderBy('deposit.firstByteAt')
    .execute();
  for (const { depositId, siteId, orderId, study } of deposits) {
    await deps.write(async (trx, now) => {
      const facts = JSON.parse(study) as Omit<Study, 'series'>;
      if (orderId === null) await index.studyAlone(trx, { depositId, siteId, study: facts }, now);
      else await index.studyJoined(trx, depositId, orderId, now);
      return ok(undefined);
    });
  }
  return orders.length + deposits.length;
}
