/** SM2 by the published example, by OpenSSL as another hand, and by what must never verify. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sm2, sm3 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { derSignature, plainSignature } from '#shared/report/der.ts';
import { isSm2Key, makeSm2Key, signSm2, sm2KeyInfo, verifySm2 } from '#shared/sm2/sm2.ts';

const bytes = (hex: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(hex.replace(/\s/g, ''), 'hex'));

/** GB/T 32918.5-2017 annex A.2: message, keys and every number on the way. */
const published = {
  message: Buffer.from('message digest', 'latin1'),
  privateKey: '3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8',
  x: '09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020',
  y: 'CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
  z: 'B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3',
  e: 'F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640',
  k: '59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21',
  r: 'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3',
  s: 'B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA',
};
const keyInfo = sm2KeyInfo(`04${published.x}${published.y}`.toLowerCase());
const signature = bytes(published.r + published.s);

describe('SM2', () => {
  it('verifies the signature of GB/T 32918.5 annex A.2, and the library makes it from the same k', () => {
    const point = `04${published.x}${published.y}`.toLowerCase();
    expect(Buffer.from(sm2.getZ(point, '1234567812345678')).toString('hex')).toBe(published.z.toLowerCase());
    expect(sm3(Buffer.concat([bytes(published.z), published.message]))).toBe(published.e.toLowerCase());
    expect(isSm2Key(keyInfo)).toBe(true);
    expect(verifySm2(keyInfo, published.message, signature)).toBe(true);
    const k = BigInt(`0x${published.k}`);
    const x1 = BigInt(`0x${sm2.getPublicKeyFromPrivateKey(published.k.toLowerCase()).slice(2, 66)}`);
    const made = sm2.doSignature(published.message, published.privateKey.toLowerCase(), {
      pointPool: [{ k, x1 }],
      hash: true,
      userId: '1234567812345678',
    });
    expect(made).toBe((published.r + published.s).toLowerCase());
    const own = signSm2(bytes(published.privateKey), published.message);
    expect(verifySm2(keyInfo, published.message, own)).toBe(true);
  });

  it('knows SM3 by the two examples of GB/T 32905', () => {
    expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  it('refuses every changed bit, another key, another message, numbers out of range and no signature at all', () => {
    for (let at = 0; at < 512; at += 1) {
      const changed = signature.slice();
      changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7));
      expect(verifySm2(keyInfo, published.message, changed), `bit ${at}`).toBe(false);
    }
    expect(verifySm2(makeSm2Key().keyInfo, published.message, signature)).toBe(false);
    expect(verifySm2(keyInfo, Buffer.from('message digesT'), signature)).toBe(false);
    const order = 'FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123';
    const zero = '00'.repeat(32);
    const both = [
      zero + published.s,
      published.r + zero,
      order + published.s,
      published.r + order,
      zero + zero,
    ];
    for (const value of both) expect(verifySm2(keyInfo, published.message, bytes(value))).toBe(false);
    // r + n names the same number: only one form of it is a signature.
    const wrapped = (BigInt(`0x${published.s}`) + BigInt(`0x${order}`)).toString(16);
    expect(verifySm2(keyInfo, published.message, bytes(published.r + wrapped.slice(-64)))).toBe(false);
    for (const length of [0, 63, 65]) {
      expect(verifySm2(keyInfo, published.message, new Uint8Array(length))).toBe(false);
    }
  });

  it('takes nothing for a key but a point on its curve', () => {
    expect(isSm2Key(new Uint8Array(91))).toBe(false);
    const off = keyInfo.slice();
    off[90] = (off[90] ?? 0) ^ 1;
    expect(isSm2Key(off)).toBe(false);
    expect(verifySm2(off, published.message, signature)).toBe(false);
    expect(isSm2Key(keyInfo.subarray(0, 90))).toBe(false);
  });

  const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
  it.runIf(hasOpenssl)('agrees with OpenSSL, each verifying what the other has signed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-sm2-'));
    const at = (name: string): string => join(folder, name);
    const openssl = (...args: string[]): Buffer =>
      execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const id = ['-pkeyopt', 'distid:1234567812345678'];
    try {
      const message = Buffer.from('双肺纹理清晰。');
      writeFileSync(at('message'), message);
      openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', at('key.pem'));
      openssl('pkey', '-in', at('key.pem'), '-pubout', '-outform', 'DER', '-out', at('public.der'));
      const theirs = readFileSync(at('public.der'));
      expect(isSm2Key(theirs)).toBe(true);
      const sign = ['pkeyutl', '-sign', '-rawin', '-digest', 'sm3', ...id];
      openssl(...sign, '-inkey', at('key.pem'), '-in', at('message'), '-out', at('signature'));
      const plain = plainSignature(readFileSync(at('signature')));
      expect(plain !== null && verifySm2(theirs, message, plain)).toBe(true);

      const own = makeSm2Key();
      writeFileSync(at('own.der'), own.keyInfo);
      openssl('pkey', '-pubin', '-inform', 'DER', '-in', at('own.der'), '-out', at('own.pem'));
      writeFileSync(at('own.signature'), derSignature(signSm2(own.privateKey, message)));
      const verify = [
        'pkeyutl',
        '-verify',
        '-rawin',
        '-digest',
        'sm3',
        ...id,
        '-pubin',
        '-inkey',
        at('own.pem'),
      ];
      const said = openssl(...verify, '-in', at('message'), '-sigfile', at('own.signature'));
      expect(said.toString()).toContain('Signature Verified Successfully');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
