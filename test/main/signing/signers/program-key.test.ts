/** A key in a process of its own: what it signs verifies; a wrong PIN, a token that is out, another one, and a broken program are named. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifySm2 } from '#shared/sm2/sm2.ts';
import { holdProgramKey } from '../../../../main/signing/signers/program-key.ts';
import { codeOf, valueIn } from '../../../rig/exchange.ts';
import { makeUkey, type Ukey } from '../../../rig/ukey.ts';

describe('a key that another program holds', () => {
  let folder: string;
  let ukey: Ukey;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'yuanzhen-ukey-'));
    ukey = makeUkey(join(folder, 'ukey'), '246810');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const program = () => ({ path: ukey.program, algorithm: 'SM2' as const });
  const bytes = Buffer.from('双肺纹理清晰。');
  function script(name: string, lines: string): string {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${lines}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it('signs what is verified without it', async () => {
    const holder = await valueIn(holdProgramKey(program(), '246810'));
    expect(holder.algorithm).toBe('SM2');
    const value = await valueIn(holder.sign(bytes));
    expect(verifySm2(holder.keyInfo, bytes, value)).toBe(true);
    expect(verifySm2(holder.keyInfo, Buffer.from('x'), value)).toBe(false);
  });

  it('names a wrong PIN, a token that is out, and one that was changed in between', async () => {
    const wrong = await valueIn(holdProgramKey(program(), '000000'));
    expect(await codeOf(wrong.sign(bytes))).toBe('signer-pin');
    const holder = await valueIn(holdProgramKey(program(), '246810'));
    ukey.pullOut();
    expect(await codeOf(holder.sign(bytes))).toBe('signer-absent');
    expect(await codeOf(holdProgramKey(program(), '246810'))).toBe('signer-absent');
    ukey.putIn();
    await valueIn(holder.sign(bytes));
    ukey.change();
    expect(await holder.sign(bytes)).toMatchObject({ failure: { code: 'signer-failed' } });
  });

  it('names a program that is not there, fails, says nonsense, or holds keys of another kind', async () => {
    const hold = (path: string, algorithm: 'SM2' | 'ES256' = 'SM2') =>
      holdProgramKey({ path, algorithm }, '');
    expect(await codeOf(hold(join(folder, 'nothing')))).toBe('signer-absent');
    expect(await hold(script('broken', 'echo "no driver" >&2; exit 9'))).toMatchObject({
      failure: { code: 'signer-failed', params: { detail: 'no driver' } },
    });
    expect(await codeOf(hold(script('talker', 'cat >/dev/null; echo hello')))).toBe('signer-failed');
    expect(await codeOf(hold(ukey.program, 'ES256'))).toBe('signer-failed');
  });
});
