/**
 * The dynamical heart, after McSharry and others (IEEE Trans. Biomed. Eng. 50, 2003) with a dipole in place of one voltage:
 * atria and ventricles each run round a unit circle, once a beat, and every wave pushes the dipole as its angle goes by.
 */
import type { Sex } from '#shared/study/kind.ts';
import type { Random } from '../random.ts';
import { type Dipole, leadMatrix, type SeenLead, seenLeads } from './dipole.ts';
import { type Beat, playRhythm, type Rhythm, type RhythmName } from './rhythms.ts';

export const samplingHz = 500;
const substeps = 4;
/** How fast the state falls back to its resting line, per second: removes what integration leaves behind. */
const relaxation = 0.6;
/** The heart beats this long before the record begins, so that no wave is cut in the integration. */
const leadIn = 1;

export interface HeartRun {
  readonly rhythm: Rhythm;
  /** How this heart lies: turns and scales a dipole of the model. */
  readonly turned: (dipole: Dipole) => Dipole;
  /** Stretch of the waves of recovery at each beat. */
  readonly paceOf: (beat: Beat) => number;
  /** mV by lead for I, II and V1–V6; the other four follow from I and II. */
  readonly leads: Record<SeenLead, Float64Array>;
}

/** Runs a rhythm for `seconds` and answers what the eight independent leads see, in mV, with noise. */
export function runHeart(name: RhythmName, seconds: number, random: Random, sex: Sex = 'M'): HeartRun {
  const rhythm = playRhythm(name, seconds * 1000, random.fork('rhythm'));
  const turned = makeAxis(random.fork('axis'));
  const paceOf = makePace(sex, random.fork('recovery'));
  const dipole = integrate(rhythm, paceOf, seconds);
  const count = seconds * samplingHz;
  const leads = {} as Record<SeenLead, Float64Array>;
  const noise = random.fork('noise');
  for (const lead of seenLeads) {
    const [mx, my, mz] = leadMatrix[lead];
    const wander = makeWander(noise);
    const muscle = noise.between(0.004, 0.009);
    let smoothed = 0;
    leads[lead] = Float64Array.from({ length: count }, (_, i) => {
      const x = dipole.x[i] as number;
      const y = dipole.y[i] as number;
      const z = dipole.z[i] as number;
      const [tx, ty, tz] = turned([x, y, z]);
      smoothed = 0.55 * smoothed + 0.45 * noise.normal();
      return mx * tx + my * ty + mz * tz + wander(i / samplingHz) + muscle * smoothed;
    });
  }
  return { rhythm, turned, paceOf, leads };
}

