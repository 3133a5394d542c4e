import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyCase } from '../../exchange/sealed/verify-case.ts';
import { generateExam } from '../../practice/generate-exam.ts';
import { lateImageOf } from '../rig/late-image.ts';
import { type Program, runCommand, startProgram } from '../rig/program.ts';

/** The line as a script: every command is a process of its own, against an exchange that is one too. */
describe('the line on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-cli-'));
  const data = join(folder, 'data');
  const keys = join(folder, 'keys');
  const secrets: Record<string, string> = {};
  let exchange: Program;

  const add = async (name: string, ...args: string[]) => {
    const given = ['member', 'add', '--data', data, '--name', name, ...args, '--json'];
    const { code, lines } = await runCommand(given);
    expect(code).toBe(0);
    secrets[name] = String(lines[0]?.secret);
    return lines[0];
  };
  const as = (name: string, command: string, ...args: string[]) =>
    runCommand([
      command,
      ...args,
      '--exchange',
      String(exchange.ready.exchange),
      '--token',
      secrets[name] ?? '',
      '--json',
    ]);

  beforeAll(async () => {
    exchange = await startProgram(['exchange', '--data', data, '--listen', '127.0.0.1:0']);
  }, 60_000);
  afterAll(async () => {
    expect(await exchange.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('enrols beside the running exchange', async () => {
    expect(await add('青石镇卫生院', '--type', 'site')).toMatchObject({ ok: true, type: 'site', rights: [] });
    expect(await add('青石工作站', '--type', 'station', '--site', '青石镇卫生院')).toMatchObject({
      site: '青石镇卫生院',
    });
    await add('陈静怡', '--type', 'person', '--rights', 'reader', '--licence', '1104200001');
    await add('李秀兰', '--type', 'person', '--site', '青石镇卫生院', '--rights', 'clinic');
    const again = ['member', 'add', '--data', data, '--type', 'person', '--name', '陈静怡', '--json'];
    expect(await runCommand(again)).toMatchObject({
      code: 1,
      lines: [{ ok: false, failure: { code: 'member-exists' } }],
    });
    const nowhere = [...again.slice(0, 6), '--name', '甲', '--site', '无名', '--json'];
    expect((await runCommand(nowhere)).lines[0]).toMatchObject({ failure: { code: 'site-not-found' } });
  }, 60_000);

  it('sends, claims, reports, signs, acknowledges and verifies', async () => {
    const exam = generateExam({ seed: 'cli', kind: 'ecg', now: new Date() });
    const paths = exam.objects.map((object) => {
      const path = join(folder, object.name);
      writeFileSync(path, object.bytes);
      return path;
    });
    const order = join(folder, 'order.json');
    writeFileSync(order, JSON.stringify(exam.order));
    const sent = await as('青石镇卫生院', 'send', ...paths, '--order', order);
    expect(sent).toMatchObject({ code: 0 });
    expect(sent.lines).toHaveLength(paths.length);
    const taskId = String(sent.lines[0]?.taskId);
    const again = await as('青石镇卫生院', 'send', ...paths, '--order', order);
    expect(again.lines[0]).toEqual(sent.lines[0]);

    const listed = await as('陈静怡', 'tasks');
    expect(listed.lines).toMatchObject([{ ok: true, taskId, state: 'waiting', kind: 'ecg' }]);
    expect(await as('李秀兰', 'claim', taskId)).toMatchObject({
      code: 1,
      lines: [{ taskId, ok: false, failure: { code: 'right-missing' } }],
    });
    expect((await as('陈静怡', 'claim', taskId)).lines).toMatchObject([
      { ok: true, state: 'reading', claim: 1 },
    ]);
    const draft = ['--findings', '窦性心律。', '--impression', '正常范围心电图。', '--keys', keys];
    expect(await as('陈静怡', 'report', taskId, ...draft)).toMatchObject({
      code: 0,
      lines: [{ ok: true, revision: 1 }],
    });
    expect((await as('陈静怡', 'report', taskId, ...draft, '--preliminary')).lines).toMatchObject([
      { ok: true, state: 'preliminary', version: 1 },
    ]);
    const save = join(folder, 'saved');
    const signed = await as('陈静怡', 'sign', taskId, '--keys', keys, '--save', save);
    expect(signed.lines).toMatchObject([
      { ok: true, state: 'signed', version: 2, status: 'final', adopted: true },
    ]);
    const received = await as('李秀兰', 'acknowledge', taskId);
    expect(received.lines).toMatchObject([{ ok: true, state: 'received' }]);

    const saved = signed.lines[0]?.saved as unknown as { report: string; pdf: string };
    const ca = join(data, 'ca', 'ca.pem');
    const verified = await runCommand(['verify', saved.report, '--ca', ca, '--pdf', saved.pdf, '--json']);
    expect(verified).toMatchObject({
      code: 0,
      lines: [{ ok: true, signer: '陈静怡', trusted: true, studyInstanceUid: exam.studyInstanceUid }],
    });
    const text = await promisify(execFile)('pdftotext', [saved.pdf, '-']);
    expect(text.stdout).toContain('正常范围心电图');
    writeFileSync(saved.report, readFileSync(saved.report, 'utf8').replace('正常范围', '异常'));
    expect(await runCommand(['verify', saved.pdf, '--ca', ca, '--json'])).toMatchObject({
      code: 0,
      lines: [{ ok: true, trusted: true, revocation: 'good' }],
    });
    const sealed = join(folder, 'case.zip');
    expect(await runCommand(['archive', taskId, '--data', data, '--to', sealed, '--json'])).toMatchObject({
      code: 0,
    });
    expect(await runCommand(['verify', sealed, '--ca', ca, '--json'])).toMatchObject({
      code: 0,
      lines: [{ ok: true, taskId, trusted: true, reports: 2 }],
    });
    // One bit of any file inside, and the file is named.
    const zip = readFileSync(sealed);
    const authority = readFileSync(ca, 'utf8');
    for (const inside of Object.keys(unzipSync(zip))) {
      const files = unzipSync(zip);
      const bytes = files[inside] ?? new Uint8Array();
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const refused = await verifyCase(zipSync(files, { level: 0 }), authority);
      expect(refused.ok, inside).toBe(false);
      const isNamed = !['manifest.json', 'seal.json'].includes(inside);
      if (isNamed)
        expect(refused).toMatchObject({ failure: { code: 'case-altered', params: { file: inside } } });
    }
    const extended = zipSync({ ...unzipSync(zip), 'objects/more.dcm': new Uint8Array(3) }, { level: 0 });
    expect(await verifyCase(extended, authority)).toMatchObject({
      failure: { params: { file: 'objects/more.dcm' } },
    });
    expect(await runCommand(['verify', saved.report, '--json'])).toMatchObject({
      code: 1,
      lines: [{ path: saved.report, ok: false, failure: { code: 'report-altered' } }],
    });
  }, 180_000);

  it('prints every recording of an ECG study, or the one that is chosen by its number', async () => {
    const exam = generateExam({ seed: 'cli-two', kind: 'ecg', now: new Date() });
    const paths = [exam, lateImageOf(exam)].map(({ objects: [object] }) => {
      const path = join(folder, object?.name ?? '');
      writeFileSync(path, object?.bytes ?? '');
      return path;
    });
    const order = join(folder, 'two.json');
    writeFileSync(order, JSON.stringify(exam.order));
    const sent = await as('青石镇卫生院', 'send', ...paths, '--order', order);
    const taskId = String(sent.lines[0]?.taskId);
    await as('陈静怡', 'claim', taskId);
    const draft = ['--findings', '窦性心律。', '--impression', '正常范围心电图。', '--keys', keys];
    const printed = async (answered: Awaited<ReturnType<typeof as>>): Promise<string[]> => {
      const saved = answered.lines[0]?.saved as { pdf?: string } | undefined;
      const { stdout } = await promisify(execFile)('pdftotext', [saved?.pdf ?? '', '-']);
      return [...stdout.matchAll(/心电图 (\d+\/\d+)/g)].map(([, place = '']) => place);
    };
    const save = ['--keys', keys, '--save', join(folder, 'two')];
    for (const wrong of ['3', '0', 'all'])
      expect(
        await as('陈静怡', 'report', taskId, ...draft, '--preliminary', '--recording', wrong),
      ).toMatchObject({ code: 2, lines: [{ taskId, ok: false, failure: { code: 'usage' } }] });
    const all = await as('陈静怡', 'report', taskId, ...draft, '--preliminary', ...save.slice(2));
    expect(all.lines).toMatchObject([{ ok: true, recordings: 2 }]);
    expect(await printed(all)).toEqual(['1/2', '2/2']);
    const second = await as('陈静怡', 'sign', taskId, ...save, '--recording', '2');
    expect(second.lines).toMatchObject([{ ok: true, status: 'final', recordings: 1 }]);
    expect(await printed(second)).toEqual(['2/2']);
  }, 120_000);

  it('holds a routine study whose order names another patient, until somebody says it is the same', async () => {
    const exam = generateExam({ seed: 'cli-2', kind: 'ecg', now: new Date() });
    const [object] = exam.objects;
    const path = join(folder, 'other.dcm');
    writeFileSync(path, object?.bytes ?? '');
    const order = join(folder, 'other.json');
    const form = { ...exam.order, urgency: 'routine', patient: { ...exam.order.patient, name: '欧阳锋' } };
    writeFileSync(order, JSON.stringify(form));
    const held = await as('青石镇卫生院', 'send', path, '--order', order);
    expect(held.lines[0]).toMatchObject({ ok: true, warnings: [{ code: 'identity-unsettled' }] });
    const taskId = String(held.lines[0]?.taskId);
    expect((await as('陈静怡', 'claim', taskId)).lines[0]).toMatchObject({
      failure: { code: 'identity-unsettled' },
    });
    await as('青石镇卫生院', 'send', path, '--order', order, '--same-patient');
    expect((await as('陈静怡', 'claim', taskId)).code).toBe(0);
  }, 120_000);

  it('says what is wrong, with the exit code that belongs to it', async () => {
    const address = String(exchange.ready.exchange);
    const tasks = (...args: string[]) => runCommand(['tasks', ...args, '--json']);
    expect((await tasks('--exchange', address)).code).toBe(2);
    expect((await tasks('--exchange', address, '--token', 'yzp_nobody_x')).lines[0]).toMatchObject({
      failure: { code: 'wrong-password' },
    });
    expect((await tasks('--exchange', 'http://192.0.2.1:9', '--token', 'x')).lines[0]).toMatchObject({
      failure: { code: 'plain-http-refused' },
    });
    const busy = await runCommand(['exchange', '--data', data, '--listen', '127.0.0.1:0', '--json']);
    expect(busy).toMatchObject({ code: 1, lines: [{ failure: { code: 'data-folder-in-use' } }] });
    const { host } = new URL(address);
    const other = join(folder, 'other');
    expect(await runCommand(['exchange', '--data', other, '--listen', host, '--json'])).toMatchObject({
      code: 1,
      lines: [{ failure: { code: 'port-in-use' } }],
    });
    expect(
      (await runCommand(['exchange', '--data', other, '--listen', '0.0.0.0:0', '--json'])).lines[0],
    ).toMatchObject({ failure: { code: 'listen-needs-certificate' } });
    const simulated = await runCommand([
      'exchange',
      '--data',
      other,
      '--listen',
      host,
      '--simulation',
      '--json',
    ]);
    expect(simulated.lines[0]).toMatchObject({ failure: { code: 'practice-refused' } });
  }, 120_000);
});
