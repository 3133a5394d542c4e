/** A UKey as a station sees it: a program of its own that keeps SM2 keys in a folder, asks for a PIN and never gives a key away. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeSm2Key } from '#shared/sm2/sm2.ts';

export interface Ukey {
  /** What a station is told with `--signer`. */
  readonly program: string;
  /** Puts another token in. */
  readonly change: () => void;
  readonly pullOut: () => void;
  readonly putIn: () => void;
}

/** `pin` opens it. The program is run by the shell's own means, as a vendor's tool would be. */
export function makeUkey(folder: string, pin: string): Ukey {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'ukey');
  const token = join(folder, 'token.json');
  const script = fileURLToPath(new URL('ukey-program.ts', import.meta.url));
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${script}" "${token}" "$1"\n`);
  chmodSync(program, 0o755);
  const change = (): void => {
    const { privateKey, keyInfo } = makeSm2Key();
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    writeFileSync(token, JSON.stringify({ pin, privateKey: hex(privateKey), keyInfo: hex(keyInfo) }));
  };
  change();
  let pulled = '';
  return {
    program,
    change,
    pullOut: () => {
      pulled = readFileSync(token, 'utf8');
      rmSync(token);
    },
    putIn: () => {
      if (!existsSync(token)) writeFileSync(token, pulled);
    },
  };
}
