/** The signer of a report: by the algorithm its site asks for, from the program that holds such keys or from this station; made and certified where it is new. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { makeSm2Key } from '#shared/sm2/sm2.ts';
import type { SignatureAlgorithm } from '#shared/study/signature.ts';
import type { Actor } from '../../audit/actor.ts';
import { certifyKey } from '../certify-key.ts';
import { holdP256Key } from './p256-key.ts';
import { holdProgramKey, type SignerProgram } from './program-key.ts';
import { openWithKey, sealWithKey } from './seal-with-key.ts';
import type { CertifiedSigner, KeyHolder } from './signer.ts';
import type { SignerKeys } from './signer-keys.ts';
import { holdSm2Key } from './sm2-key.ts';

export interface FindSignerDeps {
  readonly client: ExchangeClient;
  readonly signerKeys: SignerKeys;
  /** Exchange time as estimated. */
  readonly now: () => number;
  /** Null where this station holds all keys itself. */
  readonly program: SignerProgram | null;
}

/** What the person's secret has opened, and the secret itself, for a program that wants it too. */
export interface Opened {
  readonly pkcs8: Buffer;
  /** Of the P-256 key. */
  readonly certificate: string;
  readonly secret: string;
}

/** Fails with signer-absent, signer-pin or signer-failed, or, for a key that is new here, with why the exchange did not certify it. */
export async function findSigner(
  deps: FindSignerDeps,
  actor: Actor,
  algorithm: SignatureAlgorithm,
  opened: Opened,
): Promise<Result<CertifiedSigner>> {
  if (deps.program?.algorithm === algorithm) {
    const held = await holdProgramKey(deps.program, opened.secret);
    return held.ok ? certified(deps, actor, held.value, null) : held;
  }
  if (algorithm === 'ES256') return ok({ ...holdP256Key(opened.pkcs8), certificate: opened.certificate });
  const row = deps.signerKeys.find(actor.member.memberId, algorithm);
  const privateKey = row?.sealed == null ? null : openWithKey(opened.pkcs8, row.sealed);
  if (row !== null && privateKey !== null)
    return certified(deps, actor, holdSm2Key(privateKey, Buffer.from(row.publicKey, 'base64')), row.sealed);
  const made = makeSm2Key();
  const sealed = sealWithKey(opened.pkcs8, made.privateKey);
  return certified(deps, actor, holdSm2Key(made.privateKey, made.keyInfo), sealed);
}

/** With the certificate that is kept of this very key, else with a new one. */
async function certified(
  deps: FindSignerDeps,
  { member, token }: Actor,
  holder: KeyHolder,
  sealed: string | null,
): Promise<Result<CertifiedSigner>> {
  const { memberId } = member;
  const { algorithm } = holder;
  const publicKey = Buffer.from(holder.keyInfo).toString('base64');
  const known = deps.signerKeys.find(memberId, algorithm);
  if (known?.publicKey === publicKey && known.notAfter > deps.now())
    return ok({ ...holder, certificate: known.certificate });
  if (token === null) return fail(failure('key-missing'));
  const issued = await certifyKey(deps.client, token, memberId, holder);
  if (!issued.ok) return issued;
  const { certificate, notAfter } = issued.value;
  await deps.signerKeys.keep({ memberId, algorithm, publicKey, certificate, notAfter, sealed });
  return ok({ ...holder, certificate });
}
