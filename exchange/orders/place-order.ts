/** The township asks: an order is placed, and a study that waits for its accession number joins it at once. */
import { randomInt } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId, OrderId } from '#shared/study/ids.ts';
import { type Order, type OrderForm, orderFormSchema } from '#shared/study/order.ts';
import { namesOf, refusedFields } from '#shared/study/order-rules.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { appendEvent } from '../feed/append-event.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import type { PatientIndex } from '../patient-index.ts';

export interface StudyJoining {
  readonly patients: PatientIndex;
  readonly joinWaitingStudy: (trx: ExchangeTransaction, order: Order, now: number) => Promise<void>;
}

/** Idempotent by command and by order id. Fails with right-missing, order-incomplete or idempotency-conflict. */
export async function placeOrder(
  deps: Parts & StudyJoining,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly orderId: OrderId;
    readonly form: OrderForm;
    readonly emergencyDirect: boolean;
    readonly placedBy: MemberId | null;
  },
): Promise<Result<Order>> {
  const siteId = sendingSite(caller);
  if (siteId === null) return fail(failure('right-missing', { right: 'order' }));
  const { orderId, form } = input;
  const refused = form.formVersion === undefined ? [] : refusedFields(form);
  const spec = {
    caller,
    act: 'ordered',
    commandId: input.commandId,
    input,
    object: orderId,
    memberId: input.placedBy,
  };
  return runCommand(deps, spec, async (trx, now) => {
    if (refused.length > 0) return fail(failure('order-incomplete', namesOf(refused)));
    const known = await trx.selectFrom('order').selectAll().where('orderId', '=', orderId).executeTakeFirst();
    if (known !== undefined) {
      const order = JSON.parse(known.document) as Order;
      const { accessionNumber: _made, ...asked } = form;
      const { accessionNumber: _kept, ...kept } = orderFormSchema.parse(order);
      if (known.siteId !== siteId || canonicalJson(asked) !== canonicalJson(kept)) {
        return fail(failure('idempotency-conflict', { command: orderId }));
      }
      return ok(order);
    }
    const site = await trx
      .selectFrom('member')
      .select('name')
      .where('memberId', '=', siteId)
      .executeTakeFirst();
    const accessionNumber =
      form.accessionNumber.trim() === '' ? makeAccession(now) : form.accessionNumber.trim();
    const order: Order = {
      ...form,
      accessionNumber,
      orderId,
      siteId,
      siteName: site?.name ?? '',
      placedAt: now,
      placedBy: input.placedBy ?? caller.person?.memberId ?? null,
      emergencyDirect: input.emergencyDirect,
      studyInstanceUid: null,
    };
    await trx
      .insertInto('order')
      .values({
        orderId,
        siteId,
        accessionNumber,
        studyInstanceUid: null,
        depositId: null,
        placedAt: now,
        document: JSON.stringify(order),
      })
      .execute();
    await appendEvent(trx, { at: now, siteId, change: { type: 'order-placed', order } });
    await deps.patients.orderPlaced(trx, order, now);
    await deps.joinWaitingStudy(trx, order, now);
    return ok(order);
  });
}

/** At most 16 characters (SH, PS3.5 6.2), unlikely to meet a device's own. */
function makeAccession(now: number): string {
  return `YZ${now.toString(36)}${randomInt(36 ** 4)
    .toString(36)
    .padStart(4, '0')}`
    .toUpperCase()
    .slice(0, 16);
}

/** Orders the caller may see, newest first. */
export async function listOrders(
  deps: Parts,
  caller: Caller,
  input: { readonly siteId: string | null; readonly unjoinedOnly: boolean },
): Promise<Result<Order[]>> {
  const view = visibleSites(caller);
  let query = deps.db
    .selectFrom('order')
    .select(['document', 'siteId'])
    .orderBy('placedAt', 'desc')
    .limit(2000);
  if (input.siteId !== null) query = query.where('siteId', '=', input.siteId);
  if (view !== '*') query = query.where('siteId', 'in', [...view, '']);
  if (input.unjoinedOnly) query = query.where('depositId', 'is', null);
  const rows = await query.execute();
  return ok(rows.filter((row) => mayView(view, row.siteId)).map((row) => JSON.parse(row.document) as Order));
}
