/**
 * A key that another program holds, as the tool of a UKey or of a cloud CA does; the private part is never here. The program is run
 * once for each act, with the act as its only argument, a JSON object on standard input and one on standard output:
 *
 * - `key`: {} → {"algorithm": "SM2" | "ES256", "publicKey": SubjectPublicKeyInfo in base64}
 * - `sign`: {"pin": text, "data": base64} → {"signature": r‖s, 64 bytes in base64}
 *
 * It ends with 0, or with 3 for a wrong PIN, 4 where the token is not there, anything else with a line on standard error.
 */
import { spawn } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { verifySm2 } from '#shared/sm2/sm2.ts';
import { type SignatureAlgorithm, signatureAlgorithmSchema } from '#shared/study/signature.ts';
import type { KeyHolder } from './signer.ts';

export interface SignerProgram {
  readonly path: string;
  /** What its key signs with. */
  readonly algorithm: SignatureAlgorithm;
}

const keySchema = z.object({ algorithm: signatureAlgorithmSchema, publicKey: z.base64() });
const signatureSchema = z.object({ signature: z.base64() });

/** A token asks its person, who may have to look for it; then nobody waits any longer. */
const patienceMs = 60_000;
const mostOutput = 64 * 1024;
const wrongPin = 3;
const tokenAbsent = 4;

/** Fails with signer-absent or signer-failed. `pin` is what the person typed for this signature. */
export async function holdProgramKey(program: SignerProgram, pin: string): Promise<Result<KeyHolder>> {
  const told = await runProgram(program, 'key', {}, keySchema);
  if (!told.ok) return told;
  const { algorithm } = told.value;
  if (algorithm !== program.algorithm) return fail(failure('signer-failed', { detail: algorithm }));
  const keyInfo = Buffer.from(told.value.publicKey, 'base64');
  return ok({
    algorithm,
    keyInfo,
    sign: async (bytes) => {
      const data = Buffer.from(bytes).toString('base64');
      const made = await runProgram(program, 'sign', { pin, data }, signatureSchema);
      if (!made.ok) return made;
      const value = Buffer.from(made.value.signature, 'base64');
      // Another token may have been put in meanwhile: what does not fit the key is no signature of this person.
      return fits({ algorithm, keyInfo }, bytes, value)
        ? ok(value)
        : fail(failure('signer-failed', { detail: 'signature' }));
    },
  });
}

function fits(
  { algorithm, keyInfo }: Pick<KeyHolder, 'algorithm' | 'keyInfo'>,
  bytes: Uint8Array,
  value: Buffer,
): boolean {
  if (algorithm === 'SM2') return verifySm2(keyInfo, bytes, value);
  const key = createPublicKey({ key: Buffer.from(keyInfo), format: 'der', type: 'spki' });
  return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, value);
}

function runProgram<T>(
  { path }: SignerProgram,
  act: 'key' | 'sign',
  input: object,
  schema: z.ZodType<T>,
): Promise<Result<T>> {
  return new Promise((resolve) => {
    const bad = (detail: string) => resolve(fail(failure('signer-failed', { detail })));
    const child = spawn(path, [act], { stdio: 'pipe', shell: false, timeout: patienceMs, windowsHide: true });
    let out = '';
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (out.length < mostOutput) out += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length < mostOutput) said += chunk.toString('utf8');
    });
    child.on('error', () => resolve(fail(failure('signer-absent', { program: path }))));
    // It may end before it has read what it was given.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      if (code === wrongPin) return resolve(fail(failure('signer-pin')));
      if (code === tokenAbsent) return resolve(fail(failure('signer-absent', { program: path })));
      if (code !== 0) return bad(said.trim().split('\n').at(-1)?.slice(0, 200) ?? String(code));
      try {
        resolve(ok(schema.parse(JSON.parse(out))));
      } catch {
        bad(out.slice(0, 200));
      }
      return undefined;
    });
    child.stdin.end(JSON.stringify(input));
  });
}
