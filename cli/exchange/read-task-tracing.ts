/** The recordings of a task, fetched by hash and read; of one of hours its strips; none when nothing in the study is a waveform. */
import { analyseLong } from '#shared/ecg/long/analyse-long.ts';
import { cutStrips, type LongTracing } from '#shared/ecg/long/cut-strips.ts';
import { isLongRecording } from '#shared/ecg/long/is-long.ts';
import { failure } from '#shared/failure.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { openRecording } from '#shared/formats/ecg/read-window.ts';
import { type ReportTracing, tracingOf } from '#shared/report/report-tracing.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';

/**
 * Every recording that can be read, in the order of the manifest, as the report of a workstation has them; with `chosen`
 * (from 1) that one alone. A study that begins with a recording of hours has no other.
 * Fails with usage when no recording has that number.
 */
export async function readTaskTracing(
  access: ExchangeAccess,
  taskId: TaskId,
  chosen: number | null,
): Promise<Result<ReportTracing>> {
  const waveforms: Waveform[] = [];
  const manifest = await access.client.deposits.manifest({ taskId });
  const series = manifest.ok ? manifest.value.series : [];
  for (const instance of series.flatMap(({ instances }) => instances)) {
    if (instance.format === 'attachment') continue;
    const response = await access.fetch(`/objects/${instance.sha256}`);
    if (!response.ok) continue;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const long = await longOf(bytes);
    if (long !== null && waveforms.length === 0)
      return chosen === null || chosen === 1 ? ok({ waveform: null, long }) : noSuchRecording(1);
    if (long !== null) continue;
    const read = readEcgFile(bytes, { inflate: inflateBounded });
    if (read.ok && read.value.waveform.groups[0]?.leads.length) waveforms.push(read.value.waveform);
  }
  if (chosen === null) return ok(tracingOf(waveforms));
  const one = waveforms[chosen - 1];
  if (one === undefined) return noSuchRecording(waveforms.length);
  return ok({ ...tracingOf([one]), place: { number: chosen, of: waveforms.length } });
}

function noSuchRecording(count: number): Result<never> {
  return fail(failure('usage', { detail: count === 0 ? '--recording' : `--recording 1…${count}` }));
}

async function longOf(bytes: Uint8Array): Promise<LongTracing | null> {
  const source = {
    size: bytes.length,
    name: '',
    read: async (from: number, to: number) => bytes.slice(from, to),
    sibling: async () => null,
  };
  const recording = await openRecording(source, { inflate: inflateBounded });
  if (!recording.ok || !isLongRecording(recording.value)) return null;
  const analysis = await analyseLong(recording.value, 0);
  return cutStrips(recording.value, analysis.ok ? analysis.value : null);
}
