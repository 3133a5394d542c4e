/** How values of CT become colour and opacity: one ramp for each preset, and the table that the graphics processor looks them up in. */

export const volumePresets = ['bone', 'vessel', 'lung'] as const;
export type VolumePreset = (typeof volumePresets)[number];

/** HU that the volume keeps: below and above it is as at the ends. */
export const keptRange = { lower: -1024, upper: 2048 } as const;
/** Entries of a table: 12 HU each, as fine as the volume itself is kept. */
export const tableLength = 256;

interface Knot {
  readonly hu: number;
  /** 0 to 1 each. */
  readonly colour: readonly [red: number, green: number, blue: number];
  /** What a layer of 1 mm takes of the light, 0 to 1. */
  readonly opacity: number;
}

/** Rising; between two knots all is linear, outside nothing is seen below and the last knot above. */
export const knots: Readonly<Record<VolumePreset, readonly Knot[]>> = {
  bone: [
    { hu: 140, colour: [0.55, 0.25, 0.15], opacity: 0 },
    { hu: 260, colour: [0.85, 0.66, 0.48], opacity: 0.12 },
    { hu: 500, colour: [0.95, 0.88, 0.76], opacity: 0.5 },
    { hu: 1200, colour: [1, 1, 0.96], opacity: 0.9 },
  ],
  vessel: [
    { hu: 90, colour: [0.5, 0.05, 0.05], opacity: 0 },
    { hu: 170, colour: [0.78, 0.12, 0.1], opacity: 0.18 },
    { hu: 330, colour: [0.95, 0.4, 0.3], opacity: 0.5 },
    { hu: 600, colour: [0.96, 0.88, 0.76], opacity: 0.25 },
    { hu: 1200, colour: [1, 1, 0.96], opacity: 0.5 },
  ],
  lung: [
    { hu: -960, colour: [0.3, 0.45, 0.7], opacity: 0 },
    { hu: -880, colour: [0.45, 0.6, 0.85], opacity: 0.012 },
    { hu: -700, colour: [0.7, 0.78, 0.9], opacity: 0.03 },
    { hu: -500, colour: [0.95, 0.75, 0.65], opacity: 0.06 },
    { hu: -350, colour: [0.9, 0.6, 0.5], opacity: 0 },
  ],
};

/** Red, green, blue and opacity of a layer of 1 mm, 0 to 255, from `keptRange.lower` to `upper`. */
export function transferTable(preset: VolumePreset): Uint8Array {
  const table = new Uint8Array(tableLength * 4);
  const step = (keptRange.upper - keptRange.lower) / tableLength;
  for (let at = 0; at < tableLength; at++) {
    const { colour, opacity } = seenAt(knots[preset], keptRange.lower + (at + 0.5) * step);
    table.set(
      [...colour, opacity].map((part) => Math.round(part * 255)),
      at * 4,
    );
  }
  return table;
}

function seenAt(ramp: readonly Knot[], hu: number): Pick<Knot, 'colour' | 'opacity'> {
  const above = ramp.findIndex((knot) => knot.hu >= hu);
  const upper = ramp[above];
  const lower = ramp[above - 1];
  if (upper === undefined) return ramp.at(-1) ?? { colour: [0, 0, 0], opacity: 0 };
  if (lower === undefined) return { colour: upper.colour, opacity: 0 };
  const along = (hu - lower.hu) / (upper.hu - lower.hu);
  const between = (from: number, to: number): number => from + (to - from) * along;
  return {
    colour: [
      between(lower.colour[0], upper.colour[0]),
      between(lower.colour[1], upper.colour[1]),
      between(lower.colour[2], upper.colour[2]),
    ],
    opacity: between(lower.opacity, upper.opacity),
  };
}
