import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCast,
  beginStudy,
  type Cast,
  closeStudy,
  createUpload,
  hashOf,
  offsetOf,
  patchUpload,
  sendObject,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

/** A small disk of its own where the test may mount one (root); `null` elsewhere. */
function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a full disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-full-'));
  const incoming = join(folder, 'incoming');
  let isMounted = false;
  let exchange: TestExchange;
  let cast: Cast;
  beforeAll(async () => {
    isMounted = mountSmallDisk(folder);
    exchange = await startTestExchange({ dataFolder: folder });
    cast = await addCast(exchange);
  });
  afterAll(async () => {
    await exchange.stop();
    if (isMounted) execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses an upload that cannot fit, before its bytes are sent', async () => {
    const free = statfsSync(folder);
    const size = Math.min(free.bavail * free.bsize, 3 * 1024 ** 3);
    const study = await beginStudy(cast.clinic);
    const sized = { length: size } as Uint8Array;
    const answer = await createUpload(cast.clinic, study.depositId, sized, hashOf('large'));
    expect([507, 413]).toContain(answer.status);
    if (isMounted) expect(await answer.json()).toMatchObject({ failure: { code: 'disk-full' } });
  });

  it('says so when the disk fills while bytes come, and goes on from the kept offset when there is room', async () => {
    const object = randomBytes(6 * 1024 ** 2) as Uint8Array<ArrayBuffer>;
    const study = await beginStudy(cast.clinic, { objects: [object] });
    await closeStudy(cast.clinic, study);
    expect((await createUpload(cast.clinic, study.depositId, object)).status).toBe(201);
    const part = join(
      incoming,
      `${hashOf(object)}-${(await valueIn(cast.clinic.client.members.whoAmI())).member.memberId}.part`,
    );
    const filler = join(folder, 'filler');
    mkdirSync(incoming, { recursive: true });
    if (isMounted) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize - 3 * 1024 ** 2));
    } else {
      rmSync(part);
      symlinkSync('/dev/full', part);
    }
    const refused = await patchUpload(cast.clinic, hashOf(object), 0, object);
    expect(refused.status).toBe(507);
    expect(await refused.json()).toMatchObject({ failure: { code: 'disk-full' } });
    rmSync(isMounted ? filler : part, { force: true });
    if (!isMounted) writeFileSync(part, '');
    const offset = (await offsetOf(cast.clinic, hashOf(object))) ?? -1;
    expect(offset).toBeGreaterThanOrEqual(0);
    const done = await patchUpload(cast.clinic, hashOf(object), offset, object.slice(offset));
    expect(done.status).toBe(204);
    const tasks = await valueIn(cast.reader.client.tasks.list({}));
    expect(tasks.find((task) => task.studyInstanceUid === study.studyInstanceUid)?.state).toBe('waiting');
    expect(
      (await sendObject(cast.clinic, study.depositId, randomBytes(10) as Uint8Array<ArrayBuffer>)).status,
    ).toBe(204);
  });
});
