/** The letters at the edges of a picture: which side of the patient lies there (PS3.3 C.7.6.1.1.1, bipeds). */
import type { Vector3 } from '#shared/measure/slice-plane.ts';

export interface EdgeLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** A direction below this share of the largest is not named. */
const leastShare = 0.08;

const letters = [
  ['L', 'R'],
  ['P', 'A'],
  ['H', 'F'],
] as const;

/** Letters of a direction in patient space (+x left, +y posterior, +z head), the strongest first: "A", "AL", "HPL". */
export function directionLetters(direction: Vector3): string {
  const length = Math.hypot(...direction);
  if (length === 0) return '';
  return direction
    .map((part, axis) => ({ part: part / length, pair: letters[axis] }))
    .filter(({ part }) => Math.abs(part) > leastShare)
    .sort((a, b) => Math.abs(b.part) - Math.abs(a.part))
    .map(({ part, pair }) => (part > 0 ? pair?.[0] : pair?.[1]))
    .join('');
}

/** Letters at the four edges from the patient directions that the screen's right and down show. */
export function edgeLetters(screenRight: Vector3, screenDown: Vector3): EdgeLetters {
  return {
    left: directionLetters(opposite(screenRight)),
    right: directionLetters(screenRight),
    top: directionLetters(opposite(screenDown)),
    bottom: directionLetters(screenDown),
  };
}

/** The direction that a Patient Orientation value such as "L", "FP" or "HL" names; null when it names none. */
export function directionOf(value: string): Vector3 | null {
  const direction: [number, number, number] = [0, 0, 0];
  let weight = 1;
  for (const letter of value.toUpperCase()) {
    const axis = letters.findIndex((pair) => pair.some((name) => name === letter));
    if (axis < 0) return null;
    direction[axis] = letters[axis]?.[0] === letter ? weight : -weight;
    weight /= 2;
  }
  return weight < 1 ? direction : null;
}

function opposite([x, y, z]: Vector3): Vector3 {
  return [-x, -y, -z];
}
