import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legalMove } from '#shared/journey.ts';
import type { Report } from '#shared/report/report.ts';
import type { Task } from '#shared/study/task.ts';
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
} from '../../rig/exchange.ts';

type Pen = Awaited<ReturnType<typeof makePen>>;

describe('committing reports', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let first: Pen;
  let second: Pen;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [one, two] = cast.doctors;
    if (one === undefined || two === undefined) throw new Error('two doctors are needed');
    first = await makePen(exchange, one);
    second = await makePen(exchange, two);
  });
  afterAll(() => exchange.stop());

  const claimed = async (pen: Pen, choices = {}): Promise<Task> =>
    valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic, choices)).taskId));
  const takeOver = async (pen: Pen, task: Task): Promise<Task> => {
    exchange.clock.advance(16_000);
    await exchange.running.tick();
    const from = task.holder?.memberId ?? cast.nurse.id;
    return valueIn(pen.access.client.tasks.takeOver({ commandId: randomUUID(), taskId: task.taskId, from }));
  };

  it('signed before the task was given back and longer on its way than that: it stands, by a legal move', async () => {
    const release = ({ taskId, claim }: Task) =>
      valueIn(
        first.access.client.tasks.release({ commandId: randomUUID(), taskId, claim, reason: '有急诊' }),
      );
    const task = await claimed(first);
    const late = await first.write(task);
    expect((await release(task)).state).toBe('waiting');
    const stands = await valueIn(first.accept(late));
    expect(stands).toMatchObject({ summary: { adopted: true }, task: { state: 'signed', holder: null } });
    expect(legalMove('sign-late', 'waiting')?.to).toBe('signed');
    expect(legalMove('sign', 'waiting')).toBeNull();

    const other = await claimed(first, { kind: 'ecg' });
    const preliminary = await first.write(other, { status: 'preliminary' });
    await release(other);
    const issued = await valueIn(first.accept(preliminary));
    expect(issued).toMatchObject({
      summary: { adopted: true },
      task: { state: 'preliminary', holder: null },
    });
    // Whoever claims it now goes on from there.
    const again = await valueIn(claim(second.access, other.taskId));
    const final = await second.write(again, { previous: preliminary });
    expect((await valueIn(second.accept(final))).task.state).toBe('signed');
  });

  it('keeps the late one of two signatures as not adopted, for the doctors but not for the township', async () => {
    const task = await claimed(first);
    const late = await first.write(task);
    const taken = await takeOver(second, task);
    const stands = await valueIn(second.accept(await second.write(taken)));
    expect(stands.summary.adopted).toBe(true);
    const kept = await valueIn(first.accept(late));
    expect(kept.summary).toMatchObject({ adopted: false, reportId: late.reportId });
    expect(kept.task).toMatchObject({ state: 'signed' });
    const { taskId } = task;
    const seen = async (access: typeof cast.clinic) =>
      (await valueIn(access.client.reports.list({ taskId }))).map((one) => one.adopted);
    expect(await seen(cast.reader)).toEqual([true, false]);
    expect(await seen(cast.clinic)).toEqual([true]);
    const { reports } = await valueIn(cast.clinic.client.tasks.get({ taskId }));
    expect(reports.map((one) => one.adopted)).toEqual([true]);
    const { reportId, version } = late;
    expect(await codeOf(cast.clinic.client.reports.get({ reportId, version }))).toBe('report-not-found');
    const { pdfSha256 } = late;
    expect((await cast.clinic.fetch(`/objects/${pdfSha256}`)).status).toBe(404);
  });

  it('keeps both when two doctors go on from one preliminary report under two claims', async () => {
    const task = await claimed(first);
    const preliminary = await first.write(task, { status: 'preliminary' });
    const issued = await valueIn(first.accept(preliminary));
    const late = await first.write(issued.task, { previous: preliminary });
    const taken = await takeOver(second, issued.task);
    expect(taken).toMatchObject({ state: 'preliminary', claim: 2 });
    const stands = await second.write(taken, { previous: preliminary });
    expect((await valueIn(second.accept(stands))).summary).toMatchObject({ adopted: true, version: 2 });
    expect((await valueIn(first.accept(late))).summary).toMatchObject({ adopted: false, version: 2 });
    const { reportId, version } = stands;
    const got = await valueIn(cast.clinic.client.reports.get({ reportId, version }));
    expect(got).toMatchObject({ adopted: true, report: { claim: 2 } });
  });

  it('takes no second report beside a preliminary one: who did not know of it reads it, and signs the next version', async () => {
    const task = await claimed(first);
    const one = await first.write(task, { status: 'preliminary' });
    const issued = await valueIn(first.accept(one));
    const two = await first.write(issued.task, { status: 'preliminary', previous: one });
    await valueIn(first.accept(two));
    const taken = await takeOver(second, issued.task);
    expect(await codeOf(second.accept(await second.write(taken)))).toBe('report-superseded');
    expect(await codeOf(second.accept(await second.write(taken, { previous: one })))).toBe(
      'report-superseded',
    );
    const last = await second.write(taken, { previous: two });
    const signed = await valueIn(second.accept(last));
    expect(signed).toMatchObject({ summary: { adopted: true, version: 3 }, task: { state: 'signed' } });
    const { reportId, version, pdfSha256 } = last;
    const confirmed = { commandId: randomUUID(), reportId, version, pdfSha256 };
    const home = await valueIn(cast.clinic.client.reports.confirmDelivery(confirmed));
    expect(home.state).toBe('delivered');
  });

  it('accepts a signature made while the link was down, as long as nobody else committed', async () => {
    const task = await claimed(first);
    const offline = await first.write(task);
    const taken = await takeOver(second, task);
    const done = await valueIn(first.accept(offline));
    expect(done.summary.adopted).toBe(true);
    expect(done.task).toMatchObject({ state: 'signed', holder: null });
    expect((await valueIn(second.accept(await second.write(taken)))).summary.adopted).toBe(false);
  });

  it('has one effect per report, whatever command carries it', async () => {
    const task = await claimed(first);
    const report = await first.write(task);
    const commandId = randomUUID();
    const answers = [
      await valueIn(first.accept(report, commandId)),
      await valueIn(first.accept(report, commandId)),
      await valueIn(first.accept(report)),
    ];
    for (const answer of answers) expect(answer.summary).toEqual(answers[0]?.summary);
    const kept = await valueIn(cast.reader.client.reports.list({ taskId: task.taskId }));
    expect(kept).toHaveLength(1);
    const other = await first.write(task, { change: { reportId: report.reportId } });
    expect(await codeOf(first.accept(other))).toBe('version-signed');
    expect(await codeOf(first.accept(await first.write(task), commandId))).toBe('idempotency-conflict');
  });

  it('refuses what was changed after signing, what others signed, and what is not about this task', async () => {
    const task = await claimed(first);
    const report = await first.write(task);
    const accept = (changed: Report) => codeOf(first.accept(changed));
    const [signature] = report.signatures;
    if (signature === undefined) throw new Error('unsigned');
    expect(await accept({ ...report, content: { ...report.content, impression: '另一结论' } })).toBe(
      'report-altered',
    );
    expect(await accept({ ...report, signatures: [{ ...signature, at: signature.at + 1 }] })).toBe(
      'report-altered',
    );
    const foreign = (await second.write(task)).signatures[0];
    expect(await accept({ ...report, signatures: [foreign ?? signature] })).toBe('report-altered');
    expect(await accept({ ...report, signatures: [{ ...signature, memberId: cast.nurse.id }] })).toBe(
      'certificate-invalid',
    );
    expect(await accept({ ...report, signatures: [{ ...signature, certificate: 'no' }] })).toBe(
      'certificate-invalid',
    );
    const other = await sendWholeStudy(cast.clinic);
    const wrote = async (change: Partial<Report>) =>
      codeOf(first.accept(await first.write(task, { change })));
    expect(await wrote({ imageSetSha256: 'a'.repeat(64) as Report['imageSetSha256'] })).toBe(
      'images-changed',
    );
    expect(await wrote({ pdfSha256: 'b'.repeat(64) as Report['pdfSha256'] })).toBe('pdf-missing');
    expect(await wrote({ orderId: other.orderId })).toBe('invalid-input');
    expect(await wrote({ patient: { ...task.order.patient, name: '别人' } })).toBe('invalid-input');
    expect(await wrote({ claim: 2 })).toBe('claim-stale');
    expect(await wrote({ content: { findings: ' ', impression: '', recommendation: '' } })).toBe(
      'report-empty',
    );
    expect(await codeOf(second.accept(await second.write(task)))).toBe('claim-stale');
    expect((await valueIn(first.accept(report))).task.state).toBe('signed');
  });

  it('asks for the right of the signer: a trainee writes, but neither issues nor signs', async () => {
    const trainee = await exchange.add({ type: 'person', name: '规培医师', rights: 'trainee' });
    const pen = await makePen(exchange, trainee);
    const task = await claimed(pen);
    expect(await codeOf(pen.accept(await pen.write(task, { status: 'preliminary' })))).toBe('right-missing');
    expect(await codeOf(pen.accept(await pen.write(task)))).toBe('right-missing');
  });

  it('does not let an emergency be signed while its identity is in doubt', async () => {
    const task = await claimed(first, { deviceName: 'LI^NA', urgency: 'emergency' });
    const report = await first.write(task);
    expect(await codeOf(first.accept(report))).toBe('identity-unsettled');
    const { taskId } = task;
    const settle = { commandId: randomUUID(), taskId, same: true, memberId: null };
    await valueIn(cast.clinic.client.deposits.settleIdentity(settle));
    expect((await valueIn(first.accept(report))).task.state).toBe('signed');
  });

  it('delivers only to its own site, only whole, and closes only by a person of the clinic there', async () => {
    const task = await claimed(first);
    const report = await first.write(task);
    await valueIn(first.accept(report));
    const { reportId, version, pdfSha256 } = report;
    const key = { reportId, version };
    const deliver = (access: typeof cast.clinic, sha256 = pdfSha256) =>
      access.client.reports.confirmDelivery({ commandId: randomUUID(), ...key, pdfSha256: sha256 });
    const receive = (memberId: string) =>
      cast.clinic.client.reports.acknowledge({
        commandId: randomUUID(),
        ...key,
        memberId: memberId as typeof cast.nurse.id,
        openedAt: exchange.clock.now(),
      });
    await exchange.add({ type: 'site', name: '别的卫生院' });
    const other = await exchange.add({ type: 'station', name: '别的工作站', site: '别的卫生院' });
    expect(await codeOf(deliver(exchange.as(other.secret)))).toBe('report-not-found');
    expect(await codeOf(receive(cast.nurse.id))).toBe('move-illegal');
    expect(await codeOf(deliver(cast.clinic, 'c'.repeat(64) as typeof pdfSha256))).toBe('hash-mismatch');
    expect((await valueIn(deliver(cast.clinic))).state).toBe('delivered');
    expect((await valueIn(deliver(cast.clinic))).state).toBe('delivered');
    expect(await codeOf(receive(cast.doctors[0]?.id ?? ''))).toBe('right-missing');
    expect((await valueIn(receive(cast.nurse.id))).state).toBe('received');
    expect((await valueIn(receive(cast.nurse.id))).state).toBe('received');
  });
});
