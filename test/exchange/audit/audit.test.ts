import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCast,
  type Cast,
  claim,
  codeOf,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

describe('the audit record', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let auditor: ReturnType<TestExchange['as']>;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const person = await exchange.add({ type: 'person', name: '审计员', rights: 'auditor' });
    auditor = exchange.as(person.secret);
  });
  afterAll(() => exchange.stop());
  const doctor = () => exchange.as(cast.doctors[0]?.secret ?? '');
  const tamper = (sql: string) => {
    const other = new Sqlite(join(exchange.folder, 'exchange.sqlite'), { timeout: 5000 });
    other.exec(sql);
    other.close();
  };

  it('holds who did what, refusals too, and is read by the auditor alone', async () => {
    const task = await sendWholeStudy(cast.clinic);
    await valueIn(claim(doctor(), task.taskId));
    await claim(exchange.as(cast.nurse.secret), task.taskId);
    const records = await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }));
    const about = records.filter((record) => record.object === task.taskId);
    expect(about).toMatchObject([
      { act: 'begun', success: true },
      { act: 'opened', success: true },
      { act: 'claimed', success: true, memberId: cast.doctors[0]?.id },
      { act: 'claimed', success: false, memberId: cast.nurse.id, detail: 'right-missing' },
    ]);
    expect(records.some((record) => record.act === 'ordered')).toBe(true);
    expect(await codeOf(doctor().client.audit.read({ after: 0 }))).toBe('right-missing');
    expect(await codeOf(cast.reader.client.audit.prove({ from: 'first' }))).toBe('right-missing');
    expect(await valueIn(auditor.client.tasks.list({}))).toEqual([]);
  });

  it('takes what a station saw its people do, once', async () => {
    const record = {
      at: Date.now(),
      memberId: cast.doctors[0]?.id ?? null,
      act: 'viewed',
      success: true,
      object: 'x-1',
      detail: '',
    };
    const send = () => cast.reader.client.audit.append({ records: [record], commandId: 'viewed-0001' });
    await valueIn(send());
    await valueIn(send());
    const records = await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }));
    expect(records.filter((one) => one.act === 'viewed')).toHaveLength(1);
  });

  it('lets no act happen that cannot be recorded', async () => {
    const task = await sendWholeStudy(cast.clinic);
    tamper(`CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'unwritable'); END`);
    expect(await codeOf(claim(doctor(), task.taskId))).not.toBe('ok');
    tamper('DROP TRIGGER broken');
    const still = await valueIn(cast.reader.client.tasks.get({ taskId: task.taskId }));
    expect(still).toMatchObject({ state: 'waiting', claim: 0 });
    expect(await codeOf(claim(doctor(), task.taskId))).toBe('ok');
  });

  it('finds a record that was changed, and one that was removed', async () => {
    const prove = async () => {
      const proof = await valueIn(auditor.client.audit.prove({ from: 'first' }));
      if (proof === null) throw new Error('a short chain was walked for long');
      return proof;
    };
    const { number, brokenAt } = await prove();
    expect(brokenAt).toBeNull();
    expect(number).toBeGreaterThan(10);
    tamper("UPDATE audit SET detail = 'nothing happened' WHERE number = 7");
    expect((await prove()).brokenAt).toBe(7);
    tamper('DELETE FROM audit WHERE number = 5');
    expect((await prove()).brokenAt).toBe(5);
  });
});
