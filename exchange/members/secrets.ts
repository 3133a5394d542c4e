/** Secrets: made at random, kept only as scrypt hashes, compared in constant time, never on the main thread. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

const cost = 2 ** 15;
const blockSize = 8;
const parallelization = 1;
/** Each check takes 32 MB: a flood of sign-ins waits instead of taking the machine. */
const atOnce = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** `scrypt$N$r$p$salt$hash`, so that the cost can rise later. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, { N: cost, r: blockSize, p: parallelization });
  return ['scrypt', cost, blockSize, parallelization, salt.toString('base64'), hash.toString('base64')].join(
    '$',
  );
}

/** False for anything that is not the secret, also for a hash that cannot be read. */
export async function checkSecret(secret: string, stored: string): Promise<boolean> {
  const [method, N, r, p, salt, hash] = stored.split('$');
  if (method !== 'scrypt' || salt === undefined || hash === undefined) return false;
  const wanted = Buffer.from(hash, 'base64');
  const found = await derive(secret, Buffer.from(salt, 'base64'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

async function derive(secret: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await new Promise((resolve, reject) => {
      scrypt(secret, salt, 32, { ...options, maxmem: 128 * 1024 * 1024 }, (error, key) =>
        error === null ? resolve(key) : reject(error),
      );
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

const secretPrefix = { person: 'yzp', station: 'yzs', site: 'yzt' } as const;

/** A secret that says whose it is: `yzp_<memberId>_<random>`; 192 random bits. */
export function makeSecret(type: keyof typeof secretPrefix, memberId: string): string {
  return `${secretPrefix[type]}_${memberId}_${randomBytes(24).toString('base64url').replaceAll('_', '.')}`;
}

/** Whose secret it claims to be; null when it has not the shape of one. */
export function memberOfSecret(secret: string): string | null {
  return /^yz[pst]_([A-Za-z0-9-]{1,64})_.+$/.exec(secret)?.[1] ?? null;
}
