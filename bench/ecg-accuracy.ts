/**
 * Bench `ecg-accuracy`: our ECG analysis against experts' marks under ../shared/data/ecg, a JSON line for each table. QRS:
 * all leads, 150 ms window, nothing skipped. Points: QTDB with the lead of lesser error (as Martínez 2004), LUDB lead by lead
 * and over all leads. Rules are made on the half `seen`. `node bench/ecg-accuracy.ts records` also gives each record's line.
 */
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { BeatFiducials } from '#shared/ecg/analysis.ts';
import { combineLeads } from '#shared/ecg/delineate/combine-leads.ts';
import {
  type DelineatedRecording,
  delineateRecording,
  pointsOfLead,
} from '#shared/ecg/delineate-recording.ts';
import { fileSample } from '#shared/ecg/signal/working-signals.ts';
import { hasSharedData, sharedDataFolder } from '../test/rig/shared-data.ts';
import { type MarkedRecord, markedRecords } from './ecg-accuracy/marked-records.ts';
import { mortaraCheck } from './ecg-accuracy/mortara-check.ts';
import { type BeatScore, scoreBeats } from './ecg-accuracy/score-beats.ts';
import { beatCodes, markedBeats, type PointError, scorePoints } from './ecg-accuracy/score-points.ts';
import { scoredPoints, summarise } from './ecg-accuracy/summary.ts';

const withRecords = process.argv[2] === 'records';
if (!hasSharedData) {
  console.log(JSON.stringify({ bench: 'ecg-accuracy', skipped: 'no ../shared/data beside this clone' }));
  process.exit(0);
}
const tell = (part: string, fields: object): void =>
  console.log(JSON.stringify({ bench: 'ecg-accuracy', part, ...fields }));

const folder = `${sharedDataFolder}ecg/wfdb/`;
const [mitdb, qtdb, ludb] = ['mitdb', 'qtdb', 'ludb'].map((name) => markedRecords(folder + name)) as [
  MarkedRecord[],
  MarkedRecord[],
  MarkedRecord[],
];
const inFile = (found: DelineatedRecording, points: BeatFiducials, { group }: MarkedRecord): BeatFiducials =>
  Object.fromEntries(
    Object.entries(points).map(([name, at]) => [
      name,
      at === null ? null : fileSample(found.signals, at, group.sampleCount),
    ]),
  ) as unknown as BeatFiducials;

scoreQrs();
scoreQtdb();
scoreLudb();
tell('mortara', mortaraCheck(`${sharedDataFolder}ecg/dicom/waveform_ecg.dcm`));

function scoreQrs(): void {
  const scores: Array<readonly [MarkedRecord, BeatScore]> = [];
  for (const record of [...mitdb, ...qtdb, ...ludb]) {
    const found = analyseEcg({
      groups: [record.group],
      statements: [],
      measurements: [],
      acquiredAt: null,
    });
    if (!found.ok) throw new Error(`${record.name}: ${found.failure.message}`);
    const beats = found.value.beats.map(({ sample }) => sample);
    const marks = (record.marks('atr') ?? record.marks('ii') ?? []).filter(({ code }) => beatCodes.has(code));
    const marked = marks.map(({ sample }) => sample);
    // LUDB leaves out the first and the last beats.
    const whole = record.marks('atr') !== null;
    const stretch = whole ? undefined : ([marked[0] ?? 0, marked.at(-1) ?? 0] as const);
    scores.push([record, scoreBeats(beats, marked, record.group.samplingHz, stretch)]);
  }
  const line = (some: ReadonlyArray<readonly [MarkedRecord, BeatScore]>): object => {
    const sum = (key: keyof BeatScore): number => some.reduce((total, [, score]) => total + score[key], 0);
    const found = sum('found');
    return {
      records: some.length,
      marked: sum('marked'),
      missed: sum('missed'),
      wrong: sum('wrong'),
      sensitivity: percent(found, sum('marked')),
      positivePredictivity: percent(found, found + sum('wrong')),
    };
  };
  for (const one of scores)
    if (withRecords) tell('qrs', { record: one[0].name, half: one[0].half, ...line([one]) });
  for (const half of ['seen', 'unseen'] as const)
    tell('qrs', { half, ...line(scores.filter(([{ half: of }]) => of === half)) });
  tell('qrs', { half: 'both', ...line(scores), goal: 99.8 });
}

