/**
 * What time it is at the exchange: the offset of the sample with the shortest round trip, against a clock that only
 * runs forward, so that a jump of the machine's wall clock changes nothing.
 */

export interface ClockOffset {
  /** Estimated exchange time in ms; the machine's time before the first sample. */
  readonly now: () => number;
  /** A question sent and answered at these readings of the monotonic clock, and the exchange's answer, all in ms. */
  readonly addSample: (sentAt: number, answeredAt: number, exchangeTime: number) => void;
  /** Forgets all samples: after a sleep the monotonic clock may have stood still. The estimate stays until the next. */
  readonly restart: () => void;
  /** Exchange time minus wall clock, and the round trip of the sample in use; null before the first. */
  readonly facts: () => { readonly offsetMs: number; readonly roundTripMs: number } | null;
}

interface Sample {
  readonly at: number;
  readonly roundTrip: number;
  /** Exchange time minus monotonic reading. */
  readonly offset: number;
}

/** Crystals drift some 50 ppm: 3 ms a minute. Older samples than this no longer help. */
const longestUseMs = 5 * 60_000;
const mostSamples = 32;

export function createClockOffset(clocks: {
  readonly monotonic: () => number;
  readonly wall: () => number;
}): ClockOffset {
  let samples: Sample[] = [];
  let best: Sample | null = null;
  const startOffset = clocks.wall() - clocks.monotonic();

  const now = (): number => Math.round(clocks.monotonic() + (best?.offset ?? startOffset));
  return {
    now,
    addSample: (sentAt, answeredAt, exchangeTime) => {
      const roundTrip = Math.max(0, answeredAt - sentAt);
      const offset = exchangeTime - (sentAt + roundTrip / 2);
      samples = [...samples, { at: answeredAt, roundTrip, offset }]
        .filter((sample) => answeredAt - sample.at <= longestUseMs)
        .slice(-mostSamples);
      best = samples.reduce((least, sample) => (sample.roundTrip < least.roundTrip ? sample : least));
    },
    restart: () => {
      samples = [];
    },
    facts: () =>
      best === null
        ? null
        : { offsetMs: Math.round(now() - clocks.wall()), roundTripMs: Math.round(best.roundTrip * 10) / 10 },
  };
}
