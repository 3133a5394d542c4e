/** The waves of normal and diseased beats: atrial, ventricular, and repolarisation. Times from the R peak in ms. */
import type { Dipole, Wave } from './dipole.ts';

/** Atria: the right one first and forward, the left one later and back; times from the middle of P. */
export const sinusP: readonly Wave[] = [
  { at: -16, width: 17, dipole: [0.07, 0.085, -0.06] },
  { at: 18, width: 18, dipole: [0.085, 0.06, 0.055] },
];

export const normalQrs: readonly Wave[] = [
  { at: -22, width: 7, dipole: [-0.16, -0.06, -0.26] },
  { at: 0, width: 9.5, dipole: [1.02, 0.86, 0.1] },
  { at: 18, width: 9, dipole: [0.38, 0.2, 0.78] },
  { at: 34, width: 8, dipole: [-0.16, -0.17, 0.26] },
];

export const normalT: readonly Wave[] = [
  { at: 232, width: 52, dipole: [0.17, 0.13, -0.08], stretches: true },
  { at: 282, width: 34, dipole: [0.24, 0.17, -0.12], stretches: true },
];

export const leftBundleQrs: readonly Wave[] = [
  { at: -40, width: 17, dipole: [0.52, 0.22, 0.42] },
  { at: -8, width: 18, dipole: [0.82, 0.36, 0.9] },
  { at: 34, width: 19, dipole: [0.95, 0.2, 0.92] },
  { at: 66, width: 13, dipole: [0.16, 0.02, 0.2] },
];

export const leftBundleT: readonly Wave[] = [
  { at: 190, width: 50, dipole: [-0.16, -0.04, -0.2], stretches: true },
  { at: 268, width: 44, dipole: [-0.33, -0.08, -0.34], stretches: true },
];

export const rightBundleQrs: readonly Wave[] = [
  { at: -22, width: 7, dipole: [-0.16, -0.06, -0.24] },
  { at: 0, width: 9.5, dipole: [1.0, 0.8, 0.1] },
  { at: 18, width: 10, dipole: [0.3, 0.2, 0.6] },
  { at: 56, width: 19, dipole: [-0.5, -0.12, -0.72] },
  { at: 88, width: 12, dipole: [-0.18, -0.02, -0.18] },
];

export const rightBundleT: readonly Wave[] = [
  { at: 246, width: 52, dipole: [0.2, 0.15, 0.11], stretches: true },
  { at: 290, width: 36, dipole: [0.2, 0.13, 0.08], stretches: true },
];

/** An ectopic beat from the right ventricle's outflow: wide, upright below, with its T the other way. */
export const ectopicQrs: readonly Wave[] = [
  { at: -44, width: 22, dipole: [0.25, 0.55, 0.45] },
  { at: 0, width: 27, dipole: [0.45, 1.25, 0.95] },
  { at: 52, width: 22, dipole: [0.12, 0.5, 0.42] },
];

export const ectopicT: readonly Wave[] = [
  { at: 230, width: 62, dipole: [-0.24, -0.55, -0.5] },
  { at: 300, width: 40, dipole: [-0.1, -0.2, -0.2] },
];

/** Narrow escape below a blocked node. */
export const escapeQrs: readonly Wave[] = [
  { at: -26, width: 10, dipole: [-0.12, -0.04, -0.18] },
  { at: 0, width: 14, dipole: [0.85, 0.78, 0.2] },
  { at: 28, width: 14, dipole: [0.2, 0.1, 0.62] },
];

/** An injury current between J point and T, as a plateau of three waves along `dipole`. */
export function injury(dipole: Dipole): readonly Wave[] {
  const [x, y, z] = dipole;
  return [
    { at: 62, width: 24, dipole: [x * 0.72, y * 0.72, z * 0.72] },
    { at: 116, width: 34, dipole: [x * 0.86, y * 0.86, z * 0.86] },
    { at: 190, width: 42, dipole: [x, y, z], stretches: true },
    { at: 262, width: 40, dipole: [x * 0.7, y * 0.7, z * 0.7], stretches: true },
  ];
}

/** Potassium: the P sinks, conduction slows, the T stands as a narrow tent. */
export const hyperkalaemicP: readonly Wave[] = [{ at: 0, width: 30, dipole: [0.03, 0.03, 0] }];

export const hyperkalaemicQrs: readonly Wave[] = [
  { at: -34, width: 12, dipole: [-0.14, -0.05, -0.24] },
  { at: 0, width: 17, dipole: [0.82, 0.68, 0.12] },
  { at: 32, width: 17, dipole: [0.24, 0.12, 0.74] },
  { at: 60, width: 15, dipole: [-0.16, -0.14, 0.24] },
];

export const hyperkalaemicT: readonly Wave[] = [
  { at: 262, width: 25, dipole: [0.72, 0.52, -0.42], stretches: true },
];
