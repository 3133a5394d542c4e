/** The signing key of a person on the command line: made once, certified by the exchange, sealed with his token. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Member } from '#shared/contract/exchange/members.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';
import { certifyKey } from '../../main/signing/certify-key.ts';
import { createKey } from '../../main/signing/create-key.ts';
import { sealKey, unsealKey } from '../../main/signing/seal-key.ts';
import { holdP256Key } from '../../main/signing/signers/p256-key.ts';

const keyFileSchema = z.object({ sealed: z.string(), certificate: z.string(), notAfter: z.number() });

export interface SigningKey {
  readonly pkcs8: Buffer;
  readonly certificate: string;
}

export function defaultKeysFolder(): string {
  return join(homedir(), '.yuanzhen', 'keys');
}

/** Fails with key-missing when the key was sealed with another token. */
export async function openSigningKey(
  access: ExchangeAccess,
  member: Member,
  folder: string,
  regionId: string,
): Promise<Result<SigningKey>> {
  const path = join(folder, `${regionId}-${member.memberId}.json`);
  // The token is 192 random bits: no machine part is needed, and the folder can be moved.
  const parts = { secret: access.token, pepper: createHash('sha256').update(member.memberId).digest() };
  const known = keyFileSchema.safeParse(
    (await readFile(path, 'utf8').then(JSON.parse, () => null)) as unknown,
  );
  if (known.success && known.data.notAfter > Date.now()) {
    const pkcs8 = await unsealKey(known.data.sealed, parts);
    return pkcs8 === null ? fail(failure('key-missing')) : ok({ pkcs8, certificate: known.data.certificate });
  }
  const key = await createKey();
  const certified = await certifyKey(access.client, access.token, member.memberId, holdP256Key(key.pkcs8));
  if (!certified.ok) return certified;
  const { certificate, notAfter } = certified.value;
  const sealed = await sealKey(key.pkcs8, parts);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writePrivately(path, JSON.stringify({ sealed, certificate, notAfter }));
  return ok({ pkcs8: key.pkcs8, certificate });
}

async function writePrivately(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
