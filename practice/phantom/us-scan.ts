/** The convex ultrasound probe: which beam and depth every pixel of the screen shows, and how echoes become grey. */
import { createRandom } from '../random.ts';

export const usFrame = { columns: 640, rows: 480, frames: 40, frameTime: 50 } as const;

/** Beams across the sector and samples along a beam. */
export const beams = 224;
export const samples = 440;
/** Depth shown in mm, radius of the probe's face in mm, half opening of the sector. */
export const depthMm = 160;
export const probeRadiusMm = 50;
export const halfAngle = 0.56;
/** mm per pixel of the screen. */
export const usSpacing = 0.395;
const apexRow = 24;

/** What the tissue at a point sends back: strength of its speckle, and how much weaker all behind it becomes. */
export interface Echo {
  /** Mean echo level, dB above black (0 … 60). */
  readonly level: number;
  /** Attenuation beyond that of soft tissue, dB per mm; negative behind fluid. */
  readonly loss: number;
}

/** Echoes at a point of the scan plane, mm: x to the right, y downwards from the skin. */
export type EchoMap = (x: number, y: number) => Echo;

interface ScreenMap {
  readonly pixel: Int32Array;
  readonly cell: Int32Array;
  readonly u: Float32Array;
  readonly v: Float32Array;
}

let screen: ScreenMap | null = null;
let speckle: Float32Array | null = null;
const speckleSize = 512;

/** Renders one frame into `out` (640 × 480, 8 bit); `shift` moves the speckle with the tissue, in mm. */
export function renderFrame(
  map: EchoMap,
  shift: readonly [number, number],
  flicker: number,
  out: Uint8Array,
): void {
  screen ??= mapScreen();
  speckle ??= makeSpeckle();
  const polar = new Float32Array(beams * samples);
  for (let beam = 0; beam < beams; beam++) {
    const angle = -halfAngle + (2 * halfAngle * beam) / (beams - 1);
    const sin = Math.sin(angle);
    const cos = Math.cos(angle);
    let lost = 0;
    for (let i = 0; i < samples; i++) {
      const depth = (i / samples) * depthMm;
      const x = (probeRadiusMm + depth) * sin;
      const y = (probeRadiusMm + depth) * cos - probeRadiusMm;
      const { level, loss } = map(x, y);
      lost += (loss * depthMm) / samples;
      const column = Math.round((angle * 190 + shift[0] * 1.6) * 1.0) & (speckleSize - 1);
      const row = Math.round((depth - shift[1]) * 3.1 + flicker) & (speckleSize - 1);
      const grainDb = level > 4 ? (speckle[row * speckleSize + column] as number) : 0;
      polar[beam * samples + i] = level + grainDb - Math.min(lost, 46) - Math.max(0, depth - 110) * 0.06;
    }
  }
  blurAcross(polar);
  out.fill(0);
  const { pixel, cell, u, v } = screen;
  for (let k = 0; k < pixel.length; k++) {
    const c = cell[k] as number;
    const a = polar[c] as number;
    const b = polar[c + 1] as number;
    const d = polar[c + samples] as number;
    const e = polar[c + samples + 1] as number;
    const s = u[k] as number;
    const t = v[k] as number;
    const db = (a * (1 - t) + b * t) * (1 - s) + (d * (1 - t) + e * t) * s;
    const grey = db * 4.4;
    out[pixel[k] as number] = grey < 2 ? 2 : grey > 250 ? 250 : grey;
  }
  drawScale(out);
}

/** Where the depth axis starts on the screen: the probe's face under the middle of the top. */
export const skinRow = apexRow;

function mapScreen(): ScreenMap {
  const pixel: number[] = [];
  const cell: number[] = [];
  const u: number[] = [];
  const v: number[] = [];
  for (let row = 0; row < usFrame.rows; row++) {
    for (let column = 0; column < usFrame.columns; column++) {
      const x = (column - usFrame.columns / 2) * usSpacing;
      const y = (row - apexRow) * usSpacing + probeRadiusMm;
      const beam = ((Math.atan2(x, y) + halfAngle) / (2 * halfAngle)) * (beams - 1);
      const sample = ((Math.sqrt(x * x + y * y) - probeRadiusMm) / depthMm) * samples;
      if (beam < 0 || beam >= beams - 1 || sample < 0 || sample >= samples - 1) continue;
      pixel.push(row * usFrame.columns + column);
      cell.push(Math.floor(beam) * samples + Math.floor(sample));
      u.push(beam - Math.floor(beam));
      v.push(sample - Math.floor(sample));
    }
  }
  return {
    pixel: Int32Array.from(pixel),
    cell: Int32Array.from(cell),
    u: Float32Array.from(u),
    v: Float32Array.from(v),
  };
}

/** Fully developed speckle: the envelope of a complex normal field, in dB about its mean. */
function makeSpeckle(): Float32Array {
  const random = createRandom('speckle');
  const field = (): Float32Array => {
    const white = Float32Array.from({ length: speckleSize ** 2 }, () => random.normal());
    const mask = speckleSize - 1;
    const wide = new Float32Array(white.length);
    for (let y = 0; y < speckleSize; y++) {
      for (let x = 0; x < speckleSize; x++) {
        let sum = 0;
        for (let k = -2; k <= 2; k++) sum += white[y * speckleSize + ((x + k) & mask)] as number;
        for (let k = -1; k <= 1; k++) sum += white[((y + k) & mask) * speckleSize + x] as number;
        wide[y * speckleSize + x] = sum;
      }
    }
    return wide;
  };
  const real = field();
  const imaginary = field();
  return real.map((re, i) => {
    const power = (re * re + (imaginary[i] as number) ** 2) / 22;
    return Math.max(-13, 10 * Math.log10(power + 0.02));
  });
}

/** The beam is a few lines wide: bright points smear sideways as they do on a real screen. */
function blurAcross(polar: Float32Array): void {
  for (let i = 0; i < samples; i++) {
    let before = polar[i] as number;
    for (let beam = 1; beam + 1 < beams; beam++) {
      const at = beam * samples + i;
      const here = polar[at] as number;
      polar[at] = 0.25 * before + 0.5 * here + 0.25 * (polar[at + samples] as number);
      before = here;
    }
  }
}

/** Depth ticks every 10 mm at the right and the grey wedge at the left, as devices burn them in. */
function drawScale(out: Uint8Array): void {
  for (let mm = 0; mm <= depthMm; mm += 10) {
    const row = apexRow + Math.round(mm / usSpacing);
    if (row >= usFrame.rows) break;
    const length = mm % 50 === 0 ? 10 : 5;
    out.fill(190, row * usFrame.columns + 622 - length, row * usFrame.columns + 622);
  }
  for (let row = 0; row < 160; row++) {
    out.fill(
      250 - Math.round(row * 1.55),
      (row + 60) * usFrame.columns + 14,
      (row + 60) * usFrame.columns + 26,
    );
  }
}
