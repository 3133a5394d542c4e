/** Correction, addendum and withdrawal of a signed report through a cut link and kills of every program. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AmendPurpose, AmendReason } from '#shared/report/amendment.ts';
import type { Exam } from '../../practice/exam.ts';
import { acknowledge, bringToWaiting, examFor, readAndSign, readWhole, reportsAt } from '../rig/line.ts';
import { pinOf, type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

describe('a signed report', () => {
  let region: Region;
  let second: StationRig;
  let all: TcpProxy;
  let line: TcpProxy;
  beforeAll(async () => {
    region = await startRegion({
      throughProxy: async (address) => {
        all = await startTcpProxy(address);
        return all.address;
      },
      readerThroughProxy: async (address) => {
        line = await startTcpProxy(address);
        return line.address;
      },
    });
    second = (await region.addReader('赵敏')).station;
  }, 240_000);
  afterAll(async () => {
    await region?.stop();
    await Promise.all([all?.stop(), line?.stop()]);
  });

  const amend = (station: StationRig, exam: Exam, purpose: AmendPurpose, reason: AmendReason) =>
    until(`${purpose} begun`, async () => {
      const { taskId } = await taskInState(station, exam);
      const given = { taskId, purpose, reason, note: '电话复核' };
      const answer = await station.window.station.worklist.amend(given);
      return answer.ok ? answer.value : null;
    });
  async function write(station: StationRig, exam: Exam, impression: string) {
    const { taskId } = await taskInState(station, exam);
    const { reporting } = station.window.station;
    const { own } = await unwrap(reporting.drafts({ taskId }));
    if (own === null) throw new Error('nothing to begin with');
    // A conclusion that its own findings deny would not be signed.
    const content = { ...own.content, findings: `心电图示:${impression}`, impression };
    await unwrap(reporting.saveDraft({ taskId, content, revision: own.revision + 1 }));
    return own;
  }
  async function sign(station: StationRig, exam: Exam, status: 'corrected' | 'withdrawn' | 'addendum') {
    const { taskId } = await taskInState(station, exam);
    const openStudies = [exam.studyInstanceUid];
    return unwrap(station.window.station.signing.sign({ taskId, status, secret: pinOf, openStudies }));
  }
  const versionsAt = async (station: StationRig, exam: Exam) =>
    (await reportsAt(station, exam)).map((one) => [
      one.version,
      one.status,
      one.verified,
      one.report.content.impression,
    ]);

  it('is corrected from its own text while it stands, across a cut and kills, and rings until somebody took note', async () => {
    const exam = examFor('corrected');
    await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '右束支传导阻滞');
    await acknowledge(region, exam);
    await taskInState(region.reader, exam, 'received');

    const taken = await amend(region.reader, exam, 'correct', 'wrong-conclusion');
    expect(taken).toMatchObject({ state: 'received', claim: 2, amending: { reason: 'wrong-conclusion' } });
    await until('更正中 at the township', async () => (await taskInState(region.clinic, exam)).amending);
    // Killed before a word is written: the claim is still his, and the text is the report's.
    await region.reader.crash();
    await until('更正中 after the kill', async () => (await taskInState(region.reader, exam)).amending);
    await readWhole(region.reader, exam);
    const begun = await write(region.reader, exam, '左束支传导阻滞');
    expect(begun.content.impression).toBe('右束支传导阻滞');
    line.cut();
    all.cut();
    expect((await sign(region.reader, exam, 'corrected')).state).toBe('queued');
    await region.reader.program.kill();
    await region.crashExchange();
    line.restore();
    all.restore();
    await region.reader.start();
    await region.clinic.crash();
    const home = await taskInState(region.clinic, exam, 'delivered');
    expect(home).toMatchObject({
      holder: null,
      notice: { what: 'corrected', version: 2, name: region.doctor.name, acknowledged: null },
    });
    expect(home.amending).toBeUndefined();
    const both = [
      [2, 'corrected', true, '左束支传导阻滞'],
      [1, 'final', true, '右束支传导阻滞'],
    ];
    expect(await versionsAt(region.clinic, exam)).toEqual(both);

    // Taken note of without a link, and the exchange dies once more before it hears of it.
    all.cut();
    const [correction] = await reportsAt(region.clinic, exam);
    if (correction === undefined) throw new Error('no correction');
    expect(correction.report.amendment?.former.impression).toBe('右束支传导阻滞');
    const { reportId, version } = correction;
    await unwrap(region.clinic.window.station.dispatch.acknowledge({ reportId, version }));
    await region.crashExchange();
    all.restore();
    await taskInState(region.reader, exam, 'received');
    const noted = await until('who took note', async () => {
      const { notice } = await taskInState(region.reader, exam);
      return notice?.acknowledged ?? null;
    });
    expect(noted.name).toBe(region.nurse.name);
    expect(await versionsAt(region.reader, exam)).toEqual(both);
  }, 240_000);

  it('of two corrections keeps one; the other stays with its doctors as 未采用', async () => {
    const exam = examFor('corrected-twice');
    const { taskId } = await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '窦性心律');
    await taskInState(region.clinic, exam, 'delivered');
    const taken = await amend(region.reader, exam, 'correct', 'missed-finding');
    await write(region.reader, exam, '第一位医师的更正');
    line.cut();
    await until(
      'the take-over',
      async () => {
        const from = taken.holder?.memberId ?? ('' as never);
        return (await second.window.station.worklist.takeOver({ taskId, from })).ok;
      },
      30_000,
    );
    expect((await sign(region.reader, exam, 'corrected')).state).toBe('queued');
    await readWhole(second, exam);
    const offered = await unwrap(second.window.station.reporting.drafts({ taskId }));
    expect(offered).toMatchObject({ begins: true, own: { content: { impression: '窦性心律' } } });
    await write(second, exam, '第二位医师的更正');
    expect((await sign(second, exam, 'corrected')).state).toBe('committed');
    line.restore();
    await until('未采用', async () => {
      const task = await taskInState(region.reader, exam);
      return task.reports.some((report) => !report.adopted);
    });
    await until('the second version at the township', async () => {
      const versions = await versionsAt(region.clinic, exam);
      return versions[0]?.[3] === '第二位医师的更正' && versions.length === 2;
    });
    const kept = await unwrap(region.reader.window.station.dispatch.notAdopted());
    expect(kept.map((one) => one.report.content.impression)).toContain('第一位医师的更正');
  }, 240_000);

  it('is added to, then withdrawn: the township still reads every version, and nothing more can be made of it', async () => {
    const exam = examFor('withdrawn');
    await bringToWaiting(region, exam);
    await readAndSign(second, exam, '心房颤动');
    await taskInState(region.clinic, exam, 'delivered');
    await amend(second, exam, 'supplement', 'asked-by-township');
    const begun = await write(second, exam, '与前次比较无变化');
    expect(begun.content.impression).toBe('');
    expect((await sign(second, exam, 'addendum')).version).toBe(2);
    expect((await taskInState(region.clinic, exam, 'delivered')).notice).toBeUndefined();

    await amend(second, exam, 'withdraw', 'wrong-patient');
    await region.crashExchange();
    const signed = await until('the withdrawal', async () => {
      const { taskId } = await taskInState(second, exam);
      const openStudies = [exam.studyInstanceUid];
      const answer = await second.window.station.signing.sign({
        taskId,
        status: 'withdrawn',
        secret: pinOf,
        openStudies,
      });
      return answer.ok ? answer.value : null;
    });
    const home = await until('it at the township', async () => {
      const task = await taskInState(region.clinic, exam, 'withdrawn');
      return task.stamps.deliveredAt === null ? null : task;
    });
    expect(home.notice).toMatchObject({ what: 'withdrawn', version: 3, reason: 'wrong-patient' });
    expect(await versionsAt(region.clinic, exam)).toEqual([
      [3, 'withdrawn', true, ''],
      [2, 'addendum', true, '与前次比较无变化'],
      [1, 'final', true, '心房颤动'],
    ]);
    const pdf = await region.clinic.window.get(`/reports/${signed.reportId}/3.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const reportId = signed.reportId as never;
    await unwrap(region.clinic.window.station.dispatch.acknowledge({ reportId, version: 3 }));
    await until('who took note', async () => (await taskInState(second, exam)).notice?.acknowledged);
    const { taskId } = await taskInState(second, exam);
    const again = { taskId, purpose: 'correct', reason: 'wording', note: '' } as const;
    expect(await second.window.station.worklist.amend(again)).toMatchObject({
      ok: false,
      failure: { code: 'move-illegal' },
    });
  }, 240_000);
});
