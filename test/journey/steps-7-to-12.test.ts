/** Steps 7 to 12: from a claim to the receipt, one test for each row of docs/journey.md. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readQrCode from 'jsqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let second: StationRig;
beforeAll(async () => {
  region = await startRegion();
  second = (await region.addReader('赵敏')).station;
}, 240_000);
afterAll(async () => {
  await region?.stop();
});

describe('step 7: a doctor claims and opens it', () => {
  it('lets exactly one of two claimants have it, and names the holder to the other', async () => {
    const exam = examFor('step-7');
    const { taskId } = await bringToWaiting(region, exam);
    await taskInState(second, exam, 'waiting');
    const answers = await Promise.all(
      [region.reader, second].map((station) => station.window.station.worklist.claim({ taskId })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const refused = answers.find((answer) => !answer.ok);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'task-taken' } });
    const task = await taskInState(region.reader, exam, 'reading');
    expect(task.claim).toBe(1);
  });

  it('refuses a doctor without the right', async () => {
    const exam = examFor('step-7-right');
    const { taskId } = await bringToWaiting(region, exam);
    const imagingOnly = await region.addPerson('陈影', 'sign:imaging,write:imaging,issue:imaging');
    const before = region.doctor;
    await region.reader.signIn(imagingOnly);
    expect(await region.reader.window.station.worklist.claim({ taskId })).toMatchObject({
      ok: false,
      failure: { code: 'right-missing' },
    });
    await region.reader.signIn(before);
  });
});

describe('step 8: findings are written, saved at every pause, private to the reader', () => {
  it('survives kill -9 right after the answer, and is not shown to another reader', async () => {
    const exam = examFor('step-8');
    const { taskId } = await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await write(region.reader, exam, '写到一半');
    await region.reader.crash();
    const drafts = await until('the draft', async () =>
      unwrap(region.reader.window.station.reporting.drafts({ taskId })),
    );
    expect(drafts.own?.content.impression).toBe('写到一半');
    const others = await second.window.station.reporting.drafts({ taskId });
    if (others.ok) expect([others.value.own, ...others.value.former].filter(Boolean)).toEqual([]);
    const task = await taskInState(second, exam);
    expect(JSON.stringify(task)).not.toContain('写到一半');
  }, 240_000);
});

describe('step 9: a preliminary report is issued', () => {
  it('stops the ECG clock, stands at the township as preliminary, and is replaced by the final one', async () => {
    const exam = examFor('step-9');
    await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    await write(region.reader, exam, '初步印象');
    await sign(region.reader, exam, 'preliminary');
    const preliminary = await taskInState(region.clinic, exam, 'preliminary');
    expect(preliminary.clock.stoppedAt).toBe(preliminary.stamps.preliminaryAt);
    await until('the preliminary report at the township', async () =>
      (await reportsAt(region.clinic, exam)).some(
        (report) => report.status === 'preliminary' && report.verified,
      ),
    );
    await write(region.reader, exam, '正式结论', 2);
    await sign(region.reader, exam, 'final');
    const delivered = await taskInState(region.clinic, exam, 'delivered');
    expect(delivered.stamps.preliminaryAt).toBeLessThan(Number(delivered.stamps.signedAt));
    expect(delivered.clock.stoppedAt).toBe(delivered.stamps.preliminaryAt);
    const reports = await reportsAt(region.clinic, exam);
    const final = reports.find((report) => report.status === 'final');
    const first = reports.find((report) => report.status === 'preliminary');
    expect([final?.version, first?.version]).toEqual([2, 1]);
    expect(final?.report.replaces).toMatch(/^[0-9a-f]{64}$/);
    expect(first?.report.replaces).toBeNull();
  }, 240_000);
});

describe('step 10: the last required signature is committed', () => {
  it('asks for the PIN each time; five wrong ones leave only the password', async () => {
    const exam = examFor('step-10');
    const { taskId } = await bringToWaiting(region, exam);
    const { station, person } = await region.addReader('孙丽');
    await taskInState(station, exam, 'waiting');
    await claim(station, exam);
    await readWhole(station, exam);
    await write(station, exam, '结论');
    const request = { taskId, status: 'final' as const, openStudies: [exam.studyInstanceUid] };
    const { signing } = station.window.station;
    for (let attempt = 1; attempt <= 5; attempt++)
      expect(await signing.sign({ ...request, secret: '000000' })).toMatchObject({ ok: false });
    expect(await signing.sign({ ...request, secret: '246810' })).toMatchObject({
      ok: false,
      failure: { code: 'pin-blocked' },
    });
    expect((await unwrap(signing.prepare({ taskId }))).credential).toBe('password');
    expect(await unwrap(signing.sign({ ...request, secret: person.secret }))).toMatchObject({
      state: 'committed',
    });
  }, 240_000);

  it('refuses while another study is open, unless the doctor passes it with a reason that is printed', async () => {
    const exam = examFor('step-10-beside');
    const { taskId } = await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    await write(region.reader, exam, '结论');
    const { signing } = region.reader.window.station;
    const openStudies = [exam.studyInstanceUid, '2.25.999'];
    const facts = await unwrap(signing.prepare({ taskId, openStudies }));
    expect(facts.blocks).toEqual([{ code: 'other-study-open', passable: true }]);
    const request = { taskId, status: 'final' as const, secret: '246810', openStudies };
    expect(await signing.sign(request)).toMatchObject({ ok: false });
    const passed = [{ code: 'other-study-open' as const, text: '打开的是对比检查' }];
    await unwrap(signing.sign({ ...request, passed }));
    await taskInState(region.clinic, exam, 'delivered');
    // No window has measured this ECG, and the report says that too.
    expect((await reportsAt(region.clinic, exam))[0]?.report.limits).toEqual([
      ...passed,
      { code: 'other', text: '未能自动测量', reading: 'no-analysis' },
    ]);
  }, 240_000);
});

describe('step 11: it goes home, retried until the township has stored and verified it', () => {
  it('waits for a township that is down', async () => {
    const exam = examFor('step-11');
    await bringToWaiting(region, exam);
    await region.clinic.program.kill();
    await readAndSign(region.reader, exam, 'township down');
    await taskInState(region.reader, exam, 'signed');
    await region.clinic.start();
    await taskInState(region.reader, exam, 'delivered');
    expect((await reportsAt(region.clinic, exam)).filter((report) => report.verified)).toHaveLength(1);
  }, 240_000);
});

describe('step 12: a named person at the township opens it', () => {
  it('closes the task with the receipt, once', async () => {
    const exam = examFor('step-12');
    await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '已阅');
    await acknowledge(region, exam);
    const received = await taskInState(region.reader, exam, 'received');
    const at = received.stamps.receivedAt;
    const [report] = await reportsAt(region.clinic, exam);
    if (!report) throw new Error('no report');
    await region.clinic.window.station.dispatch.acknowledge({
      reportId: report.reportId,
      version: report.version,
    });
    expect((await taskInState(region.reader, exam, 'received')).stamps.receivedAt).toBe(at);
  }, 240_000);

  it('finds a printed report by its code, and refuses a paper that says something else', async () => {
    const exam = examFor('step-12-paper');
    await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '两肺未见异常');
    const { taskId } = await taskInState(region.reader, exam, 'delivered');
    const [report] = await reportsAt(region.clinic, exam);
    if (!report) throw new Error('no report');
    const answer = await region.clinic.window.get(`/reports/${report.reportId}/${report.version}.pdf`);
    const code = printedCode(Buffer.from(await answer.arrayBuffer()));
    for (const { window } of [region.clinic, region.reader]) {
      expect(await unwrap(window.station.dispatch.ofPaper({ code: ` ${code}\n` }))).toMatchObject({
        taskId,
        adopted: true,
        newest: { version: report.version, status: 'final' },
      });
    }
    const { dispatch } = region.clinic.window.station;
    const other = code.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const refused = [other, code.replace(report.reportId, 'nobody'), 'https://example.org/?id=1'];
    const codes = await Promise.all(
      refused.map(async (one) => {
        const found = await dispatch.ofPaper({ code: one });
        return found.ok ? 'ok' : found.failure.code;
      }),
    );
    expect(codes).toEqual(['paper-code-altered', 'report-not-found', 'paper-code-unknown']);
  }, 240_000);

  it('is not for the reader to do', async () => {
    const exam = examFor('step-12-reader');
    await bringToWaiting(region, exam);
    const signed = await readAndSign(region.reader, exam, '医师不能签收');
    await taskInState(region.reader, exam, 'delivered');
    const answer = await region.reader.window.station.dispatch.acknowledge({
      reportId: signed.reportId as never,
      version: signed.version,
    });
    expect(answer).toMatchObject({ ok: false });
    expect((await taskInState(region.reader, exam)).state).toBe('delivered');
  }, 240_000);
});

/** What a scanner reads from the first page of a PDF printed at 300 dpi. */
function printedCode(pdf: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-paper-'));
  try {
    writeFileSync(join(folder, 'report.pdf'), pdf);
    const args = ['-r', '300', '-l', '1', '-gray', '-singlefile'];
    execFileSync('pdftoppm', [...args, join(folder, 'report.pdf'), join(folder, 'page')]);
    const file = readFileSync(join(folder, 'page.pgm'));
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 40).toString('latin1'));
    if (head === null) throw new Error('no grey page');
    const [width, height] = [Number(head[1]), Number(head[2])];
    const grey = file.subarray(head[0].length);
    const rgba = Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) =>
      at % 4 === 3 ? 255 : (grey[at >> 2] ?? 255),
    );
    return readQrCode(rgba, width, height)?.data ?? 'no code';
  } finally {
    rmSync(folder, { recursive: true });
  }
}
