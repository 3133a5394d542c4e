/** What an auditor can do with the audit on a real exchange: search it, prove it, take it out, decide about a break; and nothing beside. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditCursor, AuditPage, AuditRow } from '#shared/contract/exchange/audit.ts';
import type { Task } from '#shared/study/task.ts';
import { run as runVerify } from '../../../cli/commands/verify.ts';
import { verifyAuditFile } from '../../../exchange/sealed/verify-audit-file.ts';
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

describe('the auditor of a region', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let auditor: ReturnType<TestExchange['as']>;
  let token: string;
  let task: Task;
  let pen: Awaited<ReturnType<typeof makePen>>;

  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const person = await exchange.add({ type: 'person', name: '审计员', rights: 'auditor' });
    auditor = exchange.as(person.secret);
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('a doctor is needed');
    pen = await makePen(exchange, doctor);
    task = await sendWholeStudy(cast.clinic);
    await valueIn(claim(pen.access, task.taskId));
    await valueIn(
      pen.access.client.tasks.release({
        commandId: randomUUID(),
        taskId: task.taskId,
        claim: 1,
        reason: '会议',
      }),
    );
    exchange.clock.advance(60_000);
    const again = await valueIn(claim(pen.access, task.taskId));
    await valueIn(pen.accept(await pen.write(again)));
    await sendWholeStudy(cast.clinic, {
      patient: { name: '林晓', id: 'Q-77', sex: 'F', birthDate: '1970-01-02' },
    });
    await claim(exchange.as(cast.nurse.secret), task.taskId);
    const signIn = { name: '审计员', password: person.secret };
    token = (await valueIn(cast.reader.client.members.signIn(signIn))).accessToken;
  }, 180_000);
  afterAll(() => exchange.stop());

  const sql = (text: string) => {
    const other = new Sqlite(join(exchange.folder, 'exchange.sqlite'), { timeout: 5000 });
    other.exec(text);
    other.close();
  };
  const search = async (asked: Parameters<typeof auditor.client.audit.search>[0]) =>
    (await valueIn(auditor.client.audit.search(asked))).rows;
  const prove = async (from: 'head' | 'first') => {
    const proof = await valueIn(auditor.client.audit.prove({ from }));
    if (proof === null) throw new Error('a short chain was walked for long');
    return proof;
  };
  const actsIn = (rows: readonly AuditRow[]) => rows.map((row) => row.act);

  it('is the only one who may, and sees nothing of the cases, at a station of the centre either', async () => {
    const boss = await exchange.add({ type: 'person', name: '管理员', rights: 'administrator' });
    const local = await exchange.add({
      type: 'person',
      name: '院审计',
      rights: 'auditor',
      site: '青石镇卫生院',
    });
    const others = [
      pen.access,
      exchange.as(cast.nurse.secret),
      exchange.as(boss.secret),
      exchange.as(local.secret),
    ];
    for (const { client } of [...others, cast.reader, cast.clinic]) {
      const answers = [
        client.audit.search({}),
        client.audit.status(),
        client.audit.prove({ from: 'head' }),
        client.audit.exportFile({}),
        client.audit.anchor({ commandId: randomUUID(), reason: 'x' }),
        client.audit.read({ after: 0 }),
      ];
      for (const answer of answers) expect(await codeOf(answer)).toBe('right-missing');
    }
    const seated = { context: { person: token } };
    const { client } = cast.reader;
    expect(await valueIn(client.tasks.list({}, seated))).toEqual([]);
    expect(await codeOf(client.tasks.get({ taskId: task.taskId }, seated))).toBe('task-not-found');
    expect(await codeOf(client.reports.list({ taskId: task.taskId }, seated))).toBe('task-not-found');
    expect(await codeOf(client.audit.status(undefined, seated))).toBe('ok');
  });

  it('searches by time, person, patient or accession number, claim, act and outcome', async () => {
    const ofTask = await search({ subject: task.taskId, limit: 500 });
    expect(actsIn(ofTask)).toEqual(
      expect.arrayContaining(['ordered', 'begun', 'opened', 'claimed', 'released', 'signed']),
    );
    const number = task.order.accessionNumber;
    expect(actsIn(await search({ subject: number, limit: 500 }))).toEqual(actsIn(ofTask));
    expect(ofTask.find((row) => row.act === 'signed')).toMatchObject({
      memberName: '陈静怡',
      accessionNumber: number,
    });
    const ofPatient = await search({ subject: 'q-77', limit: 500 });
    expect(actsIn(ofPatient)).toContain('opened');
    expect(ofPatient.some((row) => row.object === task.taskId)).toBe(false);

    const byDoctor = await search({ person: '陈静怡', limit: 500 });
    expect(byDoctor.length).toBeGreaterThan(3);
    expect(new Set(byDoctor.map((row) => row.memberId))).toEqual(new Set([cast.doctors[0]?.id]));
    const refused = await search({ outcome: 'refused', act: 'claimed' });
    expect(refused).toMatchObject([{ memberName: '李秀兰', detail: 'right-missing', success: false }]);

    const first = await search({ subject: number, claim: 1, limit: 500 });
    const second = await search({ subject: number, claim: 2, limit: 500 });
    expect(actsIn(first).filter((act) => act !== 'delivered')).toEqual(['released', 'claimed']);
    expect(actsIn(second)).toEqual(expect.arrayContaining(['claimed', 'signed']));
    expect(await search({ subject: number, claim: 9 })).toEqual([]);

    const since = second.at(-1)?.at ?? 0;
    const late = await search({ from: since, limit: 500 });
    expect(late.every((row) => row.at >= since)).toBe(true);
    const early = await search({ to: since - 1, limit: 500 });
    expect(early.every((row) => row.at < since)).toBe(true);
    const all = await search({ limit: 500 });
    // The searches themselves are recorded meanwhile.
    expect(actsIn(all)).toContain('audit-searched');
    expect(JSON.stringify(all)).not.toContain('林晓');
  });

  it('turns pages without a gap or a record twice', async () => {
    const whole = await search({ to: exchange.clock.now(), limit: 500 });
    const to = whole[0]?.at ?? 0;
    const expected = whole.filter((row) => row.at <= to).map((row) => row.number);
    const numbers: number[] = [];
    let before: AuditCursor | null = { at: to, number: (whole[0]?.number ?? 0) + 1 };
    while (before !== null) {
      const page: AuditPage = await valueIn(auditor.client.audit.search({ before, limit: 7 }));
      expect(page.rows.length).toBeLessThanOrEqual(7);
      numbers.push(...page.rows.map((row) => row.number));
      before = page.next;
    }
    expect(numbers).toEqual(expected);
  });

  it('takes out what it found as a file that is judged offline, whichever byte was changed', async () => {
    const { file, records } = await valueIn(auditor.client.audit.exportFile({ subject: task.taskId }));
    expect(records).toBeGreaterThan(5);
    const { region } = await valueIn(auditor.client.members.whoAmI());
    const bytes = Buffer.from(file, 'utf8');
    expect(verifyAuditFile(bytes, region.caCertificate)).toMatchObject({
      ok: true,
      value: { records, trusted: true, exportedBy: '审计员' },
    });
    const seal = file.lastIndexOf('\n', file.length - 2) + 1;
    for (let at = 0; at < bytes.length; at += 97) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(
        verifyAuditFile(altered, region.caCertificate).ok,
        `byte ${at} of ${bytes.length}, seal at ${seal}`,
      ).toBe(false);
    }
    const lines = file.split('\n');
    const without = [...lines.slice(0, 3), ...lines.slice(4)].join('\n');
    expect(verifyAuditFile(Buffer.from(without), region.caCertificate).ok).toBe(false);

    const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-audit-'));
    const said: string[] = [];
    const io = {
      language: 'en' as const,
      out: (text: string) => said.push(text),
      err: (text: string) => said.push(text),
    };
    const [path, ca] = [join(folder, 'audit.jsonl'), join(folder, 'ca.pem')];
    writeFileSync(path, file);
    writeFileSync(ca, region.caCertificate);
    expect(await runVerify([path, '--ca', ca, '--json'], io as never)).toBe(0);
    expect(said.join('')).toContain(`"records":${records}`);
    writeFileSync(path, file.replace('会议', '开会'));
    expect(await runVerify([path, '--ca', ca, '--json'], io as never)).toBe(1);
    expect(said.join('')).toContain('audit-file-altered');
    rmSync(folder, { recursive: true, force: true });
  });

  it('proves the chain from the last head on, and a break stops every signature until it is decided about', async () => {
    const whole = await prove('first');
    expect(whole).toMatchObject({ from: 1, brokenAt: null, memberName: '审计员' });
    const on = await prove('head');
    expect(on).toMatchObject({ from: whole.number, brokenAt: null });
    const newest = await search({ limit: 2 });
    const status = await valueIn(auditor.client.audit.status());
    expect(status.proofs[0]).toMatchObject({ number: on.number, hash: on.hash });
    expect(status.trouble).toBeNull();
    expect(newest.find((row) => row.number === status.head?.number)?.hash).toBe(status.head?.hash);

    const reading = await valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic)).taskId));
    const report = await pen.write(reading);
    const broken = on.number - 3;
    sql(`UPDATE audit SET detail = detail || 'x' WHERE number = ${broken}`);
    // What lies behind the head is not walked again: the night does that, or whoever asks for it.
    expect((await prove('head')).brokenAt).toBeNull();
    expect((await prove('first')).brokenAt).toBe(broken);
    expect((await valueIn(auditor.client.audit.status())).trouble).toBe('audit-broken');
    const commandId = randomUUID();
    expect(await codeOf(pen.accept(report, commandId))).toBe('audit-broken');
    expect((await valueIn(cast.reader.client.tasks.get({ taskId: reading.taskId }))).state).toBe('reading');

    const anchor = () =>
      auditor.client.audit.anchor({ commandId: randomUUID(), reason: '测试人员误改,已核对备份' });
    expect(await valueIn(anchor())).toMatchObject({ brokenAt: broken, memberName: '审计员' });
    expect(await codeOf(anchor())).toBe('audit-whole');
    expect((await valueIn(auditor.client.audit.status())).trouble).toBeNull();
    // The same signature, sent again as the outbox does.
    expect((await valueIn(pen.accept(report, commandId))).summary.adopted).toBe(true);
    expect((await prove('first')).brokenAt).toBeNull();
    sql(`UPDATE audit SET act = 'nothing' WHERE number = 2`);
    expect((await prove('first')).brokenAt).toBe(2);
  });

  it('is walked by the exchange itself: after a start from the last head, by night from its beginning', async () => {
    const own = await startTestExchange();
    const person = await own.add({ type: 'person', name: '审计员', rights: 'auditor' });
    const proofs = async () => (await valueIn(own.as(person.secret).client.audit.status())).proofs;
    own.clock.advance(3_700_000);
    await own.running.tick();
    await expect.poll(async () => (await proofs()).length).toBeGreaterThan(0);
    expect((await proofs()).at(-1)).toMatchObject({ memberName: null, brokenAt: null });
    const night = new Date(own.clock.now() + 24 * 3_600_000);
    night.setHours(2, 30, 0, 0);
    own.clock.advance(night.getTime() + 24 * 3_600_000 - own.clock.now());
    const other = new Sqlite(join(own.folder, 'exchange.sqlite'), { timeout: 5000 });
    other.exec("UPDATE audit SET detail = 'x' WHERE number = 1");
    other.close();
    await own.running.tick();
    await expect.poll(async () => (await proofs())[0]?.brokenAt).toBe(1);
    await own.stop();
  }, 60_000);
});
