/** Recordings of fifteen and eighteen leads, every lead of its own height, so that each can be told by its trace alone. */
import type { Waveform } from '#shared/study/waveform.ts';
import { standardLeads } from '#shared/study/waveform.ts';
import { syntheticWaveform } from '../shared/ecg/synthetic-waveform.ts';

export interface WideEcg {
  readonly leads: readonly string[];
  /** The page of 3×4+1R with the further leads in columns of their own, row by row, the rhythm strip last. */
  readonly page: readonly (readonly string[])[];
}

/** Twelve, one on the right and two at the back. */
export const fifteenLeads: WideEcg = {
  leads: [...standardLeads, 'V4R', 'V8', 'V9'],
  page: [
    ['I', 'aVR', 'V1', 'V4', 'V4R'],
    ['II', 'aVL', 'V2', 'V5', 'V8'],
    ['III', 'aVF', 'V3', 'V6', 'V9'],
    ['II'],
  ],
};

/** Twelve, three on the right and three at the back. */
export const eighteenLeads: WideEcg = {
  leads: [...standardLeads, 'V3R', 'V4R', 'V5R', 'V7', 'V8', 'V9'],
  page: [
    ['I', 'aVR', 'V1', 'V4', 'V3R', 'V7'],
    ['II', 'aVL', 'V2', 'V5', 'V4R', 'V8'],
    ['III', 'aVF', 'V3', 'V6', 'V5R', 'V9'],
    ['II'],
  ],
};

/** Ten seconds at 500 Hz, a beat every 0.8 s. */
export function wideWaveform({ leads }: WideEcg): Waveform {
  return syntheticWaveform({ leads });
}

const firstR = 0.36;
const cycle = 0.8;

/** The moment of an R peak in the stretch, at least `after` seconds behind its beginning. */
export function peakWithin(fromSeconds: number, after: number): number {
  return firstR + cycle * Math.ceil((fromSeconds + after - firstR) / cycle);
}

/** Height of the R peak in mV, as the file holds it; of aVR it points down. */
export function peakMillivolts(waveform: Waveform, leadName: string, seconds: number): number {
  const [group] = waveform.groups;
  const lead = group?.leads.find(({ name }) => name === leadName);
  if (group === undefined || lead === undefined) throw new Error(`no ${leadName}`);
  return ((lead.samples[Math.round(seconds * group.samplingHz)] ?? 0) * lead.microvoltsPerLsb) / 1000;
}

/** Names by their places: rows from top to bottom, each from left to right. */
export function rowsOf(
  names: ReadonlyArray<{ readonly text: string; readonly x: number; readonly y: number }>,
  sameRow: number,
): string[][] {
  const rows: Array<{ y: number; names: typeof names }> = [];
  for (const name of [...names].sort((one, other) => one.y - other.y)) {
    const row = rows.at(-1);
    if (row !== undefined && name.y - row.y < sameRow) row.names = [...row.names, name];
    else rows.push({ y: name.y, names: [name] });
  }
  return rows.map((row) => [...row.names].sort((one, other) => one.x - other.x).map(({ text }) => text));
}
