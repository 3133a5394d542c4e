/** The loop of a critical value at the exchange: each step by who may take it, in order, once; its ladder; its drill. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReportBody } from '#shared/report/build-report-body.ts';
import { criticalListOf } from '#shared/study/critical-lists.ts';
import { type NoticeStep, noticeState } from '#shared/study/critical-notice.ts';
import { escalationPolicySchema } from '#shared/study/escalation.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { openInFolder } from '../../../exchange/open-in-folder.ts';
import { setEscalationPolicy } from '../../../exchange/tasks/escalation-policy.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
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

const director = { name: '卫生院院长', phone: '8811' };
const png = Buffer.from('a picture').toString('base64');

describe('a critical value', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let pen: Awaited<ReturnType<typeof makePen>>;
  let other: ExchangeAccess;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [first] = cast.doctors;
    if (first === undefined) throw new Error('a doctor is needed');
    pen = await makePen(exchange, first);
    const site = await exchange.add({ type: 'site', name: '柳河镇卫生院' });
    const station = await exchange.add({ type: 'station', name: '柳河工作站', site: site.name });
    other = exchange.as(station.secret);
    const { parts, close } = await valueIn(openInFolder(exchange.folder, false));
    const critical = [{ name: '值班医师', phone: '8810' }, director];
    await valueIn(
      setEscalationPolicy(parts, 'test', escalationPolicySchema.parse({ rules: [{ critical }] })),
    );
    await close();
  });
  afterAll(() => exchange.stop());

  const got = (taskId: Task['taskId']) => valueIn(cast.reader.client.tasks.get({ taskId }));
  const held = async () => valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic)).taskId));
  function notify(
    task: Task,
    choices: { drill?: boolean; code?: string; memberId?: string; at?: number } = {},
  ) {
    const { list, version, entries } = criticalListOf('imaging');
    const code = choices.code ?? 'TPTX';
    const entry = entries.find((one) => one.code === code);
    const noticeId = randomUUID();
    const asked = pen.access.client.critical.notify({
      commandId: randomUUID(),
      taskId: task.taskId,
      claim: task.claim,
      memberId: (choices.memberId ?? pen.id) as MemberId,
      notice: {
        noticeId,
        drill: choices.drill ?? false,
        finding: { list, version, code, text: { zh: entry?.zh ?? '另一个说法', en: entry?.en ?? 'other' } },
        note: '左侧',
        evidence: { sopInstanceUid: '1.2.3.4', sha256: null, rule: null, hasPicture: true },
      },
      picture: png,
      at: choices.at ?? exchange.clock.now(),
    });
    return { noticeId, asked };
  }
  const step = (
    task: Task,
    noticeId: string,
    what: NoticeStep,
    by: { station?: ExchangeAccess; memberId?: string | null } = {},
  ) =>
    (by.station ?? cast.clinic).client.critical.step({
      commandId: randomUUID(),
      taskId: task.taskId,
      noticeId,
      memberId: (by.memberId === undefined ? cast.nurse.id : by.memberId) as MemberId | null,
      step: what,
    });
  const readBack = (surname: string, finding: string): NoticeStep => ({
    what: 'read-back',
    surname,
    finding,
  });

  it('goes round before any text exists: delivered, opened, read back, acted, closed, each by name and in order', async () => {
    const task = await held();
    const { noticeId, asked } = notify(task);
    const raised = await valueIn(asked);
    expect(raised.notices?.[0]).toMatchObject({
      finding: { code: 'TPTX', version: '2026-unverified', text: { zh: '张力性气胸' } },
      raised: { name: '陈静怡' },
      evidence: { sopInstanceUid: '1.2.3.4', hasPicture: true },
    });
    expect(raised.reports).toEqual([]);
    const asks = { taskId: task.taskId, noticeId };
    expect(await valueIn(cast.clinic.client.critical.picture(asks))).toEqual({ picture: png });
    expect(await codeOf(other.client.critical.picture(asks))).toBe('notice-not-found');

    // Out of order and by the wrong people.
    expect(await codeOf(step(task, noticeId, readBack('王', '张力性气胸')))).toBe('notice-order');
    expect(
      await codeOf(step(task, noticeId, { what: 'closed' }, { station: pen.access, memberId: pen.id })),
    ).toBe('notice-order');
    expect(
      await codeOf(step(task, noticeId, { what: 'delivered' }, { station: cast.reader, memberId: null })),
    ).toBe('right-missing');
    expect(await codeOf(step(task, noticeId, { what: 'opened' }, { station: other }))).toBe(
      'notice-not-found',
    );
    expect(
      await codeOf(step(task, noticeId, { what: 'opened' }, { station: pen.access, memberId: pen.id })),
    ).toBe('right-missing');

    await valueIn(step(task, noticeId, { what: 'delivered' }, { memberId: null }));
    await valueIn(step(task, noticeId, { what: 'opened' }));
    const wrong = await step(task, noticeId, readBack('李', '肺栓塞'));
    expect(wrong).toMatchObject({
      ok: false,
      failure: { code: 'read-back-differs', params: { what: 'surname finding' } },
    });
    await valueIn(step(task, noticeId, readBack('王', '气胸')));
    await valueIn(step(task, noticeId, { what: 'acted', action: 'treating', note: '已减压' }));
    expect(await codeOf(step(task, noticeId, { what: 'closed' }))).toBe('right-missing');
    const closed = await valueIn(
      step(task, noticeId, { what: 'closed' }, { station: pen.access, memberId: pen.id }),
    );
    const [notice] = closed.notices ?? [];
    expect(notice).toMatchObject({
      opened: { name: '李秀兰' },
      readBack: { name: '李秀兰', how: 'typed' },
      acted: { name: '李秀兰', action: 'treating', note: '已减压' },
      closed: { name: '陈静怡' },
    });
    const times = [
      notice?.raised.at,
      notice?.deliveredAt,
      notice?.opened?.at,
      notice?.readBack?.at,
      notice?.acted?.at,
      notice?.closed?.at,
    ];
    expect(times).toEqual([...times].sort());
    // The clock of the report has gone on all the while.
    expect(closed.clock).toEqual(task.clock);

    const { parts, close } = await valueIn(openInFolder(exchange.folder, false));
    const lines = await parts.db
      .selectFrom('audit')
      .select(['act', 'success'])
      .where('object', '=', task.taskId)
      .where('act', 'like', 'critical-%')
      .where('success', '=', 1)
      .orderBy('number')
      .execute();
    await close();
    expect(lines.map((line) => line.act)).toEqual([
      'critical-notice-raised',
      'critical-delivered',
      'critical-opened',
      'critical-read-back',
      'critical-acted',
      'critical-closed',
    ]);
  });

  it('is raised by the holder alone, with a finding of the list, once however often it is sent', async () => {
    const task = await held();
    const [, second] = cast.doctors;
    expect(await codeOf(notify(task, { memberId: second?.id ?? '' }).asked)).toBe('claim-stale');
    expect(await codeOf(notify(task, { code: 'NONE' }).asked)).toBe('critical-unknown');
    expect(await codeOf(notify({ ...task, claim: task.claim + 1 }).asked)).toBe('claim-stale');
    expect((await got(task.taskId)).notices).toBeUndefined();
  });

  it('is heard from who held the case under that claim, though he gave it back while his word waited for the link', async () => {
    const task = await held();
    const at = exchange.clock.now();
    const given = { commandId: randomUUID(), taskId: task.taskId, claim: task.claim, reason: '会诊' };
    await valueIn(pen.access.client.tasks.release(given));
    const told = await valueIn(notify(task, { at }).asked);
    expect(told).toMatchObject({ state: 'waiting', notices: [{ raised: { name: '陈静怡', at } }] });
  });

  it('calls at 1, 3 and 5 minutes until it is read back, each once, the list growing', async () => {
    const task = await held();
    const { noticeId, asked } = notify(task);
    await valueIn(asked);
    const rungs = async () => (await got(task.taskId)).notices?.[0]?.rungs ?? [];
    const pass = async (seconds: number) => {
      exchange.clock.advance(seconds * 1000);
      await exchange.running.tick();
      await exchange.running.tick();
      return (await rungs()).map((rung) => [rung.minute, ...rung.to.map((contact) => contact.phone)]);
    };
    expect(await pass(50)).toEqual([]);
    expect(await pass(11)).toEqual([[1, '8801']]);
    expect(await pass(120)).toEqual([
      [1, '8801'],
      [3, '8801', '8810'],
    ]);
    await valueIn(step(task, noticeId, { what: 'opened' }));
    await valueIn(step(task, noticeId, readBack('王', '张力性气胸')));
    expect(await pass(600)).toHaveLength(2);
    const silent = await held();
    await valueIn(notify(silent).asked);
    exchange.clock.advance(301_000);
    await exchange.running.tick();
    expect((await got(silent.taskId)).notices?.[0]?.rungs.map((rung) => rung.to.length)).toEqual([1, 2, 3]);
  });

  it('counts from when it was raised though it waited for the link, and never from before the claim', async () => {
    const task = await held();
    const at = exchange.clock.now();
    exchange.clock.advance(70_000);
    await valueIn(notify(task, { at }).asked);
    await exchange.running.tick();
    const [notice] = (await got(task.taskId)).notices ?? [];
    expect(notice?.raised.at).toBe(at);
    expect(notice?.rungs.map((rung) => rung.minute)).toEqual([1]);
    const early = await held();
    const told = await valueIn(notify(early, { at: 1000 }).asked);
    expect(told.notices?.[0]?.raised.at).toBe(early.stamps.claimedAt);
  });

  it('is closed after a telephone call in which it was read back, with who answered', async () => {
    const task = await held();
    const { noticeId, asked } = notify(task);
    await valueIn(asked);
    const reader = { station: pen.access, memberId: pen.id };
    const call = (repeated: boolean): NoticeStep => ({
      what: 'called',
      contact: '青石镇卫生院 8801',
      recipient: '何建国',
      repeated,
    });
    await valueIn(step(task, noticeId, call(false), reader));
    expect(await codeOf(step(task, noticeId, { what: 'closed' }, reader))).toBe('notice-order');
    const heard = await valueIn(step(task, noticeId, call(true), reader));
    expect(heard.notices?.[0]?.readBack).toMatchObject({ how: 'phone', recipient: '何建国', name: '陈静怡' });
    const closed = await valueIn(step(task, noticeId, { what: 'closed' }, reader));
    expect(closed.notices?.map(noticeState)).toEqual(['closed']);
    expect(closed.notices?.[0]?.calls).toHaveLength(2);
  });

  it('stands in the report; a drill goes the whole way and never does, not even by a forged report', async () => {
    const task = await held();
    const real = notify(task);
    await valueIn(real.asked);
    const drill = notify(task, { drill: true, code: 'AD' });
    await valueIn(drill.asked);
    await valueIn(step(task, drill.noticeId, { what: 'opened' }));
    await valueIn(step(task, drill.noticeId, readBack('王', '主动脉夹层')));
    await valueIn(step(task, drill.noticeId, { what: 'acted', action: 'other', note: '' }));
    await valueIn(step(task, drill.noticeId, { what: 'closed' }, { station: pen.access, memberId: pen.id }));
    const current = await got(task.taskId);
    const body = buildReportBody({
      task: current,
      claim: current.claim,
      centre: '',
      content: { findings: '左侧气胸', impression: '张力性气胸', recommendation: '' },
      status: 'final',
      newReportId: randomUUID(),
      previous: null,
      amendment: null,
      imageSetSha256: current.images.imageSetSha256 ?? '',
      limits: [],
      issuedAt: exchange.clock.now(),
    });
    expect(body.notices?.map((notice) => notice.noticeId)).toEqual([real.noticeId]);
    expect(JSON.stringify(body)).not.toContain(drill.noticeId);
    const forged = (body.notices ?? []).map((notice) => ({ ...notice, noticeId: drill.noticeId }));
    expect(await pen.accept(await pen.write(current, { change: { notices: forged } }))).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', params: { detail: 'notices' } },
    });
    const kept = await valueIn(pen.accept(await pen.write(current, { change: { notices: body.notices } })));
    expect(kept.task.state).toBe('signed');
  });

  it('confirms what a machine had found of the same kind, and a drill does not', async () => {
    const sent = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
    const task = await valueIn(claim(pen.access, sent.taskId));
    const { list, version } = criticalListOf('ecg');
    const [object] = (
      await valueIn(cast.reader.client.deposits.manifest({ taskId: task.taskId }))
    ).series.flatMap((series) => series.instances);
    const finding = {
      ruleSet: 'zhejiang',
      version: 'trial',
      code: 'VT',
      text: { zh: '室速', en: 'VT' },
      evidence: [],
    };
    await valueIn(
      cast.clinic.client.critical.raise({
        commandId: randomUUID(),
        taskId: task.taskId,
        sha256: object?.sha256 as never,
        findings: [finding],
      }),
    );
    const raise = (drill: boolean) =>
      pen.access.client.critical.notify({
        commandId: randomUUID(),
        taskId: task.taskId,
        claim: task.claim,
        memberId: pen.id,
        notice: {
          noticeId: randomUUID(),
          drill,
          finding: { list, version, code: 'VT', text: { zh: '', en: '' } },
          note: '',
          evidence: { sopInstanceUid: null, sha256: null, rule: finding, hasPicture: false },
        },
        picture: null,
        at: exchange.clock.now(),
      });
    expect((await valueIn(raise(true))).critical?.[0]?.verdict).toBeNull();
    const told = await valueIn(raise(false));
    expect(told.critical?.[0]?.verdict).toMatchObject({ what: 'confirmed', name: '陈静怡' });
    // The wording is the list's, whatever was sent.
    expect(told.notices?.[1]?.finding.text.zh).toBe('持续性室性心动过速');
  });
});
