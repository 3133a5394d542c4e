/**
 * Journey step 10: the signature in the PDF, held against independent peers where they are installed: poppler's pdfsig and OpenSSL's
 * cms; and what `verify` says of every byte that was changed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report, Signer } from '#shared/report/report.ts';
import { signedText } from '#shared/report/signed-text.ts';
import { verifyPdf } from '../../../../exchange/reports/verify-pdf.ts';
import { revokeInFolder } from '../../../../exchange/revoke-in-folder.ts';
import { drawReport } from '../../../../main/reporting/pdf/draw-report.ts';
import { certifyKey } from '../../../../main/signing/certify-key.ts';
import { createKey } from '../../../../main/signing/create-key.ts';
import { signPdf } from '../../../../main/signing/pades/sign-pdf.ts';
import { holdP256Key } from '../../../../main/signing/signers/p256-key.ts';
import { reportBody } from '../../../builders/report.ts';
import { addCast, realClock, startTestExchange, type TestExchange, valueIn } from '../../../rig/exchange.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-pades-'));
const file = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const has = (program: string): boolean => spawnSync(program, ['--help']).error === undefined;

let exchange: TestExchange;
let authority: string;
let signing: Omit<Parameters<typeof signPdf>[1], 'revocationList'>;
let drawn: Buffer;
let doctorName: string;
let fetchList: () => Promise<Buffer>;

beforeAll(async () => {
  // OpenSSL and the command that revokes go by the machine's own time.
  exchange = await startTestExchange({}, realClock);
  const cast = await addCast(exchange);
  const [doctor] = cast.doctors;
  if (doctor === undefined) throw new Error('a doctor is needed');
  const signedIn = exchange.as(doctor.secret);
  const key = await createKey();
  const { certificate } = await valueIn(certifyKey(signedIn.client, '', doctor.id, holdP256Key(key.pkcs8)));
  const who = await valueIn(signedIn.client.members.whoAmI());
  authority = who.region.caCertificate;
  doctorName = doctor.name;
  fetchList = async () =>
    Buffer.from((await valueIn(signedIn.client.members.revocationList())).list, 'base64');
  const at = exchange.clock.now();
  signing = {
    pkcs8: key.pkcs8,
    certificate,
    authority,
    name: doctor.name,
    reason: '报告医师签发',
    at,
    submitted: null,
  };
  const signers: Signer[] = [
    { role: 'author', memberId: doctor.id as never, name: doctor.name, licence: '', at },
  ];
  const body = { ...reportBody(), reportId: randomUUID() as never };
  drawn = (await drawReport({ body, signers, waveform: null, long: null, picture: null } as never)).pdf;
}, 60_000);
afterAll(async () => {
  await exchange?.stop();
  rmSync(folder, { recursive: true });
});

/** A report as its author signs it. */
function signedBy({ pkcs8, certificate, at }: typeof signing): Report {
  const memberId = /^serialNumber=(.+)$/m.exec(new X509Certificate(certificate).subject)?.[1] ?? '';
  const signer: Signer = { role: 'author', memberId: memberId as never, name: doctorName, licence: '', at };
  const body = { ...reportBody(), reportId: randomUUID() as never };
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const text = Buffer.from(signedText(body, signer), 'utf8');
  const value = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
  return { ...body, signatures: [{ ...signer, algorithm: 'ES256', certificate, value }] };
}

