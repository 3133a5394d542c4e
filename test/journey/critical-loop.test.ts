/** 危急值闭环 over the whole line: raised while the link is cut, programs killed at every step, once at both ends, in report and PDF. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NoticeStep } from '#shared/study/critical-notice.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { bringToWaiting, claim, examFor, readWhole, reportsAt, sign, write } from '../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let proxy: TcpProxy;
beforeAll(async () => {
  region = await startRegion({
    readerThroughProxy: async (address) => {
      proxy = await startTcpProxy(address);
      return proxy.address;
    },
  });
}, 240_000);
afterAll(async () => {
  await region?.stop();
  await proxy?.stop();
});

const picture = Buffer.from('not a real png, but bytes that must come through').toString('base64');

const noticesAt = async (station: StationRig) =>
  (await unwrap(station.window.station.critical.notices())).notices;

function raise(taskId: TaskId, code: string, drill: boolean) {
  return unwrap(
    region.reader.window.station.critical.raise({
      taskId,
      drill,
      code,
      note: '左侧',
      sopInstanceUid: '1.2.3',
      sha256: null,
      rule: null,
      picture,
    }),
  );
}

/** Until the station has taken it, whichever program was just killed. */
const step = (station: StationRig, taskId: TaskId, noticeId: string, given: NoticeStep) =>
  until(`step ${given.what}`, async () => {
    const answer = await station.window.station.critical.step({ taskId, noticeId, step: given });
    return answer.ok;
  });

it('waits for the link and says so, survives every kill, is closed by name, and stands in report and PDF', async () => {
  const exam = examFor('critical-loop', 'dr');
  await bringToWaiting(region, exam);
  const { taskId } = await claim(region.reader, exam);
  await readWhole(region.reader, exam);
  proxy.cut();
  await until('the cut', async () => {
    const given = await region.reader.window.station.worklist.release({ taskId, reason: 'x' });
    return !given.ok && given.failure.code === 'claim-needs-link';
  });
  const { noticeId, state } = await raise(taskId, 'TPTX', false);
  expect(state).toBe('queued');
  expect(await noticesAt(region.reader)).toMatchObject([
    { queued: true, notice: { noticeId, finding: { code: 'TPTX' }, raised: { name: region.doctor.name } } },
  ]);
  // Nobody at the township can know; killed meanwhile, the station still has it.
  expect(await noticesAt(region.clinic)).toEqual([]);
  await region.reader.crash();
  const [waiting] = await noticesAt(region.reader);
  expect(waiting).toMatchObject({ queued: true, notice: { noticeId, deliveredAt: null } });

  await region.crashExchange();
  proxy.restore();
  const there = await until('the notice at the township', async () =>
    (await noticesAt(region.clinic)).find((one) => one.notice.deliveredAt !== null),
  );
  expect(there.notice.raised.at).toBe(waiting?.notice.raised.at);
  const asked = { taskId, noticeId };
  expect(await unwrap(region.clinic.window.station.critical.picture(asked))).toEqual({ picture });
  await region.clinic.crash();
  await step(region.clinic, taskId, noticeId, { what: 'opened' });
  const wrong = await region.clinic.window.station.critical.step({
    ...asked,
    step: { what: 'read-back', surname: '错', finding: '气胸' },
  });
  expect(wrong).toMatchObject({
    ok: false,
    failure: { code: 'read-back-differs', params: { what: 'surname' } },
  });
  const surname = exam.order.patient.name;
  await region.crashExchange();
  await step(region.clinic, taskId, noticeId, { what: 'read-back', surname, finding: '张力性气胸' });
  await region.clinic.crash();
  await step(region.clinic, taskId, noticeId, { what: 'acted', action: 'treating', note: '已减压' });
  await until('the act at the reader', async () =>
    (await noticesAt(region.reader)).some((one) => one.notice.acted !== null),
  );
  // The drill goes its own way beside it.
  const drill = await raise(taskId, 'AD', true);
  await step(region.reader, taskId, noticeId, { what: 'closed' });
  await write(region.reader, exam, '张力性气胸');
  await sign(region.reader, exam);
  const task = await taskInState(region.clinic, exam, 'delivered');
  expect(task.notices).toHaveLength(2);
  expect(task.notices?.[0]).toMatchObject({
    noticeId,
    opened: { name: region.nurse.name },
    readBack: { name: region.nurse.name, how: 'typed' },
    acted: { name: region.nurse.name },
    closed: { name: region.doctor.name },
  });
  const [stored] = await reportsAt(region.clinic, exam);
  expect(stored?.verified).toBe(true);
  expect(stored?.report.notices).toMatchObject([
    { noticeId, raisedBy: region.doctor.name, readBack: { recipient: region.nurse.name, how: 'typed' } },
  ]);
  expect(JSON.stringify(stored?.report)).not.toContain(drill.noticeId);
  const pdf = await region.clinic.window.get(`/reports/${stored?.reportId}/${stored?.version}.pdf`);
  const file = join(region.folder, 'critical.pdf');
  writeFileSync(file, new Uint8Array(await pdf.arrayBuffer()));
  const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
  expect(text).toContain('危急值已通知');
  expect(text).toContain(`张力性气胸:${region.doctor.name}于`);
  expect(text).toContain(`${region.nurse.name}于`);
  expect(text).not.toContain('主动脉夹层');
  // One loop is still open at both ends: the drill.
  const open = await noticesAt(region.clinic);
  expect(open.map((one) => [one.notice.noticeId, one.notice.drill])).toEqual([[drill.noticeId, true]]);
}, 240_000);
