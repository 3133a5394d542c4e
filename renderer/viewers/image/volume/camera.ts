/** From where a volume is looked at: directions in the patient, turned by hand. */
import { add, scale, type Vector3 } from '#shared/measure/slice-plane.ts';
import { cross, unit } from '../mpr/volume.ts';

export interface Camera {
  /** Of the screen, in the patient (PS3.3 C.7.6.2: x to the left, y to the back, z to the head). */
  readonly right: Vector3;
  readonly down: Vector3;
  /** 1 fits the volume's longest side. */
  readonly zoom: number;
}

/** From the front, head up. */
export const fromFront: Camera = { right: [1, 0, 0], down: [0, 0, -1], zoom: 1 };

/** The way one looks, into the picture. */
export function forwardOf({ right, down }: Camera): Vector3 {
  return cross(right, down);
}

/** Turned as a ball under the hand: `across` and `along` in degrees, positive to the right and down. */
export function turned(camera: Camera, across: number, along: number): Camera {
  const forward = forwardOf(camera);
  const a = (-across * Math.PI) / 180;
  const right = unit(add(scale(camera.right, Math.cos(a)), scale(forward, Math.sin(a))));
  const ahead = cross(right, camera.down);
  const b = (-along * Math.PI) / 180;
  const down = unit(add(scale(camera.down, Math.cos(b)), scale(ahead, Math.sin(b))));
  return { ...camera, right, down };
}

export function zoomedBy(camera: Camera, factor: number): Camera {
  return { ...camera, zoom: Math.max(0.3, Math.min(8, camera.zoom * factor)) };
}
