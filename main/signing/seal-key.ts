/**
 * Seals and unseals a reader's private key with what only the reader knows. Unsealing is the check of the secret, and
 * works without a link. A secret of the machine goes into it too: the database alone, stolen, does not let a PIN be tried.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

const sealedSchema = z.object({
  kdf: z.literal('scrypt'),
  N: z.number().int(),
  r: z.number().int(),
  p: z.number().int(),
  salt: z.string(),
  iv: z.string(),
  tag: z.string(),
  data: z.string(),
});

const cost = { N: 32_768, r: 8, p: 1 };

export interface SecretParts {
  /** Password or PIN. */
  readonly secret: string;
  /** The machine's part, 32 bytes. */
  readonly pepper: Buffer;
}

/** `pkcs8` as JSON text: scrypt (N 2^15, r 8, p 1) into AES-256-GCM. */
export async function sealKey(pkcs8: Buffer, parts: SecretParts): Promise<string> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(parts, salt, cost), iv);
  const data = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  const hex = (bytes: Buffer): string => bytes.toString('base64');
  return JSON.stringify({
    kdf: 'scrypt',
    ...cost,
    salt: hex(salt),
    iv: hex(iv),
    tag: hex(cipher.getAuthTag()),
    data: hex(data),
  });
}

/** The PKCS#8 bytes, or null when the secret is not the one it was sealed with. */
export async function unsealKey(sealed: string, parts: SecretParts): Promise<Buffer | null> {
  const parsed = sealedSchema.parse(JSON.parse(sealed));
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const key = await deriveKey(parts, bytes(parsed.salt), parsed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(parsed.iv));
  decipher.setAuthTag(bytes(parsed.tag));
  try {
    return Buffer.concat([decipher.update(bytes(parsed.data)), decipher.final()]);
  } catch {
    return null;
  }
}

function deriveKey(
  parts: SecretParts,
  salt: Buffer,
  factors: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const { N, r, p } = factors;
  const secret = Buffer.concat([parts.pepper, Buffer.from(parts.secret.normalize('NFKC'), 'utf8')]);
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
