/** The region's certificate authority: one P-256 key, readable by the exchange alone. */
import '#shared/reflect-metadata.ts';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

/** ECDSA on P-256 with SHA-256: what every key and certificate of the region uses. */
export const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const year = 365 * 24 * 3_600_000;

const keyPath = (folder: string) => join(folder, 'ca', 'ca-key.pem');
const certificatePath = (folder: string) => join(folder, 'ca', 'ca.pem');

x509.cryptoProvider.set(webcrypto as Crypto);

/** Makes key and self-signed certificate (20 years), or finds those of a start that was cut short; answers the PEM. */
export async function makeCertificateAuthority(folder: string, regionName: string): Promise<string> {
  await mkdir(join(folder, 'ca'), { recursive: true, mode: 0o700 });
  const known = await readFile(certificatePath(folder), 'utf8').catch(() => null);
  if (known !== null) return known;
  const keys = (await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: makeSerial(),
    name: [{ CN: [`${regionName} CA`] }, { O: [regionName] }],
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 20 * year),
    signingAlgorithm: curve,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  await writeDurably(keyPath(folder), x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), 0o600);
  const pem = certificate.toString('pem');
  await writeDurably(certificatePath(folder), pem, 0o644);
  return pem;
}

/** 16 random bytes, positive, as hexadecimal. */
export function makeSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

export async function readAuthorityKey(folder: string): Promise<CryptoKey> {
  const pem = await readFile(keyPath(folder), 'utf8');
  const [pkcs8] = x509.PemConverter.decode(pem);
  if (pkcs8 === undefined) throw new Error(`${keyPath(folder)} holds no key`);
  return (await webcrypto.subtle.importKey('pkcs8', pkcs8, curve, false, ['sign'])) as CryptoKey;
}

async function writeDurably(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(`${text.trimEnd()}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
