/** Chance that can be repeated: every simulated exam is drawn from one seed, so that a test sees the same exam again. */

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** Whole number in [low, high], both ends included. */
  integer(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
  /** Standard normal deviate. */
  normal(): number;
  /** A stream of its own, so that drawing more here does not change what is drawn there. */
  fork(label: string): Random;
}

/** Makes a stream (sfc32 over a hashed seed); equal seeds give equal streams on every machine. */
export function createRandom(seed: string | number): Random {
  const text = String(seed);
  let [a, b, c, d] = [hash(`a${text}`), hash(`b${text}`), hash(`c${text}`), 1];
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  const between = (low: number, high: number): number => low + (high - low) * next();
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    integer,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new Error('Cannot pick from an empty list');
      return list[integer(0, list.length - 1)] as T;
    },
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (label) => createRandom(`${text}/${label}`),
  };
}

/** FNV-1a with a final mix: spreads seeds that differ in one digit. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