function scoreQtdb(): void {
  const errors = new Map<MarkedRecord, PointError[]>();
  for (const record of qtdb) {
    const found = delineateRecording(record.group, record.group.leads);
    const marked = markedBeats(record.marks('q1c') ?? []);
    const best = new Map<string, PointError>();
    for (const l of found.signals.leads.keys()) {
      const points = pointsOfLead(found, l).map((beat) => inFile(found, beat, record));
      for (const error of scorePoints(points, marked, scoredPoints, record.group.samplingHz).errors) {
        const key = `${error.name} ${error.beat}`;
        const other = best.get(key);
        if (other === undefined || Math.abs(error.ms) < Math.abs(other.ms)) best.set(key, error);
      }
    }
    errors.set(record, [...best.values()]);
  }
  tellErrors('points qtdb, lesser error', errors);
}

function scoreLudb(): void {
  const perLead = new Map<MarkedRecord, readonly PointError[]>();
  const global = new Map<MarkedRecord, readonly PointError[]>();
  const waves = { pMarked: 0, pFound: 0, pMadeUp: 0, tMarked: 0, tFound: 0, tMadeUp: 0 };
  for (const record of ludb) {
    const { group } = record;
    const found = delineateRecording(group, group.leads);
    const marks = found.signals.leads.map(({ name }) => markedBeats(record.marks(name.toLowerCase()) ?? []));
    const errors: PointError[] = [];
    found.signals.leads.forEach((_, l) => {
      const points = pointsOfLead(found, l).map((beat) => inFile(found, beat, record));
      const score = scorePoints(points, marks[l] ?? [], scoredPoints, group.samplingHz);
      errors.push(...score.errors);
      waves.pMarked += score.p.marked;
      waves.pFound += score.p.found;
      waves.pMadeUp += score.p.madeUp;
      waves.tMarked += score.t.marked;
      waves.tFound += score.t.found;
      waves.tMadeUp += score.t.madeUp;
    });
    perLead.set(record, errors);
    const ours = found.points.map((beat) => inFile(found, beat, record));
    global.set(
      record,
      scorePoints(ours, overAllLeads(marks, group.samplingHz), scoredPoints, group.samplingHz).errors,
    );
  }
  tellErrors('points ludb, lead by lead', perLead);
  tellErrors('points ludb, over all leads', global);
  tell('waves ludb, lead by lead', waves);
}

/** The expert's marks of one beat in all leads, made one by the rule that makes our global points. */
function overAllLeads(marks: ReadonlyArray<readonly BeatFiducials[]>, samplingHz: number): BeatFiducials[] {
  const [first = [], ...others] = [...marks].sort((a, b) => b.length - a.length);
  return first.map((beat) => {
    const near = others.flatMap((lead) =>
      lead.filter(({ rPeak }) => Math.abs((rPeak ?? Number.NaN) - (beat.rPeak ?? 0)) < 0.15 * samplingHz),
    );
    const combined = combineLeads([beat, ...near], samplingHz);
    return Object.fromEntries(
      Object.entries(combined).map(([name, point]) => [name, point?.at ?? null]),
    ) as unknown as BeatFiducials;
  });
}

function tellErrors(part: string, errors: ReadonlyMap<MarkedRecord, readonly PointError[]>): void {
  const of = (half?: string): PointError[] =>
    [...errors].flatMap(([record, list]) => (half === undefined || record.half === half ? list : []));
  if (withRecords)
    for (const [{ name, half }, list] of errors) tell(part, { record: name, half, ...summarise(list) });
  for (const half of ['seen', 'unseen']) tell(part, { half, ...summarise(of(half)) });
  tell(part, { half: 'both', ...summarise(of()) });
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1e5) / 1e3;
}
