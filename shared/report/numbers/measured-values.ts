/** Journey step 8: what was measured on an ECG, under the keys and in the rounding a report is written in. */
import type { EcgMeasurements, StLevels } from '../../ecg/analysis.ts';
import {
  caliperOf,
  type GlobalKey,
  isGlobalKey,
  type MeasurementKey,
  measurementNames,
} from './measurement-keys.ts';

/** Rounded values by measurement key, in the key's unit; null for what was bound once and is measured no more. */
export type MeasuredValues = Readonly<Record<string, number | null>>;

/** Decimals of an ST level in mV. */
const stDecimals = 2;

export function decimalsOf(key: string): number {
  const caliper = caliperOf(key);
  if (caliper !== null) return caliper.part === 't' ? 1 : 3;
  return isGlobalKey(key) ? measurementNames[key].decimals : stDecimals;
}

export function unitOf(key: string): string {
  if (caliperOf(key)?.part === 't') return 'ms';
  return isGlobalKey(key) ? measurementNames[key].unit : 'mV';
}

/** Every global measurement and every ST level there is; what is null was not measured and has no key. */
export function measuredValues(m: EcgMeasurements): Record<string, number> {
  const globals: Record<GlobalKey, number | null> = {
    hr: m.hrBpm,
    atrialRate: m.atrialBpm,
    rr: m.rrMs.median,
    rrMin: m.rrMs.min,
    rrMax: m.rrMs.max,
    p: m.pMs,
    pr: m.prMs,
    qrs: m.qrsMs,
    qt: m.qtMs,
    qtcBazett: m.qtcMs.bazett,
    qtcFridericia: m.qtcMs.fridericia,
    qtcFramingham: m.qtcMs.framingham,
    qtcHodges: m.qtcMs.hodges,
    axisP: m.axesDeg.p,
    axisQrs: m.axesDeg.qrs,
    axisT: m.axesDeg.t,
    sokolowLyon: m.sokolowLyonMv,
    cornell: m.cornellMv,
  };
  const values: Record<string, number> = {};
  const take = (key: MeasurementKey, value: number | null): void => {
    if (value !== null && Number.isFinite(value)) values[key] = rounded(value, decimalsOf(key));
  };
  for (const [key, value] of Object.entries(globals)) take(key as GlobalKey, value);
  for (const [lead, levels] of Object.entries(m.stMv))
    for (const at of ['j', 'j40', 'j60', 'j80'] as const satisfies readonly (keyof StLevels)[])
      take(`st:${lead}:${at}`, levels[at]);
  return values;
}

/** Rounded half away from zero, and never −0: canonical JSON has one text for one number. */
export function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return (Math.sign(value) * Math.round(Math.abs(value) * scale + 1e-9)) / scale || 0;
}
