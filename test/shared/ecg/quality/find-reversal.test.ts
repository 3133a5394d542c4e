import { describe, expect, it } from 'vitest';
import { analysed } from '../analysed.ts';
import { everySeconds, writtenHeart } from '../written-heart.ts';

type Leads = Record<string, Float64Array>;
const r = everySeconds(0.85, 0.6, 11.5);
const p = r.map((at) => at - 0.16);
/** Potentials of the arms and the left leg against the right arm, and then the leads that exchanged electrodes record. */
const wired = (
  exchange: (ra: number, la: number, ll: number) => readonly [ra: number, la: number, ll: number],
) =>
  analysed(
    writtenHeart({
      seconds: 12,
      r,
      p,
      change: (all: Leads): Leads => {
        const out: Leads = { ...all };
        for (const name of ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'])
          out[name] = new Float64Array(all.I?.length ?? 0);
        for (let i = 0; i < (all.I?.length ?? 0); i++) {
          const [ra, la, ll] = exchange(0, all.I?.[i] ?? 0, all.II?.[i] ?? 0);
          const set = (name: string, value: number): void => {
            (out[name] as Float64Array)[i] = value;
          };
          set('I', la - ra);
          set('II', ll - ra);
          set('III', ll - la);
          set('aVR', ra - (la + ll) / 2);
          set('aVL', la - (ra + ll) / 2);
          set('aVF', ll - (ra + la) / 2);
        }
        return out;
      },
    }),
  ).leadReversal?.kind ?? null;

describe('limb electrodes', () => {
  it('in their places are not called exchanged', () => {
    expect(wired((ra, la, ll) => [ra, la, ll])).toBeNull();
  });

  it('exchanged are named', () => {
    expect(wired((ra, la, ll) => [la, ra, ll])).toBe('LA-RA');
    expect(wired((ra, la, ll) => [ll, la, ra])).toBe('RA-LL');
    // The right leg is nearly as good as the left one.
    expect(wired((_, la, ll) => [ll * 0.98, la, ll])).toBe('RA-RL');
    expect(wired((ra, _, ll) => [ra, ll * 0.98, ll])).toBe('LA-RL');
  });
});
