/** Journey step 8: a measurement changes, and with it every number in the text that said it. */
import { findNumbers } from './find-numbers.ts';
import { agrees } from './judge-numbers.ts';
import type { MeasuredValues } from './measured-values.ts';
import { caliperOf } from './measurement-keys.ts';

export interface Rebound {
  readonly text: string;
  /** Where each offset of the old text lies in the new one; offsets inside a changed number go to its end. */
  readonly moved: (offset: number) => number;
}

/** Numbers that agreed with `before` are written anew from `now`; what the reader typed against it stays. */
export function rebindNumbers(text: string, before: MeasuredValues, now: MeasuredValues): Rebound {
  const edits: Array<{ readonly from: number; readonly to: number; readonly by: string }> = [];
  for (const number of findNumbers(text)) {
    const old = before[number.key];
    const value = now[number.key];
    if (old === undefined || old === null || value === undefined || value === null) continue;
    if (!agrees(number, old) || agrees(number, value)) continue;
    edits.push({ from: number.from, to: number.to, by: (value / number.scale).toFixed(number.decimals) });
  }
  let out = '';
  let at = 0;
  for (const { from, to, by } of edits) {
    out += text.slice(at, from) + by;
    at = to;
  }
  return {
    text: out + text.slice(at),
    moved: (offset) => {
      let shift = 0;
      for (const { from, to, by } of edits) {
        if (offset <= from) break;
        if (offset < to) return from + shift + by.length;
        shift += by.length - (to - from);
      }
      return offset + shift;
    },
  };
}

/**
 * The measurements a text is held to from now on: what vanished stays as null, so that its number is known to be stale.
 * A caliper that is not on the tracing any more since the case was opened anew keeps what it measured; null in `now` is one
 * that was taken away.
 */
export function heldMeasurements(before: MeasuredValues, now: MeasuredValues): MeasuredValues {
  const held: Record<string, number | null> = {};
  for (const [key, value] of Object.entries(now)) if (value !== null) held[key] = value;
  for (const [key, value] of Object.entries(before))
    if (held[key] === undefined) held[key] = now[key] === undefined && caliperOf(key) !== null ? value : null;
  return held;
}
