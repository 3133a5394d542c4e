/** How much may come, and what a full disk is answered with. */
import { type Failure, failure } from '#shared/failure.ts';
import type { Vault } from '../parts.ts';

/** Largest deposited object in bytes: a long ultrasound cine stays under it. */
export const objectLimit = 4 * 1024 ** 3;
/** Largest object that comes in one PUT: a report PDF. */
export const putLimit = 64 * 1024 ** 2;
/** Kept free for the database and the operating system. */
const reserve = 8 * 1024 ** 2;

/** Null when `size` more bytes may come. */
export async function refuseSize(vault: Vault, size: number, limit: number): Promise<Failure | null> {
  if (size > limit) return failure('object-too-large', { size, limit });
  if (size + reserve > (await vault.freeBytes())) return failure('disk-full', { path: vault.folder });
  return null;
}

/** A failure for what the operating system says about a full disk or quota; null for other errors. */
export function fullDiskFailure(error: unknown, path: string): Failure | null {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT' ? failure('disk-full', { path }) : null;
}

/** HTTP status a failure of an object travels with. */
export function statusOf(reason: Failure): number {
  switch (reason.code) {
    case 'disk-full':
      return 507;
    case 'object-too-large':
      return 413;
    case 'hash-mismatch':
      return 460;
    case 'object-not-found':
    case 'deposit-not-found':
      return 404;
    case 'not-signed-in':
    case 'token-expired':
    case 'wrong-password':
    case 'station-unknown':
      return 401;
    case 'account-locked':
      return 423;
    case 'right-missing':
      return 403;
    default:
      return 400;
  }
}
