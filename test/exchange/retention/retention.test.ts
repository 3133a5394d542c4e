/** Retention and the re-hash at the exchange: what goes, what never does, and what is found damaged. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retentionRuleSchema } from '#shared/retention/retention.ts';
import { main } from '../../../cli/yuanzhen.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
import {
  addCast,
  announced,
  beginStudy,
  type Cast,
  claim,
  codeOf,
  hashOf,
  makePen,
  sendObject,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

const day = 24 * 3_600_000;
const policy = {
  rules: [retentionRuleSchema.parse({ name: '一年', olderThanDays: 365 })],
  nightly: false,
};

describe('the archive of the exchange', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let boss: ExchangeAccess;
  beforeEach(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    boss = exchange.as(
      (await exchange.add({ type: 'person', name: '管理员', rights: 'administrator' })).secret,
    );
  });
  afterEach(() => exchange.stop());

  const pathOf = (sha256: string) =>
    join(exchange.folder, 'objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);

  /** A study whose report is signed, delivered and acknowledged. */
  async function receivedStudy(object = Buffer.from(`object ${Math.random()}`) as Uint8Array<ArrayBuffer>) {
    const task = await sendWholeStudy(cast.clinic, { objects: [object] });
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('a doctor');
    const pen = await makePen(exchange, doctor);
    const claimed = await valueIn(claim(pen.access, task.taskId));
    const report = await pen.write(claimed);
    await valueIn(pen.accept(report));
    await valueIn(
      cast.clinic.client.reports.confirmDelivery({
        commandId: `delivery-${task.taskId}`,
        reportId: report.reportId,
        version: report.version,
        pdfSha256: report.pdfSha256,
      }),
    );
    await valueIn(
      cast.clinic.client.reports.acknowledge({
        commandId: `receipt-${task.taskId}`,
        reportId: report.reportId,
        version: report.version,
        memberId: cast.nurse.id,
        openedAt: exchange.clock.now(),
      }),
    );
    return { task, report, object };
  }

  it('lets received studies go after their time, bytes and all, and keeps report, index and what is open', async () => {
    const { archive } = boss.client;
    const { task, report, object } = await receivedStudy();
    const open = await sendWholeStudy(cast.clinic);
    await valueIn(archive.retention.setPolicy({ policy }));
    expect((await valueIn(archive.retention.plan())).go).toEqual([]);
    exchange.clock.advance(366 * day);
    const plan = await valueIn(archive.retention.plan());
    expect(plan.go).toMatchObject([{ studyInstanceUid: task.studyInstanceUid, rule: '一年', objects: 1 }]);
    expect(plan.kept).toMatchObject([{ studyInstanceUid: open.studyInstanceUid, why: 'open-task' }]);
    expect(existsSync(pathOf(hashOf(object)))).toBe(true);
    expect(await valueIn(archive.retention.run())).toMatchObject({ studies: 1, objects: 1, kept: 1 });
    // Adopted less than ten minutes of this process ago: the rows are gone, the bytes follow later.
    expect((await cast.reader.fetch(`/objects/${hashOf(object)}`)).status).toBe(404);
    expect((await cast.reader.fetch(`/objects/${report.pdfSha256}`)).status).toBe(200);
    expect(await codeOf(cast.reader.client.deposits.manifest({ taskId: task.taskId }))).toBe('study-removed');
    expect(await codeOf(cast.reader.client.deposits.manifest({ taskId: open.taskId }))).toBe('ok');
    const auditor = exchange.as(
      (await exchange.add({ type: 'person', name: '审计', rights: 'auditor' })).secret,
    );
    const records = await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }));
    const line = records.find((record) => record.act === 'retention-removed');
    expect(line).toMatchObject({ object: task.depositId });
    expect(line?.detail).toContain(task.studyInstanceUid);
    // Sent once more, it is here again.
    const again = await cast.clinic.client.deposits.announce({
      commandId: 'announce-again',
      depositId: task.depositId,
      objects: [announced(task.studyInstanceUid, object, 0)],
    });
    expect(again).toMatchObject({ ok: true, value: { need: [hashOf(object)] } });
    await sendObject(cast.clinic, task.depositId, object);
    expect(await codeOf(cast.reader.client.deposits.manifest({ taskId: task.taskId }))).toBe('ok');
    expect((await cast.reader.fetch(`/objects/${hashOf(object)}`)).status).toBe(200);
  }, 120_000);

  it('keeps a study on hold whatever its rules say, and lets nobody but the administrator decide', async () => {
    const { retention } = boss.client.archive;
    const { task } = await receivedStudy();
    const { studyInstanceUid } = task;
    await valueIn(retention.setPolicy({ policy }));
    await valueIn(retention.hold({ studyInstanceUid, reason: '医疗纠纷' }));
    exchange.clock.advance(800 * day);
    expect(await valueIn(retention.run())).toMatchObject({ studies: 0, kept: 1 });
    expect((await valueIn(retention.status())).holds).toMatchObject([
      { studyInstanceUid, reason: '医疗纠纷' },
    ]);
    const doctor = exchange.as(cast.doctors[0]?.secret ?? '');
    for (const one of [doctor, cast.clinic, cast.reader]) {
      expect(['right-missing', 'not-signed-in']).toContain(await codeOf(one.client.archive.retention.run()));
      expect(['right-missing', 'not-signed-in']).toContain(
        await codeOf(one.client.archive.retention.release({ studyInstanceUid, reason: 'x' })),
      );
      expect(['right-missing', 'not-signed-in']).toContain(await codeOf(one.client.archive.checkNow()));
    }
    await valueIn(retention.release({ studyInstanceUid, reason: '结案' }));
    expect(await valueIn(retention.run())).toMatchObject({ studies: 1 });
  }, 120_000);

  it('shows a site its own part, lets it hold its own studies, and nothing of the centre or of another site', async () => {
    const { retention } = boss.client.archive;
    const other = await exchange.add({ type: 'site', name: '白湖镇卫生院' });
    const otherClinic = exchange.as(
      (await exchange.add({ type: 'station', name: '白湖工作站', site: other.name })).secret,
    );
    const own = await receivedStudy();
    const foreign = await sendWholeStudy(otherClinic);
    const rules = [
      ...policy.rules,
      retentionRuleSchema.parse({ name: '白湖', sites: [other.id], olderThanDays: 30 }),
    ];
    await valueIn(retention.setPolicy({ policy: { rules, nightly: true } }));
    await valueIn(retention.hold({ studyInstanceUid: foreign.studyInstanceUid, reason: '他院纠纷' }));
    exchange.clock.advance(800 * day);
    const ofSite = {
      type: 'person',
      name: '院管理员',
      site: '青石镇卫生院',
      rights: 'administrator',
    } as const;
    const site = exchange.as((await exchange.add(ofSite)).secret).client.archive.retention;

    const seen = await valueIn(site.status());
    expect(seen).toMatchObject({ mayDecide: false, policy: { nightly: true }, holds: [], runs: [] });
    expect(seen.policy.rules.map((rule) => rule.name)).toEqual(['一年']);
    expect(seen.sites.map((one) => one.name)).toEqual(['青石镇卫生院']);
    expect(await valueIn(site.plan())).toMatchObject({
      go: [{ studyInstanceUid: own.task.studyInstanceUid }],
      kept: [],
    });
    expect(await codeOf(site.run())).toBe('right-missing');
    expect(await codeOf(site.setPolicy({ policy }))).toBe('right-missing');

    const { studyInstanceUid } = own.task;
    await valueIn(site.hold({ studyInstanceUid, reason: '医疗纠纷' }));
    expect(await valueIn(site.status())).toMatchObject({
      holds: [{ studyInstanceUid, reason: '医疗纠纷', mayRelease: true }],
    });
    expect(await codeOf(site.hold({ studyInstanceUid: foreign.studyInstanceUid, reason: 'x' }))).toBe(
      'study-not-found',
    );
    expect(await codeOf(site.release({ studyInstanceUid: foreign.studyInstanceUid, reason: 'x' }))).toBe(
      'study-not-found',
    );
    // What the centre holds is the centre's to lift, or to word.
    await valueIn(retention.hold({ studyInstanceUid, reason: '司法调取' }));
    expect((await valueIn(site.status())).holds).toMatchObject([{ reason: '司法调取', mayRelease: false }]);
    expect(await codeOf(site.hold({ studyInstanceUid, reason: 'x' }))).toBe('hold-of-centre');
    expect(await codeOf(site.release({ studyInstanceUid, reason: 'x' }))).toBe('hold-of-centre');
    await valueIn(retention.release({ studyInstanceUid, reason: '结案' }));

    expect(await valueIn(retention.run())).toMatchObject({ studies: 1, kept: 1 });
    expect((await valueIn(site.status())).runs).toMatchObject([
      { studies: 1, objects: 1, bytes: own.object.length, kept: null },
    ]);
  }, 120_000);

  it('finds at night what is damaged or missing, never serves it again, and takes it back when it is sent again', async () => {
    const objects = ['a', 'b', 'c'].map((text) => Buffer.from(`object ${text}`) as Uint8Array<ArrayBuffer>);
    const study = await beginStudy(cast.clinic, { objects });
    for (const object of objects) await sendObject(cast.clinic, study.depositId, object);
    const [whole, damaged, missing] = objects.map(hashOf);
    if (!whole || !damaged || !missing) throw new Error('three objects');
    writeFileSync(pathOf(damaged), 'object X');

    rmSync(pathOf(missing));
    expect(await valueIn(cast.clinic.client.archive.verify({ sha256s: [whole], rehash: true }))).toEqual({
      whole: [whole],
    });
    await valueIn(boss.client.archive.checkNow());
    const status = await waitForCheck(boss);
    expect(status.checks[0]).toMatchObject({ objects: 3, damaged: 1, missing: 1 });
    expect(status.lost.map((one) => [one.sha256, one.why, one.siteName]).sort()).toEqual(
      [
        [damaged, 'damaged', '青石镇卫生院'],
        [missing, 'missing', '青石镇卫生院'],
      ].sort(),
    );
    expect(readFileSync(join(exchange.folder, 'damaged', damaged), 'utf8')).toBe('object X');
    expect((await cast.reader.fetch(`/objects/${damaged}`)).status).toBe(404);
    expect(
      await valueIn(cast.clinic.client.archive.verify({ sha256s: [whole, damaged, missing], rehash: false })),
    ).toEqual({ whole: [whole] });
    for (const object of objects.slice(1)) await sendObject(cast.clinic, study.depositId, object);
    expect((await valueIn(boss.client.archive.status())).lost).toEqual([]);
    expect((await cast.reader.fetch(`/objects/${damaged}`)).status).toBe(200);
  }, 120_000);
});

