/** Required fields of an order at the exchange, what an emergency leaves to follow, and orders of before. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberId, OrderId } from '#shared/study/ids.ts';
import { type Order, orderFormSchema } from '#shared/study/order.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
import {
  addCast,
  beginStudy,
  type Cast,
  closeStudy,
  codeOf,
  patient,
  sendObject,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

describe('the form of an order', () => {
  let exchange: TestExchange;
  let cast: Cast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterAll(() => exchange.stop());

  const place = (changes: Record<string, unknown>, by: ExchangeAccess = cast.clinic) =>
    by.client.orders.place({
      commandId: randomUUID(),
      orderId: randomUUID() as OrderId,
      form: orderFormSchema.parse({
        patient,
        kind: 'imaging',
        modality: 'CT',
        complaint: '头痛',
        phone: '8801',
        formVersion: 2,
        ...changes,
      }),
      emergencyDirect: false,
      placedBy: cast.nurse.id as MemberId,
    });
  const supplement = (order: Order, given: Record<string, unknown>, by: ExchangeAccess = cast.clinic) =>
    by.client.orders.supplement({
      commandId: randomUUID(),
      orderId: order.orderId,
      memberId: cast.nurse.id as MemberId,
      history: '',
      question: '',
      consent: null,
      ...given,
    });
  const whole = {
    history: '高血压十年',
    question: '有无出血',
    consent: { by: 'patient', askedBy: '李秀兰' },
  };

  it('is refused by name when it lacks what is required', async () => {
    const lacking = await place({ urgency: 'stroke' });
    expect(lacking).toMatchObject({
      ok: false,
      failure: { code: 'order-incomplete', params: { fields: '病史、诊断目的、知情同意及告知人' } },
    });
    const { consent: _without, ...rest } = whole;
    expect(await codeOf(place(rest))).toBe('order-incomplete');
    const placed = await valueIn(place(whole));
    expect(placed).toMatchObject({ ...whole, placedBy: cast.nurse.id });
    expect(await codeOf(supplement(placed, { history: '再写' }))).toBe('nothing-to-follow');
  });

  it('goes ahead for an emergency, and what follows reaches order, task and both ends', async () => {
    const order = await valueIn(
      place({ urgency: 'stroke', toFollow: true, accessionNumber: `F${Date.now() % 1e9}` }),
    );
    const study = await beginStudy(cast.clinic, { order: false, accessionNumber: order.accessionNumber });
    await closeStudy(cast.clinic, study);
    for (const bytes of study.objects) await sendObject(cast.clinic, study.depositId, bytes);
    const before = (await valueIn(cast.reader.client.tasks.list({}))).find(
      (task) => task.orderId === order.orderId,
    );
    expect(before?.order).toMatchObject({ toFollow: true, history: '' });
    const { head } = await valueIn(cast.reader.client.feed.read({ after: 0, limit: 1 }));

    expect(await codeOf(supplement(order, {}))).toBe('nothing-to-follow');
    expect(await codeOf(supplement(order, whole, cast.reader))).toBe('order-not-found');
    await valueIn(supplement(order, { history: whole.history }));
    const done = await valueIn(supplement(order, { ...whole, history: '不应改动' }));
    expect(done).toMatchObject(whole);
    for (const end of [cast.reader, cast.clinic]) {
      const { events } = await valueIn(end.client.feed.read({ after: head, limit: 100 }));
      const told = events.flatMap(({ change }) =>
        change.type === 'task-changed' ? [change.task.order] : [],
      );
      expect(told.at(-1)).toMatchObject(whole);
    }
    const [listed] = (await valueIn(cast.clinic.client.orders.list({ siteId: null }))).filter(
      (one) => one.orderId === order.orderId,
    );
    expect(listed).toMatchObject(whole);
  });

  it('is taken from a station of before, and read as it was', async () => {
    const old = await valueIn(place({ formVersion: undefined }));
    expect(old).toMatchObject({ history: '', question: '' });
    expect('formVersion' in old).toBe(false);
    expect(await codeOf(supplement(old, whole))).toBe('nothing-to-follow');
  });
});
