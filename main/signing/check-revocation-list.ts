/** Journey step 10: a list of revoked certificates (CRL, RFC 5280) is taken only from the region's own authority, and never one that is older than what is kept. */
import '#shared/reflect-metadata.ts';
import { X509Certificate, X509Crl } from '@peculiar/x509';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

/**
 * `list` and `kept` are DER, `kept` null where there is none; `authority` a PEM.
 * Fails with revocation-list-untrusted: of another issuer, signed by another key, altered, none at all, or older than
 * the kept one (RFC 5280 5.1.2.4), which would make a revoked key good again.
 */
export async function checkRevocationList(
  list: Uint8Array,
  kept: Uint8Array | null,
  authority: string,
): Promise<Result<void>> {
  const root = new X509Certificate(authority);
  const given = await listOf(list, root);
  if (given === null) return fail(failure('revocation-list-untrusted', { detail: 'signature' }));
  // What an older program kept unchecked holds nothing up.
  const former = kept === null ? null : await listOf(kept, root);
  if (former !== null && given.thisUpdate < former.thisUpdate)
    return fail(failure('revocation-list-untrusted', { detail: given.thisUpdate.toISOString() }));
  return ok(undefined);
}

/** Null for what `root` has not signed. */
async function listOf(der: Uint8Array, root: X509Certificate): Promise<X509Crl | null> {
  try {
    const list = new X509Crl(new Uint8Array(der));
    return list.issuer === root.subject && (await list.verify({ publicKey: root })) ? list : null;
  } catch {
    return null;
  }
}
