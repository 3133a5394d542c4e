/** Tubes seen in projection: ribs, collar bones and vessels laid over a radiograph as path lengths in mm. */
import type { Vessel } from './lung-vessels.ts';
import type { Point } from './shapes.ts';
import { thoraxLevel } from './thorax.ts';
import { ribEnd, ribHeight, ribPairs } from './thorax-wall.ts';

/** A grid of path lengths; x to the patient's left, rows from the head down. */
export interface Projection {
  readonly width: number;
  readonly height: number;
  /** mm per cell. */
  readonly spacing: number;
  /** Height of the first row, mm. */
  readonly top: number;
  readonly cells: Float32Array<ArrayBuffer>;
}

interface Tube {
  readonly path: readonly Point[];
  readonly radius: number;
  /** Weight of solid wall, and of the inside relative to it. */
  readonly weight: number;
  readonly inside: number;
}

/** Adds all ribs, both collar bones and the upper arms. */
export function drawBones(onto: Projection): void {
  for (const side of [-1, 1] as const) {
    for (let i = 0; i < ribPairs; i++) drawTube(onto, ribTube(i, side));
    drawTube(onto, { path: collarBone(side), radius: 6, weight: 0.72, inside: 0.42 });
    const arm: Point[] = [
      [side * 160, 20, 226],
      [side * 172, 20, 190],
      [side * 182, 20, 90],
    ];
    drawTube(onto, { path: arm, radius: 15, weight: 0.7, inside: 0.6 });
    const blade: Point[] = [
      [side * 136, 40, 224],
      [side * 122, 70, 190],
      [side * 104, 80, 140],
    ];
    drawTube(onto, { path: blade, radius: 5, weight: 0.45, inside: 0.3 });
    drawTube(onto, { path: [blade[0] as Point, [side * 78, 85, 232]], radius: 5, weight: 0.5, inside: 0.35 });
  }
}

/** Adds vessels; they lie in air, so their whole blood counts. */
export function drawVessels(onto: Projection, vessels: readonly Vessel[]): void {
  for (const { from, to, radius } of vessels) {
    drawTube(onto, { path: [from, to], radius: Math.max(radius, 0.45), weight: 1, inside: 1 });
  }
}

function ribTube(index: number, side: -1 | 1): Tube {
  const path: Point[] = [];
  const end = ribEnd(index);
  for (let i = 0; i <= 60; i++) {
    const angle = 0.2 + ((end - 0.2) * i) / 60;
    const z = ribHeight(index, angle);
    const { a, b } = thoraxLevel(Math.min(z, 255));
    path.push([side * (a + 5.6) * Math.sin(angle), 4 + (b + 5.6) * Math.cos(angle), z]);
  }
  return { path, radius: index === 0 ? 6.6 : 6, weight: 0.52, inside: 0.3 };
}

function collarBone(side: -1 | 1): Point[] {
  const path: Point[] = [];
  for (let i = 0; i <= 20; i++) {
    const s = i / 20;
    path.push([side * (20 + 122 * s), -40 + 50 * s, 226 + 27 * s + 7 * Math.sin(s * 2 * Math.PI + 0.4)]);
  }
  return path;
}

/** Splats spheres along the path, weighted by its length in space: a tube seen end-on grows dense by itself. */
function drawTube(onto: Projection, tube: Tube): void {
  const { spacing, width, height, cells, top } = onto;
  const step = Math.max(spacing, tube.radius * 0.18);
  const kernel = sphereKernel(tube, spacing, step);
  const reach = Math.ceil(tube.radius / spacing);
  const side = 2 * reach + 1;
  for (let i = 0; i + 1 < tube.path.length; i++) {
    const [ax, ay, az] = tube.path[i] as Point;
    const [bx, by, bz] = tube.path[i + 1] as Point;
    const length = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2 + (bz - az) ** 2);
    const count = Math.max(1, Math.round(length / step));
    const share = length / step / count;
    for (let k = 0; k < count; k++) {
      const s = (k + 0.5) / count;
      const column = Math.round((ax + (bx - ax) * s) / spacing + (width - 1) / 2);
      const row = Math.round((top - (az + (bz - az) * s)) / spacing);
      for (let j = -reach; j <= reach; j++) {
        const y = row + j;
        if (y < 0 || y >= height) continue;
        for (let n = -reach; n <= reach; n++) {
          const x = column + n;
          if (x < 0 || x >= width) continue;
          const at = y * width + x;
          cells[at] = (cells[at] as number) + share * (kernel[(j + reach) * side + n + reach] as number);
        }
      }
    }
  }
}

/** One sphere's share, such that spheres `step` apart add up to the chord of the tube in mm × weight. */
function sphereKernel(tube: Tube, spacing: number, step: number): Float32Array {
  const reach = Math.ceil(tube.radius / spacing);
  const side = 2 * reach + 1;
  const kernel = new Float32Array(side * side);
  const inner = tube.radius * 0.76;
  for (let j = -reach; j <= reach; j++) {
    for (let n = -reach; n <= reach; n++) {
      const r2 = (j * j + n * n) * spacing * spacing;
      const outer = Math.sqrt(Math.max(0, tube.radius ** 2 - r2));
      const core = Math.sqrt(Math.max(0, inner ** 2 - r2));
      // A tube's chord is 2√(R² − d²); a row of sphere chords 2√(R² − r²) step apart sums to (π/2)(R² − d²)·2/step.
      const chord = (2 * (outer - (1 - tube.inside) * core) * step) / (1.57 * tube.radius);
      kernel[(j + reach) * side + n + reach] = tube.weight * chord;
    }
  }
  return kernel;
}
