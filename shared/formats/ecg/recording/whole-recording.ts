/** Journey step 7: a recording whose format allows no window (a resting ECG, compressed samples): read once, then cut. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { EcgReadOptions } from '../ecg-file.ts';
import { readEcgFile } from '../read-ecg-file.ts';
import { type RangeSource, type RecordingBody, sliceGroup } from './recording.ts';

const mostBytes = 512 * 1024 * 1024;

/** Fails as `readEcgFile` does, or with `file-too-large`. `beside` names the files it may ask for. */
export async function openWholeRecording(
  source: RangeSource,
  options: EcgReadOptions = {},
  beside: readonly string[] = [],
): Promise<Result<RecordingBody>> {
  const files = new Map<string, Uint8Array>();
  let total = source.size;
  for (const name of new Set(beside)) {
    const sibling = await source.sibling(name);
    if (sibling === null) continue;
    total += sibling.size;
    if (total <= mostBytes) files.set(name, await sibling.read(0, sibling.size));
  }
  if (total > mostBytes) return fail(failure('file-too-large', { size: total, limit: mostBytes }));
  const bytes = await source.read(0, source.size);
  const read = readEcgFile(bytes, {
    ...options,
    fileName: source.name,
    sibling: (name) => files.get(name) ?? null,
  });
  if (!read.ok) return read;
  const { waveform, ...known } = read.value;
  return ok({
    ...known,
    acquiredAt: waveform.acquiredAt,
    shells: waveform.groups.map((group) => ({
      ...sliceGroup(group, 0, 0),
      sampleCount: group.sampleCount,
    })),
    read: (group, from, to) => {
      const found = waveform.groups[group];
      return Promise.resolve(
        found === undefined ? fail(failure('no-waveform')) : ok(sliceGroup(found, from, to)),
      );
    },
    readMarks: (late) => Promise.resolve(ok(late === undefined ? (waveform.annotations ?? []) : [])),
  });
}
