/**
 * Bench `ecg-analyse`: samples to unconfirmed statements, from memory. A resting ECG of 10 s × 12 leads × 500 Hz (median of
 * many after warming, four rhythms in turn) and a Holter of 24 h × 3 leads × 250 Hz, both from the dynamical heart.
 */
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { Waveform, WaveformLead } from '#shared/study/waveform.ts';
import type { RhythmName } from '../practice/ecg/rhythms.ts';
import { runHeart } from '../practice/ecg/run-heart.ts';
import { deriveLeads, leadOrder } from '../practice/ecg/twelve-leads.ts';
import { createRandom } from '../practice/random.ts';

const rhythms: readonly RhythmName[] = [
  'sinus',
  'atrial-fibrillation',
  'ventricular-premature-beats',
  'left-bundle-branch-block',
];
const rounds = Number(process.env.RUNS ?? 200);

const resting = rhythms.map((rhythm) => {
  const leads = deriveLeads(runHeart(rhythm, 10, createRandom(`bench ${rhythm}`)).leads);
  return waveformOf(
    500,
    leadOrder.map((name) => leadOf(name, leads[name], 1, 1)),
  );
});
for (let warm = 0; warm < 40; warm++) analyse(resting[warm % resting.length] as Waveform);
const times: number[] = [];
// A busy machine makes the clock lie; the processor's own time beside it does not.
const cpuFrom = process.cpuUsage();
for (let round = 0; round < rounds; round++) {
  const waveform = resting[round % resting.length] as Waveform;
  const from = performance.now();
  analyse(waveform);
  times.push(performance.now() - from);
}
const cpu = process.cpuUsage(cpuFrom);
times.sort((a, b) => a - b);
const at = (share: number): number => tenth(times[Math.floor(share * (times.length - 1))] as number);
console.log(
  JSON.stringify({
    bench: 'ecg-analyse',
    signal: '10 s × 12 × 500 Hz',
    runs: rounds,
    leastMs: at(0),
    medianMs: at(0.5),
    p95Ms: at(0.95),
    meanProcessorMs: tenth((cpu.user + cpu.system) / 1000 / rounds),
    goalMs: 20,
  }),
);

// Ten minutes with ventricular beats, played 144 times: as many beats, places and noises as a day has are not needed for its time.
const part = deriveLeads(runHeart('ventricular-premature-beats', 600, createRandom('bench day')).leads);
const day = waveformOf(
  250,
  (['II', 'V2', 'V5'] as const).map((name) => leadOf(name, part[name], 2, 144)),
);
const from = performance.now();
const dayFrom = process.cpuUsage();
const found = analyse(day);
const dayCpu = process.cpuUsage(dayFrom);
console.log(
  JSON.stringify({
    bench: 'ecg-analyse',
    signal: '24 h × 3 × 250 Hz',
    beats: found.beats.length,
    seconds: tenth((performance.now() - from) / 1000),
    processorSeconds: tenth((dayCpu.user + dayCpu.system) / 1e6),
    goalSeconds: 10,
  }),
);

function analyse(waveform: Waveform) {
  const analysed = analyseEcg(waveform, { ageYears: 60, sex: 'F' });
  if (!analysed.ok) throw new Error(analysed.failure.message);
  return analysed.value;
}

/** Every `step`-th sample, `times` over, at 2.5 µV a step. */
function leadOf(name: string, mv: Float64Array, step: number, times: number): WaveformLead {
  const count = Math.floor(mv.length / step);
  const samples = new Int16Array(count * times);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.round((mv[(i % count) * step] as number) * 400);
  return {
    name,
    samples,
    microvoltsPerLsb: 2.5,
    baselineMicrovolts: 0,
    missing: [],
    filterLowHz: null,
    filterHighHz: null,
    notchHz: null,
  };
}

function waveformOf(samplingHz: number, leads: readonly WaveformLead[]): Waveform {
  const sampleCount = leads[0]?.samples.length ?? 0;
  return {
    groups: [{ label: 'RHYTHM', samplingHz, sampleCount, leads }],
    statements: [],
    measurements: [],
    acquiredAt: null,
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
