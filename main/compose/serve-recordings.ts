/** Journey step 7: the recordings the window looks into: opened for each question, overviews kept while they are looked at. */

import { openRecording, type Recording, type RecordingIndex } from '#shared/formats/ecg/read-window.ts';
import { buildOverview, type Overview } from '#shared/formats/ecg/recording/overview.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type ServeRecordingDeps, serveRecording } from '../api/serve-recording.ts';
import { openRangeSource } from '../archive/open-range-source.ts';
import type { Vault } from '../archive/vault.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';

/** An overview of a day of twelve leads holds some 30 MB. */
const mostOverviews = 4;
/** An interrupted recording (EDF+D) is passed once for where its stretches lie, not for every window. */
const mostIndexes = 16;

/** A handler of `/recordings/…`: the path behind it and the query. */
export function createServeRecordings(vault: Vault) {
  const overviews = new Map<string, Promise<Result<Overview>>>();
  const indexes = new Map<Sha256, RecordingIndex>();

  async function withRecording(
    sha256: Sha256,
    use: (recording: Recording) => Promise<Response>,
  ): Promise<Result<Response>> {
    const opened = await openRangeSource(vault, sha256);
    if (!opened.ok) return opened;
    try {
      const index = indexes.get(sha256);
      const recording = await openRecording(opened.value.source, {
        inflate: inflateBounded,
        ...(index === undefined ? {} : { index }),
      });
      if (!recording.ok) return recording;
      keepIndex(sha256, recording.value.index);
      return ok(await use(recording.value));
    } finally {
      await opened.value.close();
    }
  }

  /** A name is a hash: its index stays true. The one longest not asked for makes room. */
  function keepIndex(sha256: Sha256, index: RecordingIndex | undefined): void {
    if (index === undefined) return;
    indexes.delete(sha256);
    indexes.set(sha256, index);
    for (const oldest of indexes.keys()) if (indexes.size > mostIndexes) indexes.delete(oldest);
  }

  /** Built once, however many ask while it is; the one longest not asked for makes room. */
  function overview(sha256: Sha256, recording: Recording, group: number): Promise<Result<Overview>> {
    const key = `${sha256} ${group}`;
    const building = overviews.get(key) ?? buildOverview(recording, group);
    overviews.delete(key);
    overviews.set(key, building);
    for (const oldest of overviews.keys()) if (overviews.size > mostOverviews) overviews.delete(oldest);
    return building.then((built) => {
      if (!built.ok) overviews.delete(key);
      return built;
    });
  }

  const deps: ServeRecordingDeps = { withRecording, overview };
  return (path: string, query: URLSearchParams): Promise<Response> => serveRecording(deps, path, query);
}
