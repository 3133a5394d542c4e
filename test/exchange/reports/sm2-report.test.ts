/** Reports that are signed with SM2: asked for by site, verified by exchange, station and `yuanzhen verify`; refused where they are not what they say. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '#shared/report/report.ts';
import { ok } from '#shared/result.ts';
import { makeSm2Key } from '#shared/sm2/sm2.ts';
import { verifySignature } from '../../../exchange/reports/verify-signature.ts';
import { verifyReport } from '../../../main/archive/verify-report.ts';
import { certifyKey } from '../../../main/signing/certify-key.ts';
import { holdSm2Key } from '../../../main/signing/signers/sm2-key.ts';
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
import { runCommand } from '../../rig/program.ts';

type Pen = Awaited<ReturnType<typeof makePen>>;

function freshSm2() {
  const { privateKey, keyInfo } = makeSm2Key();
  return holdSm2Key(privateKey, keyInfo);
}

describe('a report that is signed with SM2', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-sm2-report-'));
  let exchange: TestExchange;
  let cast: Cast;
  let national: Pen;
  let plain: Pen;
  let authority: string;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [first, second] = cast.doctors;
    if (first === undefined || second === undefined) throw new Error('two doctors are needed');
    national = await makePen(exchange, first, { holder: freshSm2() });
    plain = await makePen(exchange, second);
    authority = (await valueIn(national.access.client.members.whoAmI())).region.caCertificate;
    writeFileSync(join(folder, 'ca.pem'), authority);
  }, 180_000);
  afterAll(async () => {
    await exchange.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(rules: { site: string; algorithm: 'SM2' | 'ES256' }[]): Promise<void> {
    const boss = await exchange.add({ type: 'person', name: `主任${Date.now()}`, rights: 'administrator' });
    const { policies } = exchange.as(boss.secret).client;
    const { newest } = await valueIn(policies.read());
    await valueIn(policies.set({ policy: 'signature', document: { rules }, basedOn: newest.signature }));
  }
  const held = async (pen: Pen) => valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic)).taskId));
  const verify = async (report: Report, name: string) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(report));
    return (await runCommand(['verify', path, '--ca', join(folder, 'ca.pem'), '--json'])).lines[0];
  };

  it('is taken where the site asks for it and nowhere else', async () => {
    const before = await held(national);
    expect(before.signature).toBeUndefined();
    expect(await codeOf(national.accept(await national.write(before)))).toBe('signature-algorithm');
    await ask([
      { site: '*', algorithm: 'ES256' },
      { site: cast.site.name, algorithm: 'SM2' },
    ]);
    const asked = await held(plain);
    expect(asked.signature).toBe('SM2');
    const refused = await plain.accept(await plain.write(asked));
    expect(refused).toMatchObject({ failure: { code: 'signature-algorithm', params: { algorithm: 'SM2' } } });
    const task = await held(national);
    const report = await national.write(task);
    expect((await valueIn(national.accept(report))).summary.adopted).toBe(true);
  });

  it('is verified by exchange, station and command line, each without the others', async () => {
    const report = await national.write(await held(national));
    const [signature] = report.signatures;
    if (signature === undefined) throw new Error('no signature');
    expect(signature.algorithm).toBe('SM2');
    expect(verifySignature(report, signature, authority)).toMatchObject({
      ok: true,
      value: { trusted: true },
    });
    expect(verifyReport(report, authority).ok).toBe(true);
    expect(await verify(report, 'good.json')).toMatchObject({ ok: true, trusted: true, algorithm: 'SM2' });

    const altered = { ...report, content: { ...report.content, impression: '右肺结节。' } };
    expect(verifySignature(altered, signature, authority)).toMatchObject({
      failure: { code: 'report-altered' },
    });
    expect(verifyReport(altered, authority)).toMatchObject({ failure: { code: 'report-altered' } });
    expect(await verify(altered, 'altered.json')).toMatchObject({ ok: false });

    const other = await plain.write(await held(plain));
    const [es256] = other.signatures;
    if (es256 === undefined) throw new Error('no signature');
    // A key of one kind under the name of the other is no signature of either.
    for (const [given, one] of [
      [report, { ...signature, algorithm: 'ES256' as const }],
      [other, { ...es256, algorithm: 'SM2' as const }],
      [report, { ...signature, certificate: es256.certificate }],
    ] as const) {
      const failed = { failure: { code: 'certificate-invalid' } };
      expect(verifySignature(given, one, authority)).toMatchObject(failed);
      expect(verifyReport({ ...given, signatures: [one] }, authority)).toMatchObject(failed);
    }
    const stranger = await startTestExchange();
    const region = await valueIn(
      stranger
        .as((await stranger.add({ type: 'person', name: '外人', rights: 'reader' })).secret)
        .client.members.whoAmI(),
    );
    expect(verifySignature(report, signature, region.region.caCertificate)).toMatchObject({
      failure: { code: 'certificate-invalid' },
    });
    await stranger.stop();
  });

  it('needs a request that its own key has signed', async () => {
    const { client } = national.access;
    const [honest, other] = [freshSm2(), freshSm2()];
    await valueIn(certifyKey(client, '', national.id, honest));
    const forged = { ...honest, sign: other.sign };
    expect(await codeOf(certifyKey(client, '', national.id, forged))).toBe('certificate-invalid');
    const empty = { ...honest, sign: async () => ok(new Uint8Array(64)) };
    expect(await codeOf(certifyKey(client, '', national.id, empty))).toBe('certificate-invalid');
  });
});
