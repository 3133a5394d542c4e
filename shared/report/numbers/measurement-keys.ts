/** Journey step 8: the measurements that numbers in an ECG report are bound to, and how each is written. */

export const measurementNames = {
  hr: { zh: '心率', en: 'rate', unit: 'bpm', decimals: 0 },
  atrialRate: { zh: '心房率', en: 'atrial rate', unit: 'bpm', decimals: 0 },
  rr: { zh: 'RR间期', en: 'RR', unit: 'ms', decimals: 0 },
  rrMin: { zh: '最短RR间期', en: 'shortest RR', unit: 'ms', decimals: 0 },
  rrMax: { zh: '最长RR间期', en: 'longest RR', unit: 'ms', decimals: 0 },
  p: { zh: 'P波时限', en: 'P duration', unit: 'ms', decimals: 0 },
  pr: { zh: 'PR间期', en: 'PR', unit: 'ms', decimals: 0 },
  qrs: { zh: 'QRS时限', en: 'QRS', unit: 'ms', decimals: 0 },
  qt: { zh: 'QT间期', en: 'QT', unit: 'ms', decimals: 0 },
  qtcBazett: { zh: 'QTcB', en: 'QTcB', unit: 'ms', decimals: 0 },
  qtcFridericia: { zh: 'QTcF', en: 'QTcF', unit: 'ms', decimals: 0 },
  qtcFramingham: { zh: 'QTcFra', en: 'QTcFra', unit: 'ms', decimals: 0 },
  qtcHodges: { zh: 'QTcH', en: 'QTcH', unit: 'ms', decimals: 0 },
  axisP: { zh: 'P电轴', en: 'P axis', unit: '°', decimals: 0 },
  axisQrs: { zh: 'QRS电轴', en: 'QRS axis', unit: '°', decimals: 0 },
  axisT: { zh: 'T电轴', en: 'T axis', unit: '°', decimals: 0 },
  sokolowLyon: { zh: 'Sokolow-Lyon', en: 'Sokolow-Lyon', unit: 'mV', decimals: 2 },
  cornell: { zh: 'Cornell', en: 'Cornell', unit: 'mV', decimals: 2 },
} as const;

/** One of the global measurements by name. */
export type GlobalKey = keyof typeof measurementNames;

/** `caliper:3:t` is the interval of the third caliper on the tracing in ms, `caliper:3:v` its height in mV. */
export type CaliperMeasurement = `caliper:${number}:${'t' | 'v'}`;
/** `st:V2:j60` is the ST level of V2 at J+60 ms. */
export type MeasurementKey = GlobalKey | `st:${string}:${'j' | 'j40' | 'j60' | 'j80'}` | CaliperMeasurement;

const caliperKey = /^caliper:(\d+):([tv])$/;

/** Number and part of a caliper's key; null for every other key. */
export function caliperOf(key: string): { readonly id: number; readonly part: 't' | 'v' } | null {
  const match = caliperKey.exec(key);
  return match === null ? null : { id: Number(match[1]), part: match[2] as 't' | 'v' };
}

export const globalKeys = Object.keys(measurementNames) as readonly GlobalKey[];

export function isGlobalKey(key: string): key is GlobalKey {
  return key in measurementNames;
}
