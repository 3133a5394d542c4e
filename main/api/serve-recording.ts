/**
 * Journey step 7: GET `/recordings/<sha256>` tells what a recording is, `/window?group&from&to` gives samples of it,
 * `/overview?group&from&to&most` its least and greatest values, `/marks` its beats and events, `/marks?late&name` those that came after it, `/analysis?group` what the machine
 * measured, or with 202 how far it is: a day of Holter is never sent whole.
 */
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import { type Failure, failure } from '#shared/failure.ts';
import type { Recording } from '#shared/formats/ecg/read-window.ts';
import { cutOverview, type Overview } from '#shared/formats/ecg/recording/overview.ts';
import { encodeAnalysis, encodeOverview, encodeWindow } from '#shared/formats/ecg/recording/window-bytes.ts';
import type { Result } from '#shared/result.ts';
import { type Sha256, sha256Schema } from '#shared/study/ids.ts';

export interface AnalysisProgress {
  /** 0 to 1. */
  readonly done: number;
}

export interface ServeRecordingDeps {
  /** Runs `use` while the recording's file is open. */
  readonly withRecording: (
    sha256: Sha256,
    use: (recording: Recording) => Promise<Response>,
  ) => Promise<Result<Response>>;
  readonly overview: (sha256: Sha256, group: number) => Promise<Result<Overview>>;
  /** Bytes of a file that lies beside the recording in its study; null when they are not here. */
  readonly lateMarks: (sha256: Sha256) => Promise<Uint8Array | null>;
  /** The analysis, or how far it is; the first question starts it. */
  readonly analysis: (sha256: Sha256, group: number) => Promise<Result<LongAnalysis> | AnalysisProgress>;
}

/** The name is the hash, so what was fetched once never changes; it stays in this browser's memory of this session. */
const headers = {
  'cache-control': 'private, max-age=3600, immutable',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;
const mostBuckets = 16_384;
const parts = new Set(['', 'window', 'overview', 'marks', 'analysis']);

/** Answers `path` (after `/recordings/`); a failure is JSON with 400 or 404. */
export async function serveRecording(
  deps: ServeRecordingDeps,
  path: string,
  query: URLSearchParams,
): Promise<Response> {
  const [name, part = '', ...rest] = path.split('/');
  const sha256 = sha256Schema.safeParse(name);
  if (!sha256.success || rest.length > 0 || !parts.has(part)) return refused(404, null);
  const number = (key: string, otherwise: number) =>
    /^\d{1,15}$/.test(query.get(key) ?? '') ? Number(query.get(key)) : otherwise;
  const group = number('group', 0);
  const from = number('from', 0);
  const to = number('to', Number.MAX_SAFE_INTEGER);
  const answered = await deps.withRecording(sha256.data, async (recording) => {
    if (part === '') return Response.json({ ok: true, value: factsOf(recording) }, { headers });
    if (part === 'marks') return marksAnswer(deps, recording, query);
    if (recording.groups[group] === undefined) return refused(400, noGroup(group));
    if (part === 'window') {
      const window = await recording.readWindow(group, from, to);
      return window.ok ? numbers(encodeWindow(window.value)) : refused(400, window.failure);
    }
    if (part === 'analysis') return analysisAnswer(await deps.analysis(sha256.data, group));
    const overview = await deps.overview(sha256.data, group);
    if (!overview.ok) return refused(400, overview.failure);
    const most = Math.min(number('most', 2000), mostBuckets);
    return numbers(encodeOverview(cutOverview(overview.value, from, to, most)));
  });
  if (answered.ok) return answered.value;
  return refused(answered.failure.code === 'object-not-found' ? 404 : 400, answered.failure);
}

/** Of the file itself, or with `late` (hash) and `name` of what came after it. */
async function marksAnswer(
  { lateMarks }: ServeRecordingDeps,
  recording: Recording,
  query: URLSearchParams,
): Promise<Response> {
  const asked = query.get('late');
  if (asked === null) return Response.json(await recording.readMarks(), { headers });
  const late = sha256Schema.safeParse(asked);
  const bytes = late.success ? await lateMarks(late.data) : null;
  if (bytes === null) return refused(404, failure('object-not-found', { sha256: asked.slice(0, 12) }));
  return Response.json(await recording.readMarks({ bytes, name: query.get('name') ?? '' }), { headers });
}

function analysisAnswer(found: Result<LongAnalysis> | AnalysisProgress): Response {
  if ('done' in found)
    return Response.json(
      { ok: true, value: found },
      { status: 202, headers: { 'cache-control': 'no-store' } },
    );
  return found.ok ? numbers(encodeAnalysis(found.value)) : refused(400, found.failure);
}

function factsOf({ readWindow: _window, readMarks: _marks, warnings, ...known }: Recording) {
  return { ...known, warnings: [...warnings] };
}

const numbers = (bytes: Uint8Array<ArrayBuffer>): Response =>
  new Response(bytes, { headers: { ...headers, 'content-type': 'application/octet-stream' } });

const noGroup = (group: number): Failure => failure('invalid-input', { detail: `group ${group}` });

function refused(status: number, why: Failure | null): Response {
  return Response.json({ ok: false, failure: why }, { status, headers: { 'cache-control': 'no-store' } });
}
