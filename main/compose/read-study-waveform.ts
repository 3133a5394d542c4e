/** The recording an ECG report shows to scale: the first object of the study that is here and holds a waveform. */
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import type { Study } from '#shared/study/study.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { readObject } from '../archive/open-object.ts';
import type { Vault } from '../archive/vault.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';

export async function readStudyWaveform(vault: Vault, study: Study): Promise<Waveform | null> {
  for (const instance of study.series.flatMap((series) => series.instances)) {
    if (!instance.held || instance.format === 'attachment') continue;
    const bytes = await readObject(vault, instance.sha256);
    if (!bytes.ok) continue;
    const read = readEcgFile(bytes.value, { inflate: inflateBounded });
    // A record of pressures alone has no tracing.
    if (read.ok && read.value.waveform.groups[0]?.leads.length) return read.value.waveform;
  }
  return null;
}
