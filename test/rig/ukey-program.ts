/** The program of a UKey (`makeUkey`): arguments are its token's file and the act, as `main/signing/signers/program-key.ts` asks. */
import { readFileSync } from 'node:fs';
import { sm2 } from 'sm-crypto-v2';

interface Token {
  readonly pin: string;
  readonly privateKey: string;
  readonly keyInfo: string;
}

const [file = '', act = ''] = process.argv.slice(2);
const given = JSON.parse(readFileSync(0, 'utf8')) as { pin?: string; data?: string };

function readToken(): Token {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Token;
  } catch {
    process.exit(4);
  }
}

const token = readToken();
if (act === 'key') {
  const publicKey = Buffer.from(token.keyInfo, 'hex').toString('base64');
  process.stdout.write(JSON.stringify({ algorithm: 'SM2', publicKey }));
} else if (act === 'sign') {
  if (given.pin !== token.pin) process.exit(3);
  // Not the station's own code: what signs here has to agree with what verifies there.
  const hex = sm2.doSignature(Buffer.from(given.data ?? '', 'base64'), token.privateKey, { hash: true });
  process.stdout.write(JSON.stringify({ signature: Buffer.from(hex, 'hex').toString('base64') }));
} else {
  process.stderr.write(`unknown act ${act}\n`);
  process.exit(1);
}
