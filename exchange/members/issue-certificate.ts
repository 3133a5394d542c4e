/** Certifies a reader's key for one workstation: the request proves the key, the exchange says whose it is. */
import '#shared/reflect-metadata.ts';
import * as x509 from '@peculiar/x509';
import { failure } from '#shared/failure.ts';
import { derElement, plainSignature } from '#shared/report/der.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { isSm2Key, verifySm2 } from '#shared/sm2/sm2.ts';
import { runCommand } from '../audit/run-command.ts';
import type { Caller, Parts } from '../parts.ts';
import { curve, makeSerial, readAuthorityKey } from './certificate-authority.ts';

const year = 365 * 24 * 3_600_000;

/**
 * `request` is a PKCS#10 request (DER, base64) signed by its own P-256 or SM2 key. The subject of the certificate is written
 * here: CN name, serialNumber member id, OU station id (or `command-line`), description licence, O centre.
 */
export async function issueCertificate(
  deps: Parts & { readonly folder: string },
  caller: Caller,
  input: { readonly commandId: string; readonly request: string },
): Promise<Result<{ certificate: string; notAfter: number }>> {
  const { person, station } = caller;
  if (person === null) return fail(failure('not-signed-in'));
  const key = await keyOfRequest(input.request);
  if (!key.ok) return key;
  const authority = new x509.X509Certificate(deps.region().caCertificate);
  const signingKey = await readAuthorityKey(deps.folder);
  const spec = { caller, act: 'certified', commandId: input.commandId, input, object: person.memberId };
  return runCommand(deps, spec, async (trx, now) => {
    const notBefore = now - 60_000;
    const notAfter = now + year;
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: makeSerial(),
      subject: [
        { CN: [person.name] },
        { '2.5.4.5': [person.memberId] },
        { OU: [station?.memberId ?? 'command-line'] },
        ...(person.licence === '' ? [] : [{ '2.5.4.13': [person.licence] }]),
        { O: [deps.region().centre] },
      ],
      issuer: authority.subjectName,
      notBefore: new Date(notBefore),
      notAfter: new Date(notAfter),
      signingAlgorithm: curve,
      publicKey: key.value,
      signingKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(
          x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
          true,
        ),
        await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
      ],
    });
    const pem = certificate.toString('pem');
    await trx
      .insertInto('certificate')
      .values({
        serial: certificate.serialNumber,
        memberId: person.memberId,
        stationId: station?.memberId ?? null,
        pem,
        notBefore,
        notAfter,
        revokedAt: null,
      })
      .execute();
    return ok({ certificate: pem, notAfter });
  });
}

async function keyOfRequest(base64: string): Promise<Result<x509.PublicKey>> {
  try {
    const request = new x509.Pkcs10CertificateRequest(Buffer.from(base64, 'base64'));
    const keyInfo = new Uint8Array(request.publicKey.rawData);
    if (isSm2Key(keyInfo)) {
      return provesSm2(Buffer.from(base64, 'base64'), keyInfo)
        ? ok(request.publicKey)
        : fail(failure('certificate-invalid', { detail: 'PKCS#10' }));
    }
    const algorithm = request.publicKey.algorithm as { name?: string; namedCurve?: string };
    if (algorithm.name !== curve.name || algorithm.namedCurve !== curve.namedCurve) {
      return fail(failure('certificate-invalid', { detail: 'P-256, SM2' }));
    }
    if (!(await request.verify())) return fail(failure('certificate-invalid', { detail: 'PKCS#10' }));
    return ok(request.publicKey);
  } catch (error) {
    return fail(failure('certificate-invalid', { detail: String(error) }));
  }
}

/** CertificationRequest ::= SEQUENCE { info, algorithm, BIT STRING } (RFC 2986 4.2), judged here since Node judges no SM2 signature. */
function provesSm2(request: Uint8Array, keyInfo: Uint8Array): boolean {
  const outer = derElement(request, 0);
  const info = derElement(request, outer.content);
  const bits = derElement(request, derElement(request, info.end).end);
  // The first byte of a BIT STRING counts unused bits.
  const value = plainSignature(request.subarray(bits.content + 1, bits.end));
  return value !== null && verifySm2(keyInfo, request.subarray(outer.content, info.end), value);
}