interface DipoleSignal {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** Integrates dD/dt = −Σ aᵢ ω Δθᵢ / bᵢ² · exp(−Δθᵢ² / 2bᵢ²) − k D over every beat, four steps a sample. */
function integrate(rhythm: Rhythm, paceOf: HeartRun['paceOf'], seconds: number): DipoleSignal {
  const steps = (seconds + leadIn) * samplingHz * substeps;
  const dt = 1 / (samplingHz * substeps);
  const push = [new Float64Array(steps), new Float64Array(steps), new Float64Array(steps)] as const;
  for (const beat of rhythm.beats) addBeat(push, beat, paceOf(beat), dt, steps);
  const out = [0, 1, 2].map((component) => {
    const rate = push[component as 0 | 1 | 2];
    const signal = new Float64Array(seconds * samplingHz);
    let state = 0;
    const skipped = leadIn * samplingHz * substeps;
    for (let i = 0; i < steps; i++) {
      if (i >= skipped && i % substeps === 0) signal[(i - skipped) / substeps] = state;
      state += dt * ((rate[i] as number) - relaxation * state);
    }
    return signal;
  }) as [Float64Array, Float64Array, Float64Array];
  if (rhythm.fibrillation !== null) addFibrillation(out, rhythm.fibrillation, seconds);
  return { x: out[0], y: out[1], z: out[2] };
}

function addBeat(
  push: readonly [Float64Array, Float64Array, Float64Array],
  beat: Beat,
  pace: number,
  dt: number,
  steps: number,
): void {
  const omega = (2 * Math.PI) / (beat.cycle / 1000);
  const start = beat.at + leadIn * 1000;
  for (const wave of [...beat.activation, ...beat.recovery]) {
    const scale = wave.stretches ? pace : 1;
    const angle = (omega * wave.at * scale) / 1000;
    const spread = (omega * wave.width * scale) / 1000;
    const from = Math.max(0, Math.floor((start + (wave.at - 4.5 * wave.width) * scale) / 1000 / dt));
    const to = Math.min(steps - 1, Math.ceil((start + (wave.at + 4.5 * wave.width) * scale) / 1000 / dt));
    const [ax, ay, az] = wave.dipole;
    for (let i = from; i <= to; i++) {
      const delta = omega * (i * dt - start / 1000) - angle;
      const rate =
        -((omega * delta) / (spread * spread)) * Math.exp(-(delta * delta) / (2 * spread * spread));
      push[0][i] = (push[0][i] as number) + ax * rate;
      push[1][i] = (push[1][i] as number) + ay * rate;
      push[2][i] = (push[2][i] as number) + az * rate;
    }
  }
}

/** f-waves: a rotor whose rate and strength drift, seen best in V1. */
function addFibrillation(
  out: readonly [Float64Array, Float64Array, Float64Array],
  { amplitude, hertz }: NonNullable<Rhythm['fibrillation']>,
  seconds: number,
): void {
  let phase = 0;
  for (let i = 0; i < seconds * samplingHz; i++) {
    const t = i / samplingHz;
    phase += (2 * Math.PI * hertz * (1 + 0.16 * Math.sin(1.9 * t) + 0.09 * Math.sin(5.3 * t))) / samplingHz;
    const strength = amplitude * (1 + 0.35 * Math.sin(2.7 * t + 1));
    const f = strength * (Math.sin(phase) + 0.28 * Math.sin(2 * phase + 0.7));
    out[0][i] = (out[0][i] as number) - 0.35 * f;
    out[1][i] = (out[1][i] as number) + 0.75 * strength * Math.sin(phase - 0.9);
    out[2][i] = (out[2][i] as number) - f;
  }
}

/**
 * QTc by Fridericia of the healthy, by the tangent, ms: mean of men and of women and what persons differ by, the wider part of the
 * real spread (20 ms; Mason and others, J. Electrocardiol. 40, 2007) left out so that a heart called normal has a normal QTc.
 */
const healthyQtc = { M: 388, F: 398, spread: 9, most: 1.5 } as const;
/** Of the normal beat at pace 1: onset of the QRS to R, and R to the end of T, ms. */
const normalBeat = { ahead: 38, behind: 352 } as const;

/** This person's recovery: the normal beat's QT is what its QTc and the cycle ask for; diseased waves keep the same pace. */
function makePace(sex: Sex, random: Random): HeartRun['paceOf'] {
  const { spread, most } = healthyQtc;
  const qtc = healthyQtc[sex === 'F' ? 'F' : 'M'] + spread * Math.max(-most, Math.min(most, random.normal()));
  return ({ usualCycle }) => (qtc * Math.cbrt(usualCycle / 1000) - normalBeat.ahead) / normalBeat.behind;
}

/** A small turn of the heart about the long axis of the body and of its axis in front, and its size. */
function makeAxis(random: Random): (dipole: Dipole) => Dipole {
  const front = random.between(-0.22, 0.22);
  const turn = random.between(-0.18, 0.18);
  const size = random.between(0.85, 1.12);
  const [cf, sf, ct, st] = [Math.cos(front), Math.sin(front), Math.cos(turn), Math.sin(turn)];
  return ([x, y, z]) => {
    const x1 = x * cf - y * sf;
    const y1 = x * sf + y * cf;
    return [size * (x1 * ct - z * st), size * y1, size * (x1 * st + z * ct)];
  };
}

function makeWander(random: Random): (t: number) => number {
  const parts = [0.18, 0.29, 0.05].map((hertz) => ({
    hertz,
    size: random.between(0.004, 0.016),
    phase: random.between(0, 6.28),
  }));
  return (t) =>
    parts.reduce((sum, part) => sum + part.size * Math.sin(2 * Math.PI * part.hertz * t + part.phase), 0);
}
