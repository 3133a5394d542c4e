/**
 * DICOM over TLS (PS3.15 annex B.12, the non-downgrading BCP 195 profile): 1.2 or newer, forward secrecy only, both
 * sides by certificate.
 */
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket, type TlsOptions } from 'node:tls';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface DicomTlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Who signed the certificates of the devices. */
  readonly authorityFile: string;
}

/** Ephemeral keys and authenticated encryption; of TLS 1.3 all suites are such. */
const suites = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-GCM-SHA384',
  'DHE-RSA-AES128-GCM-SHA256',
];
const handshakeMs = 10_000;

/** Options for a TLS server. Fails with file-unreadable, also when the key does not belong to the certificate. */
export function readSecureOptions(files: DicomTlsFiles): Result<TlsOptions> {
  let at = files.certificateFile;
  try {
    const cert = readFileSync(at);
    at = files.keyFile;
    const key = readFileSync(at);
    at = files.authorityFile;
    const ca = readFileSync(at);
    at = files.certificateFile;
    createSecureContext({ cert, key, ca });
    return ok({
      cert,
      key,
      ca,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ciphers: suites.join(':'),
      honorCipherOrder: true,
      ecdhCurve: 'X25519:P-256:P-384',
      dhparam: 'auto',
      handshakeTimeout: handshakeMs,
    });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(failure('file-unreadable', { path: at, detail }));
  }
}

/** SHA-256 of the peer's certificate, 64 hex digits in lower case; null over plain TCP. */
export function certificateOf(socket: Socket): string | null {
  if (!(socket instanceof TLSSocket)) return null;
  const { fingerprint256 } = socket.getPeerCertificate();
  return fingerprint256 === undefined ? null : fingerprint256.replaceAll(':', '').toLowerCase();
}
