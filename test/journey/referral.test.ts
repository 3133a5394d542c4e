/** A patient sent up and back between two real stations: with the township's link cut, its station killed, and the exchange killed in the middle. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListedReferral } from '#shared/contract/referrals.ts';
import type { SiteId } from '#shared/study/ids.ts';
import { type ReferralStep, referralState } from '#shared/study/referral.ts';
import { bringToWaiting, examFor, readAndSign, reportsAt } from '../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let proxy: TcpProxy;
let hospital: Awaited<ReturnType<Region['addSite']>>;
beforeAll(async () => {
  region = await startRegion({
    clinicThroughProxy: async (address) => {
      proxy = await startTcpProxy(address);
      return proxy.address;
    },
  });
  hospital = await region.addSite(
    { name: '市人民医院', tier: 'city', phone: '0728-0120', chestPain: true },
    '高峰',
  );
}, 240_000);
afterAll(async () => {
  await region?.stop();
  await proxy?.stop();
});

const listed = async (station: StationRig, patient: string): Promise<ListedReferral | undefined> =>
  (await unwrap(station.window.station.referrals.list())).referrals.find(
    (one) => one.patient.name === patient,
  );
const stateAt = (station: StationRig, patient: string, ...states: string[]) =>
  until(`${patient} ${states.join('/')}`, async () => {
    const one = await listed(station, patient);
    return one !== undefined && !one.queued && states.includes(referralState(one)) ? one : null;
  });
const contact = { name: '高峰', phone: '0728-0021' };

test('a referral waits out a cut link and killed programs, arrives once with its PDF, and comes back with a note', async () => {
  const exam = examFor('referral');
  const patient = exam.order.patient.name;
  const { taskId } = await bringToWaiting(region, exam);
  await readAndSign(region.reader, exam, '急性下壁心肌梗死可能');
  await taskInState(region.clinic, exam, 'delivered');
  const [report] = await reportsAt(region.clinic, exam);
  if (report === undefined) throw new Error('no report came home');
  const sites = await until('the sites', async () => {
    const known = await unwrap(region.clinic.window.station.referrals.sites());
    return known.above.length > 0 ? known : null;
  });
  expect(sites.own).toMatchObject({ name: region.siteName, tier: 'township' });
  expect(sites.above.map((site) => site.name)).toEqual(['市人民医院']);

  proxy.cut();
  await until('the cut', async () => {
    const asked = await region.clinic.window.station.intake.cancel({ taskId, reason: '误送' });
    return !asked.ok && ['link-lost', 'exchange-unreachable'].includes(asked.failure.code);
  });
  const given = {
    taskId,
    reportId: report.reportId,
    version: report.version,
    toSiteId: hospital.siteId as SiteId,
    green: true,
    reason: '胸痛绿色通道',
    contact: { name: region.nurse.name, phone: '0728-3322' },
  };
  const sent = await unwrap(region.clinic.window.station.referrals.send(given));
  expect(sent.state).toBe('queued');
  // Kept with its task, also by a station that was killed; the other site knows nothing.
  await region.clinic.crash();
  expect(await listed(region.clinic, patient)).toMatchObject({
    referralId: sent.referralId,
    queued: true,
    report: { impression: '急性下壁心肌梗死可能' },
    to: { phone: '0728-0120' },
  });
  expect(await listed(hospital.station, patient)).toBeUndefined();
  const again = await region.clinic.window.station.referrals.send(given);
  expect(again.ok ? 'ok' : again.failure.code).toBe('referral-open');
  await region.crashExchange();
  proxy.restore();

  const there = await until('the referral with its PDF at the hospital', async () => {
    const one = await listed(hospital.station, patient);
    return one?.hasPdf === true && one.deliveredAt !== null ? one : null;
  });
  expect(there).toMatchObject({
    referralId: sent.referralId,
    green: true,
    sent: { name: region.nurse.name },
  });
  const pdf = await hospital.station.window.get(`/referrals/${sent.referralId}.pdf`);
  expect(pdf.status).toBe(200);
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect((await unwrap(hospital.station.window.station.worklist.list({ tab: 'all' }))).tasks).toEqual([]);

  const step = (one: ReferralStep) =>
    unwrap(hospital.station.window.station.referrals.step({ referralId: sent.referralId, step: one }));
  // Answered while the exchange is down: it goes once the exchange is back.
  await region.exchange.kill();
  const accepting = { what: 'accepted' as const, bed: '胸痛中心 3 床', arrival: '即刻,急诊科', contact };
  expect(await step(accepting)).toEqual({ state: 'queued' });
  await region.crashExchange();
  const accepted = await stateAt(region.clinic, patient, 'accepted');
  expect(accepted.accepted).toMatchObject({ name: '高峰', bed: '胸痛中心 3 床', contact });

  await stateAt(hospital.station, patient, 'accepted');
  await step({ what: 'arrived' });
  await step({ what: 'returned', note: 'PCI 术后,双抗一年,一月后复查', contact });
  const back = await stateAt(region.clinic, patient, 'returned');
  expect(back.returned?.note).toContain('双抗一年');
  await unwrap(
    region.clinic.window.station.referrals.step({
      referralId: sent.referralId,
      step: { what: 'taken-back' },
    }),
  );
  await stateAt(hospital.station, patient, 'taken-back');
}, 300_000);

test('a declined patient is told with the reason, and the PDF is no longer to be read there', async () => {
  const exam = examFor('referral-declined');
  const patient = exam.order.patient.name;
  const { taskId } = await bringToWaiting(region, exam);
  await readAndSign(region.reader, exam, '窦性心动过速');
  await taskInState(region.clinic, exam, 'delivered');
  const [report] = await reportsAt(region.clinic, exam);
  if (report === undefined) throw new Error('no report came home');
  const { referralId } = await unwrap(
    region.clinic.window.station.referrals.send({
      taskId,
      reportId: report.reportId,
      version: report.version,
      toSiteId: hospital.siteId as SiteId,
      green: false,
      reason: '需进一步检查',
      contact: { name: region.nurse.name, phone: '0728-3322' },
    }),
  );
  await stateAt(hospital.station, patient, 'sent');
  await unwrap(
    hospital.station.window.station.referrals.step({
      referralId,
      step: { what: 'declined', reason: '请先门诊随诊' },
    }),
  );
  const declined = await stateAt(region.clinic, patient, 'declined');
  expect(declined.declined).toMatchObject({ name: '高峰', reason: '请先门诊随诊' });
  expect((await hospital.station.window.get(`/referrals/${referralId}.pdf`)).status).toBe(404);
  const late = await region.clinic.window.station.referrals.step({
    referralId,
    step: { what: 'withdrawn', reason: '晚了' },
  });
  expect(late.ok ? 'ok' : late.failure.code).toBe('referral-order');
}, 240_000);
