/** Seals the SM2 key of a person with his P-256 key: whoever opens that one, by PIN or password, has both, and a new password needs no new seal. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const saltBytes = 16;
const ivBytes = 12;
const tagBytes = 16;

/** Salt, IV, tag and AES-256-GCM of `secret` under HKDF-SHA-256 of `pkcs8`, in base64. */
export function sealWithKey(pkcs8: Buffer, secret: Uint8Array): string {
  const salt = randomBytes(saltBytes);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(pkcs8, salt), iv);
  const data = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([salt, iv, cipher.getAuthTag(), data]).toString('base64');
}

/** Null where it was sealed with another key. */
export function openWithKey(pkcs8: Buffer, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  const salt = bytes.subarray(0, saltBytes);
  const iv = bytes.subarray(saltBytes, saltBytes + ivBytes);
  const tag = bytes.subarray(saltBytes + ivBytes, saltBytes + ivBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(pkcs8, salt), iv);
  decipher.setAuthTag(tag);
  try {
    const data = bytes.subarray(saltBytes + ivBytes + tagBytes);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    return null;
  }
}

function keyOf(pkcs8: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', pkcs8, salt, 'yuanzhen sm2 key', 32));
}
