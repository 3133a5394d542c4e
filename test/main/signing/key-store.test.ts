import { createPrivateKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Member } from '#shared/contract/exchange/members.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';
import { createKey } from '../../../main/signing/create-key.ts';
import { createKeyStore, type KeyStore } from '../../../main/signing/key-store.ts';
import { unsealForSigning } from '../../../main/signing/unseal-for-signing.ts';

const member = {
  memberId: 'p-1',
  type: 'person',
  name: '李明',
  siteId: null,
  siteName: null,
  rights: [],
  offices: [],
  licence: '1',
  simulation: false,
} as unknown as Member;

let folder: string;
let database: StationDatabase;
let keys: KeyStore;
const pepper = randomBytes(32);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-keys-'));
  openAgain();
  await keys.keepNew(member, await createKey(), 'correct horse');
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

function openAgain(): void {
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
  keys = createKeyStore({ database, pepper });
}

async function setPin(pin: string): Promise<void> {
  const opened = await keys.unsealByPassword('p-1', 'correct horse');
  if (!opened.opened) throw new Error('not opened');
  await keys.setPin('p-1', opened.pkcs8, pin);
}

test('opens with the password only, and gives a P-256 key', async () => {
  expect(await keys.unsealByPassword('p-1', 'wrong horse')).toMatchObject({ opened: false, why: 'wrong' });
  const opened = await keys.unsealByPassword('p-1', 'correct horse');
  if (!opened.opened) throw new Error('not opened');
  const key = createPrivateKey({ key: opened.pkcs8, format: 'der', type: 'pkcs8' });
  expect(key.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  const bytes = readFileSync(join(folder, 'station.sqlite'));
  expect(bytes.includes(opened.pkcs8)).toBe(false);
});

test('the database alone, without the secret of the machine, opens nothing', async () => {
  const elsewhere = createKeyStore({ database, pepper: randomBytes(32) });
  expect(await elsewhere.unsealByPassword('p-1', 'correct horse')).toMatchObject({ opened: false });
});

test('five wrong PINs leave the password only, also after a restart; a new PIN begins anew', async () => {
  await setPin('246810');
  for (const left of [4, 3, 2, 1]) {
    const wrong = await unsealForSigning(keys, 'p-1', '000000');
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'wrong-pin', params: { left } } });
  }
  expect(await unsealForSigning(keys, 'p-1', '000000')).toMatchObject({ failure: { code: 'pin-blocked' } });
  database.close();
  openAgain();
  expect(await unsealForSigning(keys, 'p-1', '246810')).toMatchObject({ failure: { code: 'pin-blocked' } });
  expect(keys.hasPin('p-1')).toBe(false);
  expect((await unsealForSigning(keys, 'p-1', 'correct horse')).ok).toBe(true);
  await setPin('135790');
  expect((await unsealForSigning(keys, 'p-1', '135790')).ok).toBe(true);
});

test('a right PIN forgets the wrong ones before it', async () => {
  await setPin('246810');
  await unsealForSigning(keys, 'p-1', '111111');
  expect((await unsealForSigning(keys, 'p-1', '246810')).ok).toBe(true);
  expect(await unsealForSigning(keys, 'p-1', '111111')).toMatchObject({ failure: { params: { left: 4 } } });
});

test('a person without a key here is told so', async () => {
  expect(await unsealForSigning(keys, 'p-2', 'x')).toMatchObject({ failure: { code: 'key-missing' } });
});
