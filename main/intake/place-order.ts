/** An order is written at the township: kept here at once, sent on through the outbox, so that it can be written offline. */
import { randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { MemberId, OrderId, SiteId } from '#shared/study/ids.ts';
import type { Order, OrderForm } from '#shared/study/order.ts';
import { namesOf, orderFormVersion, refusedFields } from '#shared/study/order-rules.ts';
import { enqueueCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface PlaceOrderDeps {
  readonly database: StationDatabase;
  readonly now: () => number;
  readonly site: () => { readonly siteId: string; readonly name: string };
  /** Inside the commit. */
  readonly writeOrder: (order: Order) => void;
  readonly onOrder: (order: Order) => void;
  readonly onQueued: () => void;
  readonly waitForAnswer: (commandId: string, ms: number) => Promise<Result<unknown> | null>;
  readonly isLinked: () => boolean;
}

const answerWithinMs = 2000;

/** The exchange's order where it answers at once (it makes the accession number), else the one kept here. Fails with order-incomplete. */
export async function placeOrder(
  deps: PlaceOrderDeps,
  given: OrderForm,
  by: {
    readonly memberId: MemberId;
    readonly emergencyDirect: boolean;
    readonly studyInstanceUid: string | null;
  },
): Promise<Result<Order>> {
  const form: OrderForm = { ...given, formVersion: orderFormVersion };
  const refused = refusedFields(form);
  if (refused.length > 0) return fail(failure('order-incomplete', namesOf(refused)));
  const site = deps.site();
  const order: Order = {
    ...form,
    orderId: randomUUID() as OrderId,
    siteId: site.siteId as SiteId,
    siteName: site.name,
    placedAt: deps.now(),
    placedBy: by.memberId,
    emergencyDirect: by.emergencyDirect,
    studyInstanceUid: by.studyInstanceUid,
  };
  const commandId = randomUUID();
  const answering = deps.waitForAnswer(commandId, deps.isLinked() ? answerWithinMs : 0);
  await deps.database.commit(() => {
    deps.writeOrder(order);
    enqueueCommand(deps.database, {
      commandId,
      what: 'place-order',
      lane: `order:${order.orderId}`,
      taskId: null,
      body: {
        orderId: order.orderId,
        form,
        emergencyDirect: by.emergencyDirect,
        placedBy: by.memberId,
      },
      createdAt: order.placedAt,
    });
  });
  deps.onOrder(order);
  deps.onQueued();
  const answer = await answering;
  if (answer === null) return { ok: true, value: order };
  if (!answer.ok) return answer;
  const placed = answer.value as Order;
  deps.onOrder(placed);
  return { ok: true, value: placed };
}
