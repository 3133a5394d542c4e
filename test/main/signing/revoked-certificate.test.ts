/** A workstation hears of a revocation while somebody sits there, not only at the next sign-in; then the key signs no more, and a new one is made. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWindowSessions } from '../../../main/api/window-sessions.ts';
import { createAuditTrail } from '../../../main/audit/audit-trail.ts';
import { createSessionActs } from '../../../main/compose/session-acts.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';
import { freshForMs, keptRevocationList } from '../../../main/signing/fetch-revocation-list.ts';
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
