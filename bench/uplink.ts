/**
 * Bench `uplink`: a CT series pushed at the township, across a slow line to the exchange, until its first image can be decoded at
 * the reader's station and until its deposit is closed, with lossless recompression and without, in one run.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openPixels } from '../main/reading/decode-pixels.ts';
import { generateExam } from '../practice/generate-exam.ts';
import { inspectBytes } from '../shared/formats/inspect-bytes.ts';
import { type Region, setSiteSettings, startRegion } from '../test/rig/region.ts';
import { hasSharedData, sharedDataFolder } from '../test/rig/shared-data.ts';
import { until, unwrap } from '../test/rig/window-client.ts';
import { type LineFacts, type SlowLine, startSlowLine } from './network/slow-line.ts';

const lines: readonly LineFacts[] = [2_000_000, 10_000_000].map((bitsPerSecond) => ({
  bitsPerSecond,
  roundTripMs: 100,
  loss: 0.01,
}));
const goal = 0.5;
const limitMs = 180_000;

interface Series {
  readonly name: string;
  readonly files: readonly Uint8Array[];
}

/** The real head phantom where the test data lie, else the practice township's. */
function findSeries(): Series {
  const folder = `${sharedDataFolder}dicom/ct-series-head-phantom`;
  if (!hasSharedData) {
    const { objects } = generateExam({ seed: 'uplink', kind: 'ct', now: new Date() });
    return { name: 'practice phantom', files: objects.map((object) => object.bytes) };
  }
  const names = readdirSync(folder).filter((name) => name.startsWith('slice-'));
  return {
    name: 'head phantom (Philips Ingenuity)',
    files: names.sort().map((name) => new Uint8Array(readFileSync(join(folder, name)))),
  };
}

const series = findSeries();
const [first] = series.files;
const facts = first === undefined ? null : inspectBytes(first);
if (facts === null || !facts.ok || facts.value.studyInstanceUid === null) throw new Error('no series');
const { studyInstanceUid } = facts.value;
const wholeBytes = series.files.reduce((sum, file) => sum + file.length, 0);

interface Run {
  readonly bytes: number;
  readonly firstImageS: number;
  readonly closedS: number;
}

async function measure(line: LineFacts, recompression: 'auto' | 'off'): Promise<Run> {
  let slow: SlowLine | null = null;
  const region = await startRegion({
    throughProxy: async (address) => {
      slow = await startSlowLine(address, line);
      return slow.address;
    },
    readerThroughProxy: (address) => Promise.resolve(address),
  });
  try {
    if (slow === null) throw new Error('no line');
    return await push(region, slow, recompression);
  } finally {
    await region.stop();
    await (slow as SlowLine | null)?.stop();
  }
}

async function push(region: Region, line: SlowLine, recompression: 'auto' | 'off'): Promise<Run> {
  const { intake } = region.clinic.window.station;
  await setSiteSettings(region, { recompression });
  const order = await unwrap(
    intake.placeOrder({
      patient: { name: '测试', id: 'T1', sex: 'M', birthDate: null },
      kind: 'imaging',
      modality: 'CT',
      bodyPart: '头颅',
      complaint: '测试',
      history: '',
      question: '',
      phone: '1',
      urgency: 'emergency',
      toFollow: true,
      accessionNumber: '',
      expectedObjects: series.files.length,
    }),
  );
  const folder = mkdtempSync(join(region.folder, 'push-'));
  for (const [index, file] of series.files.entries())
    writeFileSync(join(folder, `${String(index).padStart(4, '0')}.dcm`), file);
  const [host = '', port = ''] = String(region.clinic.program.ready.dicom).split(':');
  const before = line.sent();
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  // DCMTK's sockets wait on Nagle unless told otherwise.
  const environment = { ...process.env, TCP_NODELAY: '1' };
  const pushing = promisify(execFile)(
    'storescu',
    ['-aec', 'YUANZHEN', '-aet', 'SCANNER', '+sd', host, port, folder],
    {
      env: environment,
    },
  );
  await until('the study at the township', async () =>
    (await unwrap(intake.arrivals())).some((study) => study.studyInstanceUid === studyInstanceUid),
  );
  await unwrap(intake.join({ studyInstanceUid, orderId: order.orderId }));
  const firstImageS = until(
    'the first image',
    async () => {
      const bytes = await firstHeld(region);
      const source = bytes === null ? null : await openPixels(bytes);
      return source?.ok && (await source.value.readFrame(0)).ok ? seconds() : null;
    },
    limitMs,
  );
  const closedS = until(
    'the closed deposit',
    async () => ((await taskOf(region))?.state === 'waiting' ? seconds() : null),
    limitMs,
  );
  const times = await Promise.all([firstImageS, closedS, pushing]);
  return { bytes: line.sent() - before, firstImageS: times[0], closedS: times[1] };
}

async function taskOf(region: Region) {
  const { tasks } = await unwrap(region.reader.window.station.worklist.list({ tab: 'all' }));
  return tasks.find((task) => task.studyInstanceUid === studyInstanceUid) ?? null;
}

/** Any image that lies whole at the reader's station. */
async function firstHeld(region: Region): Promise<Uint8Array | null> {
  const task = await taskOf(region);
  if (task === null || task.images.received === 0) return null;
  const opened = await region.reader.window.station.reading.open({ taskId: task.taskId });
  if (!opened.ok) return null;
  const held = opened.value.study.series.flatMap((one) => one.instances).find((instance) => instance.held);
  if (held === undefined) return null;
  const answer = await region.reader.window.get(`/objects/${held.sha256}`);
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
}

let passed = true;
for (const line of lines) {
  const plain = await measure(line, 'off');
  const smaller = await measure(line, 'auto');
  const ratio = smaller.bytes / plain.bytes;
  passed &&= ratio <= goal;
  console.log(
    JSON.stringify({
      bench: 'uplink',
      series: series.name,
      objects: series.files.length,
      megabytes: Math.round(wholeBytes / 1e5) / 10,
      megabitsPerSecond: line.bitsPerSecond / 1e6,
      roundTripMs: line.roundTripMs,
      loss: line.loss,
      asItCame: plain,
      recompressed: smaller,
      bytesRatio: Math.round(ratio * 1000) / 1000,
      firstImageRatio: Math.round((smaller.firstImageS / plain.firstImageS) * 1000) / 1000,
      closedRatio: Math.round((smaller.closedS / plain.closedS) * 1000) / 1000,
      goal: { bytesRatio: goal },
      pass: ratio <= goal,
    }),
  );
}
process.exit(passed ? 0 : 1);
