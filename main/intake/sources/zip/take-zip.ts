/**
 * Journey step 1: what is packed in a zip is taken member by member, like files of a folder: each is accepted or refused
 * by itself, and the person is told of each. Nothing is ever written under a member's name.
 */
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type AcceptArrivalDeps, acceptArrival } from '../../accept-arrival.ts';
import type { KeptArrival, Provenance } from '../../arrival-store.ts';
import { takeParts } from '../records/take-record.ts';
import { whatStarts } from '../what-starts.ts';
import { readZipDirectory, type ZipMember } from './read-directory.ts';
import { recordsInZip, zipParts } from './records-in-zip.ts';
import { unpackMember, type ZipBudget, zipLimits } from './unpack-member.ts';

/** A zip in a zip is opened; a third one inside is not (a quine zip holds itself for ever). */
const deepest = 2;

export interface MemberOutcome {
  /** As the zip calls it, for a person to read. */
  readonly name: string;
  readonly result: Result<KeptArrival>;
}

interface Place {
  readonly label: string;
  readonly source: Provenance['source'];
  readonly depth: number;
  readonly budget: ZipBudget;
}

/** What became of every member. Fails with zip-damaged or zip-over-limit when the zip cannot be read as a whole. */
export async function takeZip(
  deps: AcceptArrivalDeps,
  path: string,
  source: Provenance['source'],
  label = basename(path),
): Promise<Result<MemberOutcome[]>> {
  return takeOne(deps, path, { label, source, depth: 1, budget: { bytesLeft: zipLimits.total } });
}

async function takeOne(
  deps: AcceptArrivalDeps,
  path: string,
  place: Place,
): Promise<Result<MemberOutcome[]>> {
  const file = await open(path, 'r');
  try {
    const members = await readZipDirectory(file, (await stat(path)).size);
    if (!members.ok) return members;
    const outcomes: MemberOutcome[] = [];
    const packed = new Set<string>();
    for (const record of await recordsInZip(file, members.value, place.budget)) {
      for (const { file: part } of record.parts) packed.add(part.path);
      const name = `${place.label}/${record.parts[0]?.file.path ?? ''}`;
      const provenance = { source: place.source, peer: name };
      const parts = zipParts(file, record, place.budget);
      outcomes.push({ name, result: await takeParts(deps, parts, { name, provenance }) });
    }
    for (const member of members.value) {
      if (member.kind === 'folder' || packed.has(member.name)) continue;
      const name = `${place.label}/${member.name}`;
      outcomes.push(...(await takeMember(deps, file, member, name, place)));
    }
    return ok(outcomes);
  } finally {
    await file.close();
  }
}

async function takeMember(
  deps: AcceptArrivalDeps,
  file: Awaited<ReturnType<typeof open>>,
  member: ZipMember,
  name: string,
  place: Place,
): Promise<MemberOutcome[]> {
  const refused = (why: Failure): MemberOutcome[] => [{ name, result: fail(why) }];
  if (member.kind === 'link') return refused(failure('zip-member-ignored', { what: 'link' }));
  if (member.kind === 'encrypted') return refused(failure('zip-member-ignored', { what: 'encrypted' }));
  const temporary = deps.store.openTemporary();
  let start: Buffer = Buffer.alloc(0);
  const wrong = await unpackMember(file, member, place.budget, (bytes) => {
    if (start.length < 4096) start = Buffer.concat([start, bytes.subarray(0, 4096 - start.length)]);
    return temporary.write(bytes);
  });
  const what = wrong === null ? whatStarts(start) : 'other';
  if (wrong !== null || what === 'unknown' || what === 'directory' || temporary.size() === 0) {
    await temporary.discard();
    if (wrong !== null) return refused(wrong);
    if (what === 'directory') return refused(failure('directory-alone'));
    return refused(failure(temporary.size() === 0 ? 'file-empty' : 'format-unknown'));
  }
  if (what !== 'zip') {
    const provenance = { source: place.source, peer: name };
    return [{ name, result: await acceptArrival(deps, temporary, { name, provenance }) }];
  }
  try {
    if (place.depth >= deepest) return refused(failure('zip-over-limit', { what: 'depth', limit: deepest }));
    const inner = await takeOne(deps, (await temporary.written()).path, {
      ...place,
      label: name,
      depth: place.depth + 1,
    });
    return inner.ok ? inner.value : refused(inner.failure);
  } finally {
    await temporary.discard();
  }
}
