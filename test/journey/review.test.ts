/** Two doctors through a cut link and kills: submitted, given back, submitted again, changed and signed; the township takes note. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPdf } from '../../exchange/reports/verify-pdf.ts';
import {
  acknowledge,
  bringToWaiting,
  claim,
  examFor,
  readAndSign,
  readWhole,
  reportsAt,
  sign,
  write,
} from '../rig/line.ts';
import {
  pinOf,
  type Region,
  requireReview,
  type StationRig,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

describe('two doctors', () => {
  let region: Region;
  let second: StationRig;
  let line: TcpProxy;
  beforeAll(async () => {
    region = await startRegion({
      readerThroughProxy: async (address) => {
        line = await startTcpProxy(address);
        return line.address;
      },
    });
    second = (await region.addReader('赵敏', 'reviewer')).station;
    await requireReview(region);
  }, 240_000);
  afterAll(async () => {
    await region?.stop();
    await line?.stop();
  });

  /** What the paper proves without the JSON report beside it. */
  async function paperOf({ reportId, version }: { readonly reportId: string; readonly version: number }) {
    const paper = await region.clinic.window.get(`/reports/${reportId}/${version}.pdf`);
    const authority = readFileSync(join(region.folder, 'exchange', 'ca', 'ca.pem'), 'utf8');
    return verifyPdf(Buffer.from(await paper.arrayBuffer()), authority);
  }
  const bothProven = () => ({
    ok: true,
    value: { signer: '赵敏', trusted: true, author: { signer: region.doctor.name, trusted: true } },
  });

  it('answer for one report together: nothing is lost or delivered early, whoever dies', async () => {
    const exam = examFor('reviewed');
    const { taskId } = await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    await write(region.reader, exam, '窦性心律');
    await sign(region.reader, exam, 'preliminary');
    await until('the preliminary report', async () => (await reportsAt(region.clinic, exam)).length === 1);

    // Submitted without a link, by a station that dies before it is sent.
    line.cut();
    expect((await sign(region.reader, exam)).state).toBe('queued');
    await region.reader.program.kill();
    await region.crashExchange();
    line.restore();
    await region.reader.start();
    const waiting = await taskInState(second, exam, 'reviewing');
    expect(waiting).toMatchObject({ holder: null, review: { submitted: { name: region.doctor.name } } });
    expect(await reportsAt(region.clinic, exam)).toHaveLength(1);
    await until('the answer', async () => (await reportsAt(region.reader, exam)).length === 1);
    expect(await region.reader.window.station.worklist.claim({ taskId })).toMatchObject({
      failure: { code: 'review-own' },
    });

    await until('the reviewer', async () => (await second.window.station.worklist.claim({ taskId })).ok);
    const given = await unwrap(second.window.station.reporting.drafts({ taskId }));
    expect(given).toMatchObject({ begins: true, own: { content: { impression: '窦性心律' } } });
    await unwrap(second.window.station.worklist.returnFromReview({ taskId, reason: '请核对 P 波' }));
    const returned = await taskInState(region.reader, exam, 'reading');
    expect(returned).toMatchObject({
      holder: { name: region.doctor.name },
      review: { returned: { name: '赵敏', reason: '请核对 P 波' } },
    });
    const { own } = await unwrap(region.reader.window.station.reporting.drafts({ taskId }));
    expect(own?.content.impression).toBe('窦性心律');
    await until('the claim at the writer’s station', async () => {
      const openStudies = [exam.studyInstanceUid];
      const { blocks } = await unwrap(region.reader.window.station.signing.prepare({ taskId, openStudies }));
      return blocks.every((block) => block.passable);
    });
    await readWhole(region.reader, exam);
    await write(region.reader, exam, '窦性心律不齐', 5);
    await sign(region.reader, exam);

    await taskInState(second, exam, 'reviewing');
    await until(
      'the reviewer again',
      async () => (await second.window.station.worklist.claim({ taskId })).ok,
    );
    await readWhole(second, exam);
    const again = await unwrap(second.window.station.reporting.drafts({ taskId }));
    expect(again.own?.content.impression).toBe('窦性心律不齐');
    const content = { findings: '所见:P 波消失', impression: '心房颤动', recommendation: '' };
    await unwrap(second.window.station.reporting.saveDraft({ taskId, content, revision: 9 }));
    await second.crash();
    const openStudies = [exam.studyInstanceUid];
    const request = { taskId, status: 'final', secret: pinOf, openStudies } as const;
    await until('the second signature', async () => (await second.window.station.signing.sign(request)).ok);
    await region.crashExchange();

    const home = await taskInState(region.clinic, exam, 'delivered');
    expect(home.notice).toMatchObject({ what: 'changed', version: 2, acknowledged: null });
    const [report] = await reportsAt(region.clinic, exam);
    expect(report).toMatchObject({ verified: true, version: 2, memberName: region.doctor.name });
    expect(report?.report.signatures.map((one) => [one.role, one.name])).toEqual([
      ['author', region.doctor.name],
      ['reviewer', '赵敏'],
    ]);
    expect(report?.report.reviewed?.content.impression).toBe('窦性心律不齐');
    expect(report?.report.content.impression).toBe('心房颤动');
    if (report === undefined) throw new Error('no report');
    const { reportId, version } = report;
    expect(await paperOf(report)).toMatchObject(bothProven());
    await unwrap(region.clinic.window.station.dispatch.acknowledge({ reportId, version }));
    const received = await taskInState(second, exam, 'received');
    expect(received.notice?.acknowledged?.name).toBe(region.nurse.name);
  }, 300_000);

  it('answer for its correction as well: the former version stands at the township until both have signed', async () => {
    const exam = examFor('reviewed-correction');
    const { taskId } = await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '右束支传导阻滞');
    await taskInState(second, exam, 'reviewing');
    await until('the reviewer', async () => (await second.window.station.worklist.claim({ taskId })).ok);
    await readWhole(second, exam);
    await sign(second, exam);
    await taskInState(region.clinic, exam, 'delivered');
    await acknowledge(region, exam);
    await taskInState(region.reader, exam, 'received');

    const why = { purpose: 'correct', reason: 'wrong-conclusion', note: '电话复核' } as const;
    await unwrap(region.reader.window.station.worklist.amend({ taskId, ...why }));
    const { own } = await unwrap(region.reader.window.station.reporting.drafts({ taskId }));
    expect(own?.content.impression).toBe('右束支传导阻滞');
    await write(region.reader, exam, '左束支传导阻滞', (own?.revision ?? 0) + 1);
    const openStudies = [exam.studyInstanceUid];
    const correction = { taskId, status: 'corrected', secret: pinOf, openStudies } as const;

    // Submitted without a link, by a station that dies before it is sent.
    line.cut();
    expect((await unwrap(region.reader.window.station.signing.sign(correction))).state).toBe('queued');
    await region.reader.program.kill();
    await region.crashExchange();
    line.restore();
    await region.reader.start();
    const submitted = await until('the correction for review', async () => {
      const { tasks } = await unwrap(second.window.station.worklist.list({ tab: 'reviewing' }));
      return tasks.find((task) => task.taskId === taskId);
    });
    expect(submitted).toMatchObject({
      state: 'received',
      holder: null,
      amending: { submitted: { name: region.doctor.name } },
    });
    await until('the answer', async () => {
      const { amending, queuedSignature } = await taskInState(region.reader, exam);
      return amending?.submitted !== undefined && !queuedSignature;
    });
    expect(await region.reader.window.station.worklist.claim({ taskId })).toMatchObject({
      failure: { code: 'review-own' },
    });
    // Even with the key: his own station asks the exchange, and it refuses by name.
    expect(await region.reader.window.station.signing.sign(correction)).toMatchObject({ ok: false });

    await until('the reviewer', async () => (await second.window.station.worklist.claim({ taskId })).ok);
    const given = await unwrap(second.window.station.reporting.drafts({ taskId }));
    expect(given).toMatchObject({ begins: true, own: { content: { impression: '左束支传导阻滞' } } });
    await unwrap(second.window.station.worklist.returnFromReview({ taskId, reason: '请写明完全性' }));
    const returned = await until('the correction again', async () => {
      const task = await taskInState(region.reader, exam);
      return task.amending?.returned === undefined ? null : task;
    });
    expect(returned).toMatchObject({
      state: 'received',
      holder: { name: region.doctor.name },
      amending: { returned: { name: '赵敏', reason: '请写明完全性' } },
    });
    const again = await unwrap(region.reader.window.station.reporting.drafts({ taskId }));
    expect(again.own?.content.impression).toBe('左束支传导阻滞');
    await write(region.reader, exam, '完全性左束支传导阻滞', (again.own?.revision ?? 0) + 1);
    await until(
      'the second submission',
      async () => (await region.reader.window.station.signing.sign(correction)).ok,
    );

    // The reviewer's station and the exchange die while he is at it.
    await until('the reviewer', async () => (await second.window.station.worklist.claim({ taskId })).ok);
    await readWhole(second, exam);
    await second.crash();
    await region.crashExchange();
    const versions = async () => (await reportsAt(region.clinic, exam)).map((one) => one.version);
    expect(await versions()).toEqual([1]);
    await until(
      'the second signature',
      async () => (await second.window.station.signing.sign(correction)).ok,
    );

    const home = await until('the correction at the township', async () => {
      const task = await taskInState(region.clinic, exam);
      return task.state === 'delivered' && task.notice !== undefined ? task : null;
    });
    expect(home).toMatchObject({ notice: { what: 'corrected', version: 2, acknowledged: null } });
    expect(home.amending).toBeUndefined();
    expect(await versions()).toEqual([2, 1]);
    const [report] = await reportsAt(region.clinic, exam);
    expect(report).toMatchObject({ verified: true, status: 'corrected', memberName: region.doctor.name });
    expect(report?.report.signatures.map((one) => [one.role, one.name])).toEqual([
      ['author', region.doctor.name],
      ['reviewer', '赵敏'],
    ]);
    if (report === undefined) throw new Error('no correction');
    expect(report.report.content.impression).toBe('完全性左束支传导阻滞');
    expect(report.report.amendment?.former.impression).toBe('右束支传导阻滞');
    expect(await paperOf(report)).toMatchObject(bothProven());
  }, 300_000);
});
