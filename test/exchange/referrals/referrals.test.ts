/** Referrals at the exchange: who may send whom where, what each side may do next, who may fetch the PDF, and what an amendment changes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '#shared/report/report.ts';
import { amendmentOf } from '#shared/report/standing-text.ts';
import type { MemberId, SiteId } from '#shared/study/ids.ts';
import type { Referral, ReferralStep } from '#shared/study/referral.ts';
import type { Task } from '#shared/study/task.ts';
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

const contact = { name: '周护士', phone: '0728-3322' };
const accepted: ReferralStep = {
  what: 'accepted',
  bed: '胸痛中心 3 床',
  arrival: '即刻,急诊科',
  contact: { name: '高峰', phone: '0728-0021' },
};

describe('referrals', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let pen: Awaited<ReturnType<typeof makePen>>;
  let hospital: { readonly site: string; readonly station: ExchangeAccess; readonly doctor: string };
  let elsewhere: { readonly site: string; readonly station: ExchangeAccess; readonly nurse: string };
  let auditor: ExchangeAccess;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [first] = cast.doctors;
    if (first === undefined) throw new Error('a doctor is needed');
    pen = await makePen(exchange, first);
    const city = await exchange.add({
      type: 'site',
      name: '市人民医院',
      tier: 'city',
      phone: '0728-0120',
      chestPain: true,
    });
    const station = await exchange.add({ type: 'station', name: '市医院工作站', site: city.name });
    const doctor = await exchange.add({ type: 'person', name: '高峰', site: city.name, rights: 'clinic' });
    hospital = { site: city.id, station: exchange.as(station.secret), doctor: doctor.id };
    const other = await exchange.add({ type: 'site', name: '柳河镇卫生院', tier: 'township' });
    const otherStation = await exchange.add({ type: 'station', name: '柳河工作站', site: other.name });
    const nurse = await exchange.add({ type: 'person', name: '何平', site: other.name, rights: 'clinic' });
    elsewhere = { site: other.id, station: exchange.as(otherStation.secret), nurse: nurse.id };
    const watcher = await exchange.add({ type: 'person', name: '审计员', rights: 'auditor' });
    auditor = exchange.as(watcher.secret);
  });
  afterAll(() => exchange.stop());

  /** A task whose report is signed and adopted. */
  const reported = async (): Promise<{ task: Task; report: Report }> => {
    const task = await valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic)).taskId));
    const report = await pen.write(task);
    const { task: signed } = await valueIn(pen.accept(report));
    return { task: signed, report };
  };
  const refer = (
    { task, report }: { task: Task; report: Report },
    more: {
      by?: ExchangeAccess;
      memberId?: string;
      to?: string;
      referralId?: string;
      commandId?: string;
    } = {},
  ) =>
    (more.by ?? cast.clinic).client.referrals.send({
      commandId: more.commandId ?? randomUUID(),
      referralId: more.referralId ?? randomUUID(),
      taskId: task.taskId,
      reportId: report.reportId,
      version: report.version,
      toSiteId: (more.to ?? hospital.site) as SiteId,
      green: true,
      reason: '需急诊介入',
      contact,
      memberId: (more.memberId ?? cast.nurse.id) as MemberId,
      writtenAt: exchange.clock.now(),
    });
  const step = (
    { taskId, referralId }: Referral,
    what: ReferralStep,
    by: ExchangeAccess = hospital.station,
    memberId: string | null = hospital.doctor,
  ) =>
    by.client.referrals.step({
      commandId: randomUUID(),
      taskId,
      referralId,
      memberId: memberId as MemberId | null,
      step: what,
    });
  const byNurse = (referral: Referral, what: ReferralStep) =>
    step(referral, what, cast.clinic, cast.nurse.id);
  const mayFetch = async (access: ExchangeAccess, sha256: string) =>
    (await access.fetch(`/objects/${sha256}`)).status === 200;

  it('names the sites with tier and telephone to every station', async () => {
    const sites = await valueIn(elsewhere.station.client.referrals.sites());
    expect(sites.map(({ name, tier, phone, chestPain }) => [name, tier, phone, chestPain])).toEqual([
      [cast.site.name, null, '', false],
      ['市人民医院', 'city', '0728-0120', true],
      ['柳河镇卫生院', 'township', '', false],
    ]);
    const who = await valueIn(hospital.station.client.members.whoAmI());
    expect(who.member.siteTier).toBe('city');
  });

  it('goes up with the report and comes back, told to both sites and to nobody else, each step in the audit', async () => {
    const given = await reported();
    const head = (await valueIn(cast.reader.client.feed.read({ after: 0, limit: 1 }))).head;
    const sent = await valueIn(refer(given));
    expect(sent).toMatchObject({
      from: { name: cast.site.name },
      to: { name: '市人民医院', phone: '0728-0120' },
      green: true,
      amended: null,
      report: {
        version: 1,
        impression: '胸部未见异常。',
        doctor: '陈静怡',
        pdfSha256: given.report.pdfSha256,
      },
      sent: { name: '李秀兰' },
    });
    expect(await mayFetch(hospital.station, sent.report.pdfSha256)).toBe(true);
    expect(await mayFetch(elsewhere.station, sent.report.pdfSha256)).toBe(false);
    await valueIn(step(sent, { what: 'delivered' }, hospital.station, null));
    await valueIn(step(sent, accepted));
    await valueIn(step(sent, { what: 'arrived' }));
    await valueIn(step(sent, { what: 'returned', note: 'PCI 术后,双抗一年', contact }));
    const back = await valueIn(byNurse(sent, { what: 'taken-back' }));
    expect(back).toMatchObject({
      accepted: { name: '高峰', bed: '胸痛中心 3 床' },
      returned: { note: 'PCI 术后,双抗一年' },
      takenBack: { name: '李秀兰' },
    });
    for (const [end, times] of [
      [cast.clinic, 1],
      [hospital.station, 1],
      [cast.reader, 2],
      [elsewhere.station, 0],
    ] as const) {
      const { events } = await valueIn(end.client.feed.read({ after: head, limit: 100 }));
      const told = events.filter(({ change }) => change.type === 'referral-changed');
      expect(told).toHaveLength(6 * times);
    }
    const records = await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }));
    const acts = records.filter((one) => one.object === given.task.taskId && one.act.startsWith('referral-'));
    expect(acts.map((one) => [one.act.slice(9), one.memberId])).toEqual([
      ['sent', cast.nurse.id],
      ['delivered', null],
      ['accepted', hospital.doctor],
      ['arrived', hospital.doctor],
      ['returned', hospital.doctor],
      ['taken-back', cast.nurse.id],
    ]);
    // The patient of a closed referral may be referred again.
    expect(await codeOf(refer(given))).toBe('ok');
  });

  it('is refused without a report, to an equal, for another site, by an outsider, and while one is open', async () => {
    const task = await sendWholeStudy(cast.clinic);
    const given = await reported();
    expect(await codeOf(refer({ ...given, task }))).toBe('referral-no-report');
    expect(await codeOf(refer(given, { to: cast.site.id }))).toBe('referral-tier');
    expect(await codeOf(refer(given, { to: 't_nowhere' }))).toBe('site-not-found');
    expect(await codeOf(refer(given, { by: elsewhere.station, memberId: elsewhere.nurse }))).toBe(
      'task-not-found',
    );
    expect(await codeOf(refer(given, { memberId: hospital.doctor }))).toBe('referral-other-site');
    expect(await codeOf(refer(given, { by: cast.reader, memberId: cast.doctors[0]?.id ?? '' }))).toBe(
      'referral-other-site',
    );
    const referralId = randomUUID();
    const sent = await valueIn(refer(given, { referralId }));
    // The same one again is the same one; another is not.
    expect(await valueIn(refer(given, { referralId }))).toEqual(sent);
    expect(await codeOf(refer(given))).toBe('referral-open');
  });

  it('lets each side make its own steps in their order and no other', async () => {
    const sent = await valueIn(refer(await reported()));
    expect(await codeOf(byNurse(sent, accepted))).toBe('referral-other-site');
    expect(await codeOf(step(sent, accepted, hospital.station, cast.nurse.id))).toBe('referral-other-site');
    expect(await codeOf(step(sent, accepted, elsewhere.station, elsewhere.nurse))).toBe('referral-not-found');
    expect(await codeOf(step(sent, accepted, hospital.station, null))).toBe('referral-other-site');
    expect(await codeOf(step(sent, { what: 'arrived' }))).toBe('referral-order');
    await valueIn(step(sent, { what: 'declined', reason: '导管室占用,请转省医院' }));
    expect(await codeOf(step(sent, accepted))).toBe('referral-order');
    expect(await codeOf(byNurse(sent, { what: 'withdrawn', reason: '改主意' }))).toBe('referral-order');
    // Declined: the receiver has nothing to read in it any more.
    expect(await mayFetch(hospital.station, sent.report.pdfSha256)).toBe(false);
    expect(await mayFetch(cast.clinic, sent.report.pdfSha256)).toBe(true);
  });

  it('takes a withdrawal after the acceptance, and takes the PDF back', async () => {
    const sent = await valueIn(refer(await reported()));
    await valueIn(step(sent, accepted));
    const withdrawn = await valueIn(byNurse(sent, { what: 'withdrawn', reason: '家属拒绝转院' }));
    expect(withdrawn.withdrawn).toMatchObject({ name: '李秀兰', reason: '家属拒绝转院' });
    expect(await mayFetch(hospital.station, sent.report.pdfSha256)).toBe(false);
  });

  it('goes with the newest version, whichever the sender had before him, and tells both of a later one', async () => {
    const { task, report } = await reported();
    const sent = await valueIn(refer({ task, report }));
    await valueIn(step(sent, { what: 'delivered' }, hospital.station, null));
    const amending = await valueIn(
      pen.access.client.tasks.beginAmendment({
        commandId: randomUUID(),
        taskId: task.taskId,
        purpose: 'correct',
        reason: 'missed-finding',
        note: '',
      }),
    );
    const amendment = amendmentOf([report], { reason: 'missed-finding', note: '' });
    if (amendment === null) throw new Error('nothing was signed');
    const content = { findings: '右肺下叶实变。', impression: '右肺下叶肺炎。', recommendation: '' };
    const second = await pen.write(amending, {
      previous: report,
      status: 'corrected',
      change: { content, amendment },
    });
    await valueIn(pen.accept(second));
    const { events } = await valueIn(hospital.station.client.feed.read({ after: sent.seq, limit: 100 }));
    const told = events.flatMap(({ change }) =>
      change.type === 'referral-changed' ? [change.referral] : [],
    );
    expect(told.at(-1)).toMatchObject({
      report: { version: 2, status: 'corrected', impression: '右肺下叶肺炎。' },
      amended: { status: 'corrected' },
      deliveredAt: null,
    });
    expect(await mayFetch(hospital.station, second.pdfSha256)).toBe(true);
    expect(await mayFetch(hospital.station, report.pdfSha256)).toBe(false);
    await valueIn(byNurse(sent, { what: 'withdrawn', reason: '报告已更正' }));
    // Sent again by somebody who still had the first version before him.
    const again = await valueIn(refer({ task, report }));
    expect(again).toMatchObject({ report: { version: 2 }, amended: { status: 'corrected' } });
  });
});
