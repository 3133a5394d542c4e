/** Goal A17: mutual TLS 1.2 or newer with forward secrecy; DCMTK as an honest peer, six ways to be refused. */
import '#shared/reflect-metadata.ts';
import { execFile } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect } from 'node:tls';
import { promisify } from 'node:util';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFacts, makeFile } from '../rig/data-set.ts';
import { associateRequest } from '../rig/raw-scu.ts';
import { openTestStation, type TestStation } from '../rig/test-station.ts';

const run = promisify(execFile);
const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
} as const;
const day = 24 * 3_600_000;

interface Identity {
  readonly certificate: x509.X509Certificate;
  readonly keys: CryptoKeyPair;
  readonly certificateFile: string;
  readonly keyFile: string;
}

let folder: string;
let station: TestStation;
let address: { host: string; port: number };
let authority: Identity;
let scanner: Identity;
let stranger: Identity;
let expired: Identity;

async function make(name: string, issuer: Identity | null, validDays = 30): Promise<Identity> {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const dates = {
    notBefore: new Date(Date.now() - 60 * day),
    notAfter: new Date(Date.now() + validDays * day),
  };
  const certificate =
    issuer === null
      ? await x509.X509CertificateGenerator.createSelfSigned({
          ...dates,
          name: `CN=${name}`,
          signingAlgorithm: algorithm,
          keys,
          extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
        })
      : await x509.X509CertificateGenerator.create({
          ...dates,
          subject: `CN=${name}`,
          issuer: issuer.certificate.subject,
          signingKey: issuer.keys.privateKey,
          publicKey: keys.publicKey,
          signingAlgorithm: algorithm,
        });
  const certificateFile = join(folder, `${name}.pem`);
  const keyFile = join(folder, `${name}.key`);
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  writeFileSync(certificateFile, certificate.toString('pem'));
  writeFileSync(keyFile, x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'));
  return { certificate, keys, certificateFile, keyFile };
}

beforeAll(async () => {
  x509.cryptoProvider.set(webcrypto as Crypto);
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-tls-'));
  authority = await make('authority', null);
  scanner = await make('scanner', authority);
  const own = await make('station', authority);
  stranger = await make('stranger', await make('elsewhere', null));
  expired = await make('expired', authority, -1);
  station = await openTestStation();
  const source = await station.listen({
    tls: { ...own, authorityFile: authority.certificateFile },
    idleMs: 2000,
  });
  const [host = '', port = ''] = source.address.split(':');
  address = { host, port: Number(port) };
}, 60_000);

afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true });
});

function optionsOf(identity: Identity): ConnectionOptions {
  return {
    ...address,
    ca: authority.certificate.toString('pem'),
    cert: identity.certificate.toString('pem'),
    key: x509.PemConverter.encode(identityKeys.get(identity) ?? new ArrayBuffer(0), 'PRIVATE KEY'),
    checkServerIdentity: () => undefined,
  };
}

const identityKeys = new Map<Identity, ArrayBuffer>();

/** The type of the PDU that answers an association request; null when there is none. */
async function answerOver(options: ConnectionOptions, identity: Identity | null): Promise<number | null> {
  if (identity !== null) {
    identityKeys.set(identity, await webcrypto.subtle.exportKey('pkcs8', identity.keys.privateKey));
  }
  const given =
    identity === null ? { ...address, checkServerIdentity: () => undefined } : optionsOf(identity);
  return new Promise((resolve) => {
    const socket = connect({ ca: authority.certificate.toString('pem'), ...given, ...options });
    socket.once('secureConnect', () => socket.write(associateRequest()));
    socket.once('data', (bytes: Buffer) => {
      resolve(bytes.readUInt8(0));
      socket.destroy();
    });
    socket.once('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
}

test('TLS 1.3 and TLS 1.2 with a certificate of the authority are served', async () => {
  expect(await answerOver({}, scanner)).toBe(2);
  expect(await answerOver({ maxVersion: 'TLSv1.2' }, scanner)).toBe(2);
});

test('a device is allowed by its certificate', async () => {
  const before = station.policy.current;
  const thumbprint = Buffer.from(await scanner.certificate.getThumbprint('SHA-256')).toString('hex');
  station.policy.current = { ...before, callers: [{ aet: 'RAWSCU', certificate: thumbprint }] };
  expect(await answerOver({}, scanner)).toBe(2);
  station.policy.current = { ...before, callers: [{ aet: 'RAWSCU', certificate: 'ab'.repeat(32) }] };
  expect(await answerOver({}, scanner)).toBe(3);
  station.policy.current = before;
});

const refused: readonly [string, ConnectionOptions, () => Identity | null][] = [
  ['another authority', {}, () => stranger],
  ['an expired certificate', {}, () => expired],
  ['no certificate', {}, () => null],
  ['TLS 1.1', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }, () => scanner],
  ['RSA key exchange', { maxVersion: 'TLSv1.2', ciphers: 'AES256-GCM-SHA384:AES128-SHA' }, () => scanner],
];

test.each(refused)('%s is refused', async (_name, options, identity) => {
  expect(await answerOver(options, identity())).toBeNull();
});

test('plain DICOM on the TLS port is refused', async () => {
  const answer = await new Promise((resolve) => {
    const socket = connectPlain(address, () => socket.write(associateRequest()));
    // A TLS alert begins with 15H, an A-ASSOCIATE-AC with 02H.
    socket.once('data', (bytes: Buffer) => resolve(bytes.readUInt8(0)));
    socket.once('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
  expect([null, 0x15]).toContain(answer);
});

test('storescu +tls sends an object, and the station lives on after all that', async () => {
  const facts = makeFacts({ pixelBytes: 300_000 });
  const file = join(folder, 'object.dcm');
  writeFileSync(file, makeFile(facts));
  await run(
    'storescu',
    [
      ...['+tls', scanner.keyFile, scanner.certificateFile, '+cf', authority.certificateFile],
      ...['-aet', 'DCMTK', '-aec', 'YUANZHEN', address.host, String(address.port), file],
    ],
    { env: { ...process.env, TCP_NODELAY: '1' } },
  );
  expect(station.kept.map((one) => one.sopInstanceUid)).toEqual([facts.sopInstanceUid]);
});
