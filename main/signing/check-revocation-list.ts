/** Journey step 10: a list of revoked certificates (CRL, RFC 5280) is taken only from the region's own authority, and never one that is older than what is kept. */
import { verify, X509Certificate } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { type RevocationList, readRevocationList } from '#shared/report/revocation-list.ts';
import { fail, ok, type Result } from '#shared/result.ts';

/**
 * `list` and `kept` are DER, `kept` null where there is none; `authority` a PEM.
 * Fails with revocation-list-untrusted: signed by another key, altered, none at all, or older than the kept one
 * (RFC 5280 5.1.2.4), which would make a revoked key good again.
 */
export function checkRevocationList(
  list: Uint8Array,
  kept: Uint8Array | null,
  authority: string,
): Result<void> {
  const root = new X509Certificate(authority);
  const given = listOf(list, root);
  if (given === null) return fail(failure('revocation-list-untrusted', { detail: 'signature' }));
  // What an older program kept unchecked holds nothing up.
  const former = kept === null ? null : listOf(kept, root);
  if (former !== null && given.thisUpdate < former.thisUpdate)
    return fail(failure('revocation-list-untrusted', { detail: new Date(given.thisUpdate).toISOString() }));
  return ok(undefined);
}

/** Null for what `root` has not signed. */
function listOf(der: Uint8Array, root: X509Certificate): RevocationList | null {
  const list = readRevocationList(der);
  const key = { key: root.publicKey, dsaEncoding: 'der' } as const;
  return list !== null && verify('sha256', list.covered, key, list.signature) ? list : null;
}
