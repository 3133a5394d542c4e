/** Makes a reader's key pair for this workstation: P-256, private part only ever outside a seal while it is used. */
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

export interface FreshKey {
  /** DER. */
  readonly pkcs8: Buffer;
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly publicKey: string;
}

export async function createKey(): Promise<FreshKey> {
  const pair = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return {
    pkcs8: pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}
