/** Standardised uptake value by body weight (journey step 8): what a Bq/mL of a PET image is worth, where the header says enough. */

/** Of the PET modules (PS3.3 C.8.9.1 and C.8.9.2); null where absent. Times in ms of one clock. */
export interface SuvFacts {
  readonly units: string;
  readonly decayCorrection: string;
  readonly weightKg: number | null;
  /** Radionuclide Total Dose in Bq. */
  readonly doseBq: number | null;
  readonly halfLifeSeconds: number | null;
  readonly injectedAt: number | null;
  /** Start of the scan, to which START corrects. */
  readonly scannedAt: number | null;
}

/** SUVbw in g/mL per stored unit; null when it is not defined: no guess is made for weight, dose or time. */
export function suvFactor(facts: SuvFacts): number | null {
  if (facts.units === 'GML') return 1;
  const { weightKg, doseBq, halfLifeSeconds, injectedAt, scannedAt } = facts;
  if (facts.units !== 'BQML' || !isPositive(weightKg) || !isPositive(doseBq)) return null;
  if (facts.decayCorrection === 'ADMIN') return (weightKg * 1000) / doseBq;
  if (facts.decayCorrection !== 'START' || !isPositive(halfLifeSeconds)) return null;
  if (injectedAt === null || scannedAt === null || scannedAt < injectedAt) return null;
  const decayed = doseBq * 2 ** (-(scannedAt - injectedAt) / 1000 / halfLifeSeconds);
  return (weightKg * 1000) / decayed;
}

function isPositive(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value > 0;
}
