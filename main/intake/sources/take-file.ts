/** Takes one file from a disk into the archive, as the folder and file sources do; the file itself is never touched. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Failure, failure } from '#shared/failure.ts';
import type { FoundRecord } from '#shared/formats/ecg/bundle/find-records.ts';
import { isIshneAnnotations } from '#shared/formats/ecg/ishne/ishne-annotations.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type AcceptArrivalDeps, type ArrivalLabel, acceptArrival } from '../accept-arrival.ts';
import type { KeptArrival, Provenance } from '../arrival-store.ts';
import { refuseArrival } from '../refuse-arrival.ts';
import { takeToHeld } from './records/record-held.ts';
import type { PlacedFile } from './records/records-in-folder.ts';
import type { StudyOfObject } from './records/take-late-marks.ts';
import { placedParts, takeParts } from './records/take-record.ts';
import { whatStarts } from './what-starts.ts';
import { readAt } from './zip/read-directory.ts';
import { type MemberOutcome, takeZip } from './zip/take-zip.ts';

/** What has to do with this machine and not with the file: the next try may go well. */
const mayPass: ReadonlySet<string> = new Set(['disk-full', 'store-failing', 'internal', 'file-unreadable']);

export interface TakenFile {
  readonly kept: KeptArrival | null;
  /** Why it was refused for good; null when kept. */
  readonly refusal: Failure | null;
  readonly sha256: Sha256 | '';
  /** What became of each member of a zip. */
  readonly members?: readonly MemberOutcome[];
}

/** Fails only where trying again may help: file-unreadable, disk-full, internal. A refusal is a value. */
export async function takeFile(
  deps: AcceptArrivalDeps,
  path: string,
  source: Provenance['source'],
): Promise<Result<TakenFile>> {
  const label = { name: basename(path), provenance: { source, peer: path } };
  const what = whatStarts(await readStart(path));
  // A DICOMDIR is neither kept nor refused: the files it lists come by themselves.
  if (what === 'directory') return ok({ kept: null, refusal: null, sha256: '' });
  if (what === 'zip') return takeZipFile(deps, path, label);
  const temporary = deps.store.openTemporary();
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) {
      await temporary.write(chunk as Buffer);
    }
  } catch (error) {
    await temporary.discard();
    const { code, path: at } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') return fail(failure('disk-full', { path: at ?? '' }));
    return fail(failure('file-unreadable', { path, detail: code ?? String(error) }));
  }
  if (temporary.size() === 0) {
    const why = failure('file-empty');
    await temporary.discard();
    await refuseArrival(deps, null, label, why);
    return ok({ kept: null, refusal: why, sha256: '' });
  }
  return accepted(deps, (noting) => acceptArrival(noting, temporary, label));
}

/** A refusal as a value, with the hash its bytes are set aside under. */
async function accepted(
  deps: AcceptArrivalDeps,
  accept: (noting: AcceptArrivalDeps) => Promise<Result<KeptArrival>>,
): Promise<Result<TakenFile>> {
  let sha256: Sha256 | '' = '';
  const result = await accept({
    ...deps,
    onRefused: (refused) => {
      sha256 = refused.sha256 ?? '';
      deps.onRefused(refused);
    },
  });
  if (result.ok) return ok({ kept: result.value, refusal: null, sha256: result.value.sha256 });
  if (mayPass.has(result.failure.code)) return result;
  return ok({ kept: null, refusal: result.failure, sha256 });
}

/**
 * Takes the files of one record as one object, under the name of its main part; of a recording that is here already only what is
 * noted beside it. Fails as `takeFile` does.
 */
export async function takeRecord(
  deps: AcceptArrivalDeps & { readonly studyOf: StudyOfObject },
  record: FoundRecord<PlacedFile>,
  source: Provenance['source'],
): Promise<Result<TakenFile>> {
  const parts = await placedParts(record);
  if (!parts.ok) return parts;
  const held = await takeToHeld(deps, record, parts.value, source);
  if (held !== null)
    return held.ok ? ok({ kept: held.value, refusal: null, sha256: held.value.sha256 }) : held;
  const path = record.parts[0]?.file.path ?? '';
  const label = { name: basename(path), provenance: { source, peer: path } };
  return accepted(deps, (noting) => takeParts(noting, parts.value, label));
}

/** Takes what is in a zip; only one in which nothing could be taken counts as refused. */
async function takeZipFile(
  deps: AcceptArrivalDeps,
  path: string,
  label: ArrivalLabel,
): Promise<Result<TakenFile>> {
  const taken = await takeZip(deps, path, label.provenance.source);
  const members = taken.ok ? taken.value : [];
  const passing = members.find(({ result }) => !result.ok && mayPass.has(result.failure.code));
  if (passing !== undefined && !passing.result.ok) return passing.result;
  const kept = members.find(({ result }) => result.ok)?.result;
  if (kept?.ok === true) return ok({ kept: kept.value, refusal: null, sha256: '', members });
  const why = taken.ok ? failure('zip-damaged', { detail: `0 / ${members.length}` }) : taken.failure;
  await refuseArrival(deps, null, label, why);
  return ok({ kept: null, refusal: why, sha256: '', members });
}

/** False for what no format begins with, and for ISHNE beats without their recording: they may be part of a record. */
export async function standsAlone(path: string): Promise<boolean> {
  const start = await readStart(path);
  return whatStarts(start) !== 'unknown' && !isIshneAnnotations(start);
}

/** Empty for a file that cannot be read: reading it again says why. */
async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return new Uint8Array();
  try {
    return await readAt(file, 0, 4096);
  } catch {
    return new Uint8Array();
  } finally {
    await file.close();
  }
}
