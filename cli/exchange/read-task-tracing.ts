/** The ECG of a task, fetched by hash and read; of a recording of hours its strips; neither when nothing in the study is a waveform. */
import { analyseLong } from '#shared/ecg/long/analyse-long.ts';
import { cutStrips, type LongTracing } from '#shared/ecg/long/cut-strips.ts';
import { isLongRecording } from '#shared/ecg/long/is-long.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { openRecording } from '#shared/formats/ecg/read-window.ts';
import { noTracing, type ReportTracing } from '#shared/report/report-tracing.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';

/** The first recording that can be read, in the order of the manifest. */
export async function readTaskTracing(access: ExchangeAccess, taskId: TaskId): Promise<ReportTracing> {
  const manifest = await access.client.deposits.manifest({ taskId });
  if (!manifest.ok) return noTracing;
  for (const instance of manifest.value.series.flatMap((series) => series.instances)) {
    const response = await access.fetch(`/objects/${instance.sha256}`);
    if (!response.ok) continue;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const long = await longOf(bytes);
    if (long !== null) return { waveform: null, long };
    const read = readEcgFile(bytes, { inflate: inflateBounded });
    if (read.ok && read.value.waveform.groups[0]?.leads.length)
      return { waveform: read.value.waveform, long: null };
  }
  return noTracing;
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