it('runs from the command line: a dry run by default, apply and holds on a folder that nobody runs on', async () => {
  const exchange = await startTestExchange();
  const cast = await addCast(exchange);
  const task = await sendWholeStudy(cast.clinic);
  await valueIn(
    cast.clinic.client.tasks.cancel({
      commandId: 'cancel-one-task',
      taskId: task.taskId,
      reason: '误送',
      memberId: null,
    }),
  );
  const rules = join(exchange.folder, 'rules.json');
  mkdirSync(exchange.folder, { recursive: true });
  writeFileSync(
    rules,
    JSON.stringify({ rules: [{ name: '撤销', states: ['cancelled'], olderThanDays: 1 }] }),
  );
  const lines: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = ((text: string) => lines.push(text) > 0) as typeof process.stdout.write;
  const call = async (...args: string[]) => {
    lines.length = 0;
    const code = await main(['retention', '--data', exchange.folder, '--json', ...args]);
    return { code, answer: JSON.parse(lines.join('')) as Record<string, unknown> };
  };
  try {
    expect(await call('--apply')).toMatchObject({
      code: 1,
      answer: { failure: { code: 'data-folder-in-use' } },
    });
    expect(await call()).toMatchObject({ code: 0, answer: { program: 'exchange', dryRun: true } });
    await exchange.running.stop();
    expect(await call('--rules', rules)).toMatchObject({
      code: 0,
      answer: { ok: true, dryRun: true, policy: { rules: [{ name: '撤销' }] }, plan: { go: [], kept: [] } },
    });
    const held = await call('--hold', task.studyInstanceUid, '--reason', '医疗纠纷');
    expect(held).toMatchObject({ code: 0, answer: { act: 'held', study: task.studyInstanceUid } });
    expect(await call()).toMatchObject({ answer: { holds: [{ reason: '医疗纠纷' }] } });
    expect(await call('--hold', '1.2')).toMatchObject({ code: 2 });
    expect(await call('--apply')).toMatchObject({ code: 0, answer: { dryRun: false, run: { studies: 0 } } });
    expect(readdirSync(join(exchange.folder, 'objects'))).toHaveLength(1);
  } finally {
    process.stdout.write = write;
    await exchange.stop();
  }
}, 120_000);

async function waitForCheck(boss: ExchangeAccess) {
  for (;;) {
    const status = await valueIn(boss.client.archive.status());
    if (!status.running && status.checks[0]?.endedAt != null) return status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
