/** Journey step 4 across a slow uplink: objects go smaller, pixels and words are the same, and the report binds what was read. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageSetText } from '#shared/report/image-set.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { hashPixels } from '../../main/dispatch/recompress/recompress-object.ts';
import { openPixels } from '../../main/reading/decode-pixels.ts';
import { bringToWaiting, claim, examFor, readWhole, sign, write } from '../rig/line.ts';
import {
  placeOrder,
  pushWithDcmtk,
  type Region,
  type StationRig,
  setSiteSettings,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { unwrap } from '../rig/window-client.ts';

const deps = { inflate: inflateBounded, openPixels };
const htj2k = '1.2.840.10008.1.2.4.201';

const inVault = (station: StationRig, sha256: string): Uint8Array =>
  new Uint8Array(
    readFileSync(join(station.folder, 'data/vault/objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256)),
  );
const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

describe('lossless recompression on the way out', () => {
  let region: Region;
  let proxy: TcpProxy;
  beforeAll(async () => {
    region = await startRegion({
      throughProxy: async (address) => {
        proxy = await startTcpProxy(address);
        return proxy.address;
      },
    });
  }, 240_000);
  afterAll(async () => {
    await region?.stop();
    await proxy?.stop();
  });
  const set = (recompression: 'auto' | 'always' | 'off') => setSiteSettings(region, { recompression });

  it("leaves the switch to an administrator, and everybody's window to himself", async () => {
    const { settings } = region.clinic.window.station;
    const refused = { ok: false, failure: { code: 'right-missing' } };
    expect(await settings.set({ recompression: 'off' })).toMatchObject(refused);
    expect(await settings.set({ watchFolder: '/', theme: 'dark' })).toMatchObject(refused);
    expect(await settings.set({ exchange: 'https://elsewhere.example' })).toMatchObject(refused);
    expect(await region.clinic.window.station.archive.setQuota({ quota: 1 })).toMatchObject(refused);
    expect(await settings.set({ sound: false, theme: 'dark' })).toMatchObject({ ok: true });
    expect((await unwrap(settings.get())).settings.recompression).toBe('auto');
  });

  /** The reader's copies are what the township proved: same pixels, another encoding, bound by their own hashes. */
  async function expectSamePixels(exam: ReturnType<typeof examFor>, encoded: number) {
    const { study, task } = await readWhole(region.reader, exam);
    const instances = study.series.flatMap((series) => series.instances);
    // The listener writes its own file header, so objects are known again by their pixels.
    const pushed = new Map<string, Uint8Array>();
    for (const object of exam.objects) {
      const hash = await hashPixels(deps, object.bytes);
      if (hash.ok) pushed.set(hash.value, object.bytes);
    }
    let smaller = 0;
    for (const instance of instances) {
      const delivered = inVault(region.reader, instance.sha256);
      expect(hashOf(delivered)).toBe(instance.sha256);
      const pixels = await hashPixels(deps, delivered);
      expect(pixels.ok && pushed.has(pixels.value)).toBe(true);
      const note = /\{"originalSha256":"([0-9a-f]{64})"/.exec(Buffer.from(delivered).toString('latin1'));
      expect(note !== null).toBe(instance.transferSyntaxUid === htj2k);
      // The township keeps what the device sent.
      const kept = note?.[1] ?? instance.sha256;
      const original = inVault(region.clinic, kept);
      expect(hashOf(original)).toBe(kept);
      expect(await hashPixels(deps, original)).toEqual(pixels);
      if (note !== null) smaller += 1;
    }
    expect(instances).toHaveLength(exam.objects.length);
    expect(smaller).toBeGreaterThanOrEqual(encoded);
    expect(task.images.imageSetSha256).toBe(hashOf(imageSetText(instances)));
    return { instances, task };
  }

  it('delivers the same stored values in fewer bytes, and a report is signed on them', async () => {
    await set('always');
    const exam = examFor('recompressed', 'ct');
    const before = proxy.sent();
    await bringToWaiting(region, exam);
    const sentBytes = proxy.sent() - before;
    const whole = exam.objects.reduce((sum, object) => sum + object.bytes.length, 0);
    expect(sentBytes).toBeLessThan(whole * 0.55);
    await claim(region.reader, exam);
    const { task } = await expectSamePixels(exam, exam.objects.length - 1);
    // The listener's own file header is a little shorter or longer than the phantom's.
    expect((task.images.originalBytes ?? 0) / whole).toBeCloseTo(1, 3);
    expect(task.images.expectedBytes).toBeLessThan(whole * 0.5);
    await write(region.reader, exam, '未见异常');
    expect((await sign(region.reader, exam)).state).toBe('committed');
    await taskInState(region.clinic, exam, 'delivered');
  }, 240_000);

  it('goes on after the station is killed and the link was cut in the middle of it', async () => {
    await set('always');
    const exam = examFor('recompressed-killed', 'ct');
    await placeOrder(region, exam);
    proxy.limit(400_000);
    const pushing = pushWithDcmtk(region, exam);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await pushing;
    proxy.cut();
    await region.clinic.crash();
    proxy.restore();
    proxy.limit(null);
    await taskInState(region.reader, exam, 'waiting');
    await claim(region.reader, exam);
    await expectSamePixels(exam, 1);
  }, 240_000);

  it('sends what came as it came when it is switched off', async () => {
    await set('off');
    const exam = examFor('as-it-came', 'us');
    await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    const { instances } = await expectSamePixels(exam, 0);
    expect(instances.some((one) => one.transferSyntaxUid === htj2k)).toBe(false);
  }, 240_000);
});
