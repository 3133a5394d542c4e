/** The ECG of a task, fetched by hash and read; null when nothing in the study is a waveform. */
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';

/** The first recording that can be read, in the order of the manifest. */
export async function readTaskWaveform(access: ExchangeAccess, taskId: TaskId): Promise<Waveform | null> {
  const manifest = await access.client.deposits.manifest({ taskId });
  if (!manifest.ok) return null;
  for (const instance of manifest.value.series.flatMap((series) => series.instances)) {
    const response = await access.fetch(`/objects/${instance.sha256}`);
    if (!response.ok) continue;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const read = readEcgFile(bytes, { inflate: inflateBounded });
    if (read.ok && read.value.waveform.groups[0]?.leads.length) return read.value.waveform;
  }
  return null;
}
