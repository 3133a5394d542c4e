/** The three planes through one point of the patient, how they lie on the screen, and how they turn. */
import { add, dot, scale, type Vector3 } from '#shared/measure/slice-plane.ts';
import { cross, unit } from './volume.ts';

export const planeNames = ['axial', 'coronal', 'sagittal'] as const;
export type PlaneName = (typeof planeNames)[number];

/** Directions in the patient that the screen's right and down show, each of length 1. */
export interface Plane {
  readonly right: Vector3;
  readonly down: Vector3;
}

export type Planes = Readonly<Record<PlaneName, Plane>>;

/**
 * Planes along the axes of a volume, each named for the patient's plane it is nearest to, as radiologists look at them: the
 * patient's left on the right of the screen, head or front up.
 */
export function planesAlong(axes: readonly [Vector3, Vector3, Vector3]): Planes {
  const head = nearest(axes, [0, 0, 1]);
  const rest = axes.filter((axis) => Math.abs(dot(axis, head)) < 0.5);
  const back = nearest(rest, [0, 1, 0]);
  const left = nearest(
    rest.filter((axis) => Math.abs(dot(axis, back)) < 0.5),
    [1, 0, 0],
  );
  const foot = scale(head, -1);
  return {
    axial: { right: left, down: back },
    coronal: { right: left, down: foot },
    sagittal: { right: back, down: foot },
  };
}

export function normalOfPlane({ right, down }: Plane): Vector3 {
  return unit(cross(right, down));
}

/** Turns the two others about the normal of one plane: they stay at right angles to it. */
export function turnAbout(planes: Planes, about: PlaneName, degrees: number): Planes {
  const axis = normalOfPlane(planes[about]);
  const turned = ({ right, down }: Plane): Plane => ({
    right: turn(right, axis, degrees),
    down: turn(down, axis, degrees),
  });
  const { axial, coronal, sagittal } = planes;
  return {
    axial: about === 'axial' ? axial : turned(axial),
    coronal: about === 'coronal' ? coronal : turned(coronal),
    sagittal: about === 'sagittal' ? sagittal : turned(sagittal),
  };
}

/** Rodrigues' formula; a positive angle turns from the screen's right to its down, seen along the plane's normal. */
function turn(vector: Vector3, axis: Vector3, degrees: number): Vector3 {
  const angle = (degrees * Math.PI) / 180;
  const along = scale(axis, dot(axis, vector) * (1 - Math.cos(angle)));
  return unit(add(add(scale(vector, Math.cos(angle)), scale(cross(axis, vector), Math.sin(angle))), along));
}

/** The axis nearest to a direction, pointing its way. */
function nearest(axes: readonly Vector3[], direction: Vector3): Vector3 {
  const best =
    [...axes].sort((a, b) => Math.abs(dot(b, direction)) - Math.abs(dot(a, direction)))[0] ?? direction;
  return dot(best, direction) < 0 ? scale(best, -1) : best;
}
