/** What an ECG report shows to scale: every object of the study that is here and holds a waveform, the one it is written from first; of a long recording strips. */
import { cutStrips, type LongTracing } from '#shared/ecg/long/cut-strips.ts';
import { isLongRecording, mayBeLong } from '#shared/ecg/long/is-long.ts';
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { openRecording } from '#shared/formats/ecg/read-window.ts';
import { type ReportTracing, tracingOf } from '#shared/report/report-tracing.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { readObject } from '../archive/open-object.ts';
import { openRangeFile } from '../archive/open-range-source.ts';
import type { Vault } from '../archive/vault.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';

export interface ReadStudyTracingDeps {
  readonly vault: Vault;
  /** The analysis of a long recording, which the room asked for when it opened; null when it is not there in time. */
  readonly analysisOf: (sha256: Sha256) => Promise<LongAnalysis | null>;
}

export async function readStudyTracing(deps: ReadStudyTracingDeps, study: Study): Promise<ReportTracing> {
  const waveforms: Waveform[] = [];
  for (const instance of study.series.flatMap((series) => series.instances)) {
    if (!instance.held || instance.format === 'attachment') continue;
    const { sha256, size } = instance;
    const long = mayBeLong(size) ? await readStrips(deps, sha256) : null;
    if (long !== null && waveforms.length === 0) return { waveform: null, long };
    if (long !== null) continue;
    const bytes = await readObject(deps.vault, sha256);
    if (!bytes.ok) continue;
    const read = readEcgFile(bytes.value, { inflate: inflateBounded });
    if (read.ok && read.value.waveform.groups[0]?.leads.length) waveforms.push(read.value.waveform);
  }
  return tracingOf(waveforms);
}

/** Null for what is no long recording, or cannot be read as one. */
async function readStrips(deps: ReadStudyTracingDeps, sha256: Sha256): Promise<LongTracing | null> {
  const opened = await openRangeFile(deps.vault.pathOf(sha256));
  if (!opened.ok) return null;
  try {
    const recording = await openRecording(opened.value.source, { inflate: inflateBounded });
    if (!recording.ok || !isLongRecording(recording.value)) return null;
    return await cutStrips(recording.value, await deps.analysisOf(sha256));
  } finally {
    await opened.value.close();
  }
}
