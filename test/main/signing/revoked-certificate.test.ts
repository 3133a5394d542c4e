/** A workstation hears of a revocation while somebody sits there, not only at the next sign-in; then the key signs no more, and a new one is made. */
import '#shared/reflect-metadata.ts';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate, X509CrlGenerator } from '@peculiar/x509';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '#shared/result.ts';
import { createWindowSessions } from '../../../main/api/window-sessions.ts';
import { createAuditTrail } from '../../../main/audit/audit-trail.ts';
import { createSessionActs } from '../../../main/compose/session-acts.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';
import {
  fetchRevocationList,
  freshForMs,
  keptRevocationList,
} from '../../../main/signing/fetch-revocation-list.ts';
import { isRevoked } from '../../../main/signing/is-revoked.ts';
import { createKeyStore } from '../../../main/signing/key-store.ts';
import { createSignerKeys } from '../../../main/signing/signers/signer-keys.ts';
import { addCast, startTestExchange, type TestExchange, valueIn } from '../../rig/exchange.ts';
import { runCommand } from '../../rig/program.ts';

let folder: string;
let database: StationDatabase;
let exchange: TestExchange;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-revoked-'));
  database = await valueIn(openStationDatabase(folder));
  exchange = await startTestExchange();
});
afterAll(async () => {
  database?.close();
  await exchange?.stop();
  rmSync(folder, { recursive: true });
});

test('the list is fetched again when it is an hour old, and a revoked key is followed by another at the next sign-in', async () => {
  const cast = await addCast(exchange);
  const [doctor] = cast.doctors;
  if (doctor === undefined) throw new Error('a doctor is needed');
  const authority = readFileSync(join(exchange.folder, 'ca', 'ca.pem'), 'utf8');
  let ahead = 0;
  const now = () => exchange.clock.now() + ahead;
  const keys = createKeyStore({ database, pepper: randomBytes(32) });
  const sessions = createWindowSessions();
  const acts = createSessionActs({
    client: cast.reader.client,
    database,
    keys,
    audit: createAuditTrail({ database, now, stationId: () => null, onQueued: () => undefined }),
    now,
    authority: () => authority,
    onRegion: () => undefined,
    signerKeys: createSignerKeys(database),
    program: null,
    sessions,
    isSimulation: () => false,
    signInFile: null,
    publish: () => undefined,
    idleLockMs: null,
  });
  acts.stop();
  const signIn = async () => {
    const { actor, expiresAt } = await valueIn(acts.signIn(doctor.name, doctor.secret));
    Object.assign(sessions.of('w-1'), { actor, expiresAt });
    const row = keys.find(doctor.id);
    if (row?.certificate == null) throw new Error('not certified');
    return { certificate: row.certificate, publicKey: row.publicKey };
  };
  const first = await signIn();
  expect(isRevoked(keptRevocationList(database), first.certificate)).toBe(false);
  const revoke = ['member', 'revoke', '--data', exchange.folder, '--name', doctor.name];
  expect((await runCommand(revoke)).code).toBe(0);
  ahead = freshForMs - 120_000;
  await acts.look();
  expect(isRevoked(keptRevocationList(database), first.certificate)).toBe(false);
  ahead = freshForMs + 60_000;
  await acts.look();
  expect(isRevoked(keptRevocationList(database), first.certificate)).toBe(true);
  // Nobody's key is certified twice once it was lost.
  const second = await signIn();
  expect(second.publicKey).not.toBe(first.publicKey);
  expect(isRevoked(keptRevocationList(database), second.certificate)).toBe(false);
  const third = await signIn();
  expect(third).toEqual(second);
}, 60_000);

test('a list that the region did not sign, and an older one, are refused by name and told once; the former stays', async () => {
  const doctor = await exchange.add({
    type: 'person',
    name: '周宁',
    rights: 'reader',
    licence: '1104200003',
  });
  const station = await exchange.add({ type: 'station', name: '诊断中心二号' });
  const { client } = exchange.as(station.secret);
  const { accessToken } = await valueIn(
    client.members.signIn({ name: doctor.name, password: doctor.secret }),
  );
  const own = await valueIn(openStationDatabase(mkdtempSync(join(folder, 'own-'))));
  const pem = readFileSync(join(exchange.folder, 'ca', 'ca.pem'), 'utf8');
  const genuine = () => client.members.revocationList(undefined, { context: { person: accessToken } });
  let given = await valueIn(genuine());
  const { list: first } = given;
  const audit = createAuditTrail({
    database: own,
    now: exchange.clock.now,
    stationId: () => null,
    onQueued: () => undefined,
  });
  const deps = {
    client: { members: { revocationList: async () => ok(given) } } as unknown as typeof client,
    database: own,
    audit,
    authority: () => pem,
    now: exchange.clock.now,
  };
  const take = () => fetchRevocationList(deps, accessToken);
  const kept = () => Buffer.from(keptRevocationList(own) ?? []).toString('base64');
  expect(await take()).toEqual({ ok: true, value: undefined });
  expect(kept()).toBe(first);

  expect(
    (await runCommand(['member', 'revoke', '--data', exchange.folder, '--name', doctor.name])).code,
  ).toBe(0);
  exchange.clock.advance(60_000);
  given = await valueIn(genuine());
  const { list: newer } = given;
  expect(await take()).toMatchObject({ ok: true });
  expect(kept()).toBe(newer);

  const altered = Buffer.from(newer, 'base64');
  const middle = Math.floor(altered.length / 2);
  altered[middle] = (altered[middle] ?? 0) ^ 1;
  const wrong = [
    await forgedList(pem),
    altered.toString('base64'),
    first,
    Buffer.from('none').toString('base64'),
  ];
  for (const list of wrong) {
    given = { list, nextUpdate: exchange.clock.now() + 86_400_000 };
    expect(await take()).toMatchObject({ ok: false, failure: { code: 'revocation-list-untrusted' } });
    expect(kept()).toBe(newer);
  }
  const told = () =>
    own.sqlite.prepare("SELECT success, detail FROM auditRecord WHERE act = 'took-revocation-list'").all();
  expect(told()).toEqual([{ success: 0, detail: 'revocation-list-untrusted signature' }]);
  given = await valueIn(genuine());
  expect(await take()).toMatchObject({ ok: true });
  given = { ...given, list: await forgedList(pem) };
  await take();
  expect(told()).toHaveLength(2);
  own.close();
}, 60_000);

/** Empty, in the name of the authority, by somebody else's key: it would make every revoked key good again. */
async function forgedList(authority: string): Promise<string> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const { privateKey } = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const list = await X509CrlGenerator.create({
    issuer: new X509Certificate(authority).subject,
    thisUpdate: new Date(exchange.clock.now() + 60_000),
    nextUpdate: new Date(exchange.clock.now() + 86_400_000),
    entries: [],
    signingAlgorithm: algorithm,
    signingKey: privateKey as CryptoKey,
  });
  return Buffer.from(list.rawData).toString('base64');
}
