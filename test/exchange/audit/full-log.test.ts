/** A disk without room for another record, on a small disk of its own: nothing is signed, the auditor's view says why, and it goes on by itself. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-full-log-'));
/** Mounting needs root; elsewhere the test says that it was skipped. */
const isMounted = ((): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
let exchange: TestExchange;
let cast: Cast;

beforeAll(async () => {
  if (!isMounted) return;
  exchange = await startTestExchange({ dataFolder: folder });
  cast = await addCast(exchange);
}, 120_000);
afterAll(async () => {
  await exchange?.stop();
  if (isMounted) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(!isMounted)(
  'signs nothing that could not be recorded, says so, and takes the same signature once there is room',
  async () => {
    const person = await exchange.add({ type: 'person', name: '审计员', rights: 'auditor' });
    const auditor = exchange.as(person.secret);
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('a doctor is needed');
    const pen = await makePen(exchange, doctor);
    const task = await valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic)).taskId));
    const report = await pen.write(task);
    const trouble = async () => (await valueIn(auditor.client.audit.status())).trouble;
    expect(await trouble()).toBeNull();

    const filler = join(folder, 'filler');
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 2 * 1024 ** 2));
    expect(await trouble()).toBe('disk-full');
    const commandId = randomUUID();
    expect(await codeOf(pen.accept(report, commandId))).toBe('disk-full');
    expect((await valueIn(cast.reader.client.tasks.get({ taskId: task.taskId }))).state).toBe('reading');
    // The refusal itself still fitted, and stands in the record.
    const { rows } = await valueIn(auditor.client.audit.search({ subject: task.taskId, outcome: 'refused' }));
    expect(rows).toMatchObject([{ act: 'signed', detail: 'disk-full' }]);

    rmSync(filler);
    expect(await trouble()).toBeNull();
    expect((await valueIn(pen.accept(report, commandId))).task.state).toBe('signed');
  },
  120_000,
);
