/** SHA-256 as lower-case hexadecimal text. */
import { createHash } from 'node:crypto';

export function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