describe('a signed PDF', () => {
  it('proves its doctor offline, with chain and revocation list in the document', async () => {
    const pdf = Buffer.from(await signPdf(drawn, { ...signing, revocationList: await fetchList() }));
    const verified = await valueIn(verifyPdf(pdf, authority));
    expect(verified).toMatchObject({ signer: doctorName, trusted: true, revocation: 'good' });
    expect(Math.abs((verified.signedAt ?? 0) - signing.at)).toBeLessThan(1000);
    expect(await valueIn(verifyPdf(pdf, null))).toMatchObject({ trusted: false, revocation: 'unknown' });
    const bare = Buffer.from(await signPdf(drawn, { ...signing, revocationList: null }));
    expect(await valueIn(verifyPdf(bare, authority))).toMatchObject({ trusted: true, revocation: 'unknown' });
    const unsigned = await verifyPdf(drawn, authority);
    expect(unsigned.ok ? '' : unsigned.failure.code).toBe('pdf-unsigned');
  });

  it('encloses what the author signed before, proves him too, and is refused when that was altered', async () => {
    const submitted = signedBy(signing);
    const two = Buffer.from(await signPdf(drawn, { ...signing, revocationList: null, submitted }));
    expect(await valueIn(verifyPdf(two, authority))).toMatchObject({
      trusted: true,
      author: { signer: doctorName, signedAt: signing.at, trusted: true },
    });
    expect(await valueIn(verifyPdf(two, null))).toMatchObject({ author: { trusted: false } });
    if (has('pdfdetach')) {
      const out = join(folder, 'enclosed.json');
      execFileSync('pdfdetach', ['-save', '1', '-o', out, file('two.pdf', two)]);
      expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(submitted);
    }
    const content = { ...submitted.content, impression: '未见异常' };
    const altered = { ...submitted, content };
    const wrong = Buffer.from(await signPdf(drawn, { ...signing, revocationList: null, submitted: altered }));
    const refused = await verifyPdf(wrong, authority);
    expect(refused.ok ? '' : refused.failure.code).toBe('report-altered');
    // A small document may unpack to more than anybody has memory for.
    const large = { ...submitted, content: { ...content, findings: '空'.repeat(2_000_000) } };
    const bomb = await verifyPdf(
      Buffer.from(await signPdf(drawn, { ...signing, revocationList: null, submitted: large })),
      authority,
    );
    expect(bomb.ok ? '' : bomb.failure.code).toBe('signature-invalid');
  });

  it('is refused when any byte is another, or any is added', async () => {
    const pdf = Buffer.from(await signPdf(drawn, { ...signing, revocationList: await fetchList() }));
    const hexFrom = pdf.indexOf('<30', pdf.lastIndexOf('/ByteRange'));
    const places = [20, Math.floor(pdf.length / 3), pdf.length - 30, hexFrom + 300, hexFrom + 900];
    for (const at of places) {
      const changed = Buffer.from(pdf);
      const before = changed[at] ?? 0;
      changed[at] = before === 0x31 ? 0x32 : 0x31;
      expect((await verifyPdf(changed, authority)).ok, `byte ${at}`).toBe(false);
    }
    expect((await verifyPdf(Buffer.concat([pdf, Buffer.from('\n%more')]), authority)).ok).toBe(false);
    expect((await verifyPdf(pdf.subarray(0, -10), authority)).ok).toBe(false);
  });

  it('is refused under another authority, and reads as revoked when it was signed after the revocation', async () => {
    const other = await startTestExchange();
    const cast = await addCast(other);
    const foreign = other.as(cast.doctors[0]?.secret ?? '');
    const { region } = await valueIn(foreign.client.members.whoAmI());
    const before = Buffer.from(await signPdf(drawn, { ...signing, revocationList: await fetchList() }));
    const strange = await verifyPdf(before, region.caCertificate);
    expect(strange.ok ? '' : strange.failure.code).toBe('certificate-invalid');
    await other.stop();

    expect(await valueIn(revokeInFolder(exchange.folder, doctorName))).toEqual({ revoked: 1 });
    expect(await valueIn(revokeInFolder(exchange.folder, doctorName))).toEqual({ revoked: 0 });
    const list = await fetchList();
    const late = Date.now() + 60_000;
    const after = Buffer.from(await signPdf(drawn, { ...signing, at: late, revocationList: list }));
    const refused = await verifyPdf(after, authority);
    expect(refused.ok ? '' : JSON.stringify(refused.failure)).toContain('revoked');
    const earlier = Buffer.from(
      await signPdf(drawn, { ...signing, at: signing.at - 3000, revocationList: list }),
    );
    expect(await valueIn(verifyPdf(earlier, authority))).toMatchObject({ trusted: true, revocation: 'good' });
  });
});

describe('independent peers', () => {
  it.runIf(has('pdfsig'))(
    'pdfsig calls the signature valid and the whole document signed, and a changed one not',
    async () => {
      const pdf = Buffer.from(await signPdf(drawn, { ...signing, revocationList: null }));
      const said = execFileSync('pdfsig', ['-nocert', file('signed.pdf', pdf)], { encoding: 'utf8' });
      expect(said).toContain('Signature is Valid');
      expect(said).toContain('Total document signed');
      expect(said).toContain('ETSI.CAdES.detached');
      const changed = Buffer.from(pdf);
      const at = Math.floor(pdf.length / 3);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const doubted = spawnSync('pdfsig', ['-nocert', file('changed.pdf', changed)], {
        encoding: 'utf8',
      }).stdout;
      expect(doubted).not.toContain('Signature is Valid');
    },
  );

  it.runIf(has('openssl'))(
    'OpenSSL verifies the CMS against the authority and the embedded list',
    async () => {
      const list = await fetchList();
      const pdf = Buffer.from(
        await signPdf(drawn, { ...signing, at: signing.at - 3000, revocationList: null }),
      );
      const [, length = 0, next = 0] = (
        /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/.exec(pdf.toString('latin1')) ?? []
      )
        .slice(1)
        .map(Number);
      const covered = Buffer.concat([pdf.subarray(0, length), pdf.subarray(next)]);
      const hex = pdf.subarray(length + 1, next - 1).toString('latin1');
      const cms = Buffer.from(hex, 'hex');
      const verify = (ca: string, ...more: string[]) =>
        spawnSync(
          'openssl',
          [
            'cms',
            '-verify',
            '-binary',
            '-inform',
            'DER',
            '-in',
            file('signature.der', cms),
            '-content',
            file('covered', covered),
            '-CAfile',
            file('ca.pem', ca),
            '-purpose',
            'any',
            '-out',
            '/dev/null',
            ...more,
          ],
          { encoding: 'utf8' },
        );
      expect(verify(authority).stderr).toContain('successful');
      // The list names the certificate by now: OpenSSL finds it in there.
      const pem = `-----BEGIN X509 CRL-----\n${list.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END X509 CRL-----\n`;
      const text = execFileSync('openssl', ['crl', '-noout', '-text', '-CAfile', join(folder, 'ca.pem')], {
        input: pem,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      expect(text.replace(/\s/g, '').toLowerCase()).toContain(
        new X509Certificate(signing.certificate).serialNumber.toLowerCase(),
      );
    },
  );
});
