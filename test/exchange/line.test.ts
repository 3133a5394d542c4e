import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCast,
  type Cast,
  claim,
  codeOf,
  makePen,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../rig/exchange.ts';

/** The line as the exchange sees it: from the order to the receipt, with every stamp in order. */
describe('the straight line at the exchange', () => {
  let exchange: TestExchange;
  let cast: Cast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterAll(() => exchange.stop());

  it('goes from a deposit to a receipt, and keeps the stamps in order', async () => {
    const waiting = await sendWholeStudy(cast.clinic);
    expect(waiting).toMatchObject({ state: 'waiting', identity: { settled: true, differences: [] } });
    expect(waiting.clock.deadline).toBe((waiting.clock.startedAt ?? 0) + 480_000);
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('no doctor');
    const pen = await makePen(exchange, doctor);
    const claimed = await valueIn(claim(pen.access, waiting.taskId));
    expect(claimed).toMatchObject({ state: 'reading', claim: 1, holder: { name: doctor.name, alive: true } });
    const first = await pen.write(claimed, { status: 'preliminary' });
    const preliminary = await valueIn(pen.accept(first));
    expect(preliminary.task).toMatchObject({ state: 'preliminary', clock: { stoppedAt: null } });
    const second = await pen.write(preliminary.task, { previous: first });
    const signed = await valueIn(pen.accept(second));
    expect(signed.task).toMatchObject({ state: 'signed', holder: null });
    expect(signed.task.clock.stoppedAt).toBe(signed.task.stamps.signedAt);
    const { reportId, version, pdfSha256 } = second;
    const commandId = randomUUID();
    expect(
      await codeOf(pen.access.client.reports.confirmDelivery({ commandId, reportId, version, pdfSha256 })),
    ).toBe('report-not-found');
    const home = await valueIn(
      cast.clinic.client.reports.confirmDelivery({ commandId: randomUUID(), reportId, version, pdfSha256 }),
    );
    expect(home.state).toBe('delivered');
    const nurse = exchange.as(cast.nurse.secret);
    const receipt = { reportId, version, memberId: cast.nurse.id, openedAt: exchange.clock.now() };
    const received = await valueIn(nurse.client.reports.acknowledge({ commandId: randomUUID(), ...receipt }));
    expect(received.state).toBe('received');
    const { stamps } = received;
    const order = [
      stamps.openedAt,
      stamps.claimedAt,
      stamps.preliminaryAt,
      stamps.signedAt,
      stamps.deliveredAt,
      stamps.receivedAt,
    ].map(Number);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order.every((stamp) => stamp > 0)).toBe(true);
    expect(await valueIn(cast.clinic.client.tasks.list({}))).toEqual([]);
  });

  it('stops the clock of an ECG at the preliminary report', async () => {
    const waiting = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
    expect(waiting.clock).toMatchObject({ targetMs: 180_000, stopsAt: 'preliminary' });
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('no doctor');
    const pen = await makePen(exchange, doctor);
    const claimed = await valueIn(claim(pen.access, waiting.taskId));
    const issued = await valueIn(pen.accept(await pen.write(claimed, { status: 'preliminary' })));
    expect(issued.task.clock.stoppedAt).toBe(issued.task.stamps.preliminaryAt);
  });
});
