/** Windows that a kind of exam must be looked at in besides the one it opens with: lung on chest CT, bone on head CT (journey step 7). */
import { type BodyRegion, bodyRegionOf } from '#shared/study/body-region.ts';
import type { Series, Study } from '#shared/study/study.ts';

export interface NeededWindow {
  readonly name: 'lung' | 'bone';
  /** Of the preset that shows it. */
  readonly key: string;
}

/** By series. */
export type WindowNeeds = ReadonlyMap<string, NeededWindow>;

interface Rule extends NeededWindow {
  readonly region: BodyRegion;
  /** What devices call a series that is made for it. */
  readonly made: RegExp;
  /** Any window that shows it: least width, centre from and to, in HU. */
  readonly width: number;
  readonly centre: readonly [number, number];
}

const rules: readonly Rule[] = [
  {
    name: 'lung',
    key: '1',
    region: 'chest',
    made: /肺|LUNG|\bB[67]\d[FHS]?\b/i,
    width: 800,
    centre: [-900, -200],
  },
  {
    name: 'bone',
    key: '4',
    region: 'head',
    made: /骨|BONE|\bH[67]\d[HS]?\b/i,
    width: 1200,
    centre: [150, 1200],
  },
];

/** Fewer pictures are a scout or a single slice. */
const least = 8;

/**
 * The window that series of the study need: those that are made for it, else the one with most pictures. An exam of another kind
 * needs none.
 */
export function neededWindows(study: Study): WindowNeeds {
  const needs = new Map<string, NeededWindow>();
  const series = study.series.filter((one) => one.modality === 'CT' && picturesIn(one) >= least);
  for (const rule of rules) {
    const ofRegion = series.filter((one) => regionOf(study, one) === rule.region);
    const made = ofRegion.filter(({ description }) => rule.made.test(description));
    const [largest] = ofRegion.toSorted((one, other) => picturesIn(other) - picturesIn(one));
    for (const one of made.length > 0 ? made : largest === undefined ? [] : [largest])
      needs.set(one.seriesInstanceUid, { name: rule.name, key: rule.key });
  }
  return needs;
}

/** True where the values of black and white show what is needed. */
export function isIn(
  { name }: NeededWindow,
  window: { readonly lower: number; readonly upper: number } | null,
): boolean {
  const rule = rules.find((one) => one.name === name);
  if (rule === undefined || window === null) return false;
  const [width, centre] = [window.upper - window.lower, (window.upper + window.lower) / 2];
  return width >= rule.width && centre >= rule.centre[0] && centre <= rule.centre[1];
}

function regionOf(study: Study, series: Series): BodyRegion | null {
  return bodyRegionOf(series.bodyPart ?? '', study.description, series.description);
}

function picturesIn({ instances }: Series): number {
  return instances.reduce((sum, { frames }) => sum + (frames ?? 0), 0);
}
