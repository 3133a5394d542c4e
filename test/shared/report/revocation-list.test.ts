import '#shared/reflect-metadata.ts';
import { verify, webcrypto } from 'node:crypto';
import { X509CrlGenerator } from '@peculiar/x509';
import { beforeAll, describe, expect, it } from 'vitest';
import { readRevocationList } from '#shared/report/revocation-list.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const at = (text: string): number => Date.parse(text);

describe('a list of revoked certificates', () => {
  let keys: CryptoKeyPair;
  beforeAll(async () => {
    keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  });

  const written = async (entries: readonly (readonly [string, number])[], thisUpdate: number) => {
    const list = await X509CrlGenerator.create({
      issuer: 'CN=青石区域中心',
      thisUpdate: new Date(thisUpdate),
      nextUpdate: new Date(thisUpdate + 7 * 86_400_000),
      entries: entries.map(([serialNumber, date]) => ({ serialNumber, revocationDate: new Date(date) })),
      signingAlgorithm: algorithm,
      signingKey: keys.privateKey as never,
    });
    return new Uint8Array(list.rawData);
  };
  const isSigned = async (list: { readonly covered: Uint8Array; readonly signature: Uint8Array }) => {
    const spki = await webcrypto.subtle.exportKey('spki', keys.publicKey as never);
    const key = { key: Buffer.from(spki), format: 'der', type: 'spki', dsaEncoding: 'der' } as const;
    return verify('sha256', list.covered, key, list.signature);
  };

  it('says who is on it and since when, in both forms of time, however a serial number is written', async () => {
    const entries = [
      ['0a17', at('2026-11-30T08:00:01Z')],
      ['f1000000000000000000000000000002', at('2049-12-31T23:59:59Z')],
      ['7f', at('2050-01-01T00:00:00Z')],
    ] as const;
    const list = readRevocationList(await written(entries, at('2026-11-30T09:30:00Z')));
    if (list === null) throw new Error('not read');
    expect(list.thisUpdate).toBe(at('2026-11-30T09:30:00Z'));
    for (const [serial, date] of entries) {
      expect(list.revokedAt(serial)).toBe(date);
      expect(list.revokedAt(`00${serial.toUpperCase()}`)).toBe(date);
    }
    expect(list.revokedAt('0a18')).toBeNull();
    expect(await isSigned(list)).toBe(true);
    const later = readRevocationList(await written([], at('2051-02-03T04:05:06Z')));
    expect(later?.thisUpdate).toBe(at('2051-02-03T04:05:06Z'));
    expect(later?.revokedAt('7f')).toBeNull();
  });

  it('is read with as many as a region will ever revoke', async () => {
    const entries = Array.from(
      { length: 3000 },
      (_, index) => [(index + 1).toString(16).padStart(32, '0'), 1000 * (index + 1)] as const,
    );
    const list = readRevocationList(await written(entries, at('2026-11-30T09:30:00Z')));
    expect(entries.filter(([serial, date]) => list?.revokedAt(serial) === date)).toHaveLength(3000);
  });

  it('is never taken for signed with one byte changed, and never read when it was cut', async () => {
    const bytes = await written([['0a17', at('2026-11-30T08:00:01Z')]], at('2026-11-30T09:30:00Z'));
    for (let changed = 0; changed < bytes.length; changed += 1) {
      const copy = Uint8Array.from(bytes, (byte, index) => (index === changed ? byte ^ 0x11 : byte));
      const list = readRevocationList(copy);
      if (list === null || !(await isSigned(list))) continue;
      // Outside of what is signed only the repeated name of the algorithm and counts of bits are of no effect.
      expect(list.revokedAt('0a17')).toBe(at('2026-11-30T08:00:01Z'));
    }
    for (let length = 0; length < bytes.length; length += 1) {
      expect(readRevocationList(bytes.subarray(0, length))).toBeNull();
    }
    expect(readRevocationList(Buffer.from('none'))).toBeNull();
  });
});
