/** The heart as a moving dipole: waves as Gaussian events on it, and the lead matrix that twelve leads see it through. */

/** Dipole in mV-equivalent; x to the patient's left, y to the feet, z to the back (the Frank axes). */
export type Dipole = readonly [x: number, y: number, z: number];

/** One wave of a beat: a pulse of the dipole, timed in ms from the beat's fiducial point. */
export interface Wave {
  readonly at: number;
  /** Standard deviation in ms. */
  readonly width: number;
  readonly dipole: Dipole;
  /** True where the wave moves and widens with the cycle length (T, U), false where conduction fixes it. */
  readonly stretches?: boolean;
}

/** Dower's transform: what leads V1–V6, I and II see of a dipole of one unit along each Frank axis. */
export const leadMatrix = {
  I: [0.632, -0.235, 0.059],
  II: [0.235, 1.066, -0.132],
  V1: [-0.515, 0.157, -0.917],
  V2: [0.044, 0.164, -1.387],
  V3: [0.882, 0.098, -1.277],
  V4: [1.213, 0.127, -0.601],
  V5: [1.125, 0.127, -0.086],
  V6: [0.831, 0.076, 0.23],
} as const satisfies Record<string, Dipole>;

export type SeenLead = keyof typeof leadMatrix;
export const seenLeads = Object.keys(leadMatrix) as SeenLead[];

/** Scales a dipole. */
export function times(dipole: Dipole, factor: number): Dipole {
  return [dipole[0] * factor, dipole[1] * factor, dipole[2] * factor];
}
