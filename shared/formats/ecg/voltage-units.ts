/** Journey step 2: units of voltage as UCUM and the dialects write them. */

const microvoltsPer: Readonly<Record<string, number>> = {
  nv: 1e-3,
  uv: 1,
  µv: 1,
  μv: 1,
  mv: 1e3,
  v: 1e6,
  nanovolts: 1e-3,
  microvolts: 1,
  millivolts: 1e3,
  volts: 1e6,
  microvolt: 1,
  millivolt: 1e3,
};

/** µV per unit; undefined when the unit is no voltage. MV is taken as mV: no ECG is in megavolts. */
export function microvoltsPerUnit(unit: string): number | undefined {
  return microvoltsPer[unit.trim().toLowerCase()];
}

/** A factor as the nearest decimal of 12 digits: 0.005 × 1000 is 5, not 5.000000000000001. */
export function plainFactor(value: number): number {
  return Number(value.toPrecision(12));
}
