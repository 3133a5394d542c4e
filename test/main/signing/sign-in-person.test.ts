import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Member } from '#shared/contract/exchange/members.ts';
import { failure } from '#shared/failure.ts';
import { fail } from '#shared/result.ts';
import { createAuditTrail } from '../../../main/audit/audit-trail.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';
import { createKey } from '../../../main/signing/create-key.ts';
import { createKeyStore } from '../../../main/signing/key-store.ts';
import { signInPerson } from '../../../main/signing/sign-in-person.ts';
import { createSignerKeys } from '../../../main/signing/signers/signer-keys.ts';

let folder: string;
let database: StationDatabase;
let now = 1_000_000;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-sign-in-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const pepper = randomBytes(32);
const member = { memberId: 'p-1', name: '李明', rights: [], offices: [] } as unknown as Member;

/** An exchange that cannot be reached. */
const unreachable = {
  members: {
    signIn: async () => fail(failure('exchange-unreachable', { address: 'x', detail: 'down' })),
  },
} as unknown as ExchangeClient;

function signIn(name: string, password: string) {
  const keys = createKeyStore({ database, pepper });
  const audit = createAuditTrail({
    database,
    now: () => now,
    stationId: () => null,
    onQueued: () => undefined,
  });
  const deps = {
    client: unreachable,
    database,
    keys,
    audit,
    now: () => now,
    authority: () => null,
    onRegion: () => undefined,
    signerKeys: createSignerKeys(database),
    program: null,
  };
  return signInPerson(deps, name, password);
}

test('without a link, unsealing the key is the check; five wrong passwords lock for a quarter of an hour', async () => {
  await createKeyStore({ database, pepper }).keepNew(member, await createKey(), 'correct horse');
  const signedIn = await signIn('李明', 'correct horse');
  expect(signedIn).toMatchObject({ ok: true, value: { expiresAt: null, actor: { token: null } } });
  for (let tried = 0; tried < 5; tried += 1) {
    expect(await signIn('李明', 'wrong')).toMatchObject({ failure: { code: 'wrong-password' } });
  }
  expect(await signIn('李明', 'correct horse')).toMatchObject({ failure: { code: 'account-locked' } });
  now += 15 * 60_000 + 1;
  expect((await signIn('李明', 'correct horse')).ok).toBe(true);
});

test('who was never here is told that the exchange cannot be reached', async () => {
  expect(await signIn('张三', 'x')).toMatchObject({ failure: { code: 'exchange-unreachable' } });
});
