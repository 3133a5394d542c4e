/** Takes one file from a disk into the archive, as the folder and file sources do; the file itself is never touched. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type AcceptArrivalDeps, acceptArrival } from '../accept-arrival.ts';
import type { KeptArrival, Provenance } from '../arrival-store.ts';
import { refuseArrival } from '../refuse-arrival.ts';

export interface TakenFile {
  readonly kept: KeptArrival | null;
  /** Why it was refused for good; null when kept. */
  readonly refusal: Failure | null;
  readonly sha256: Sha256 | '';
}

/** Fails only where trying again may help: file-unreadable, disk-full, internal. A refusal is a value. */
export async function takeFile(
  deps: AcceptArrivalDeps,
  path: string,
  source: Provenance['source'],
): Promise<Result<TakenFile>> {
  const label = { name: basename(path), provenance: { source, peer: path } };
  const temporary = deps.store.openTemporary();
  let sha256: Sha256 | '' = '';
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
    return ok({ kept: null, refusal: why, sha256 });
  }
  const accepted = await acceptArrival(
    {
      ...deps,
      onRefused: (refused) => {
        sha256 = refused.sha256 ?? '';
        deps.onRefused(refused);
      },
    },
    temporary,
    label,
  );
  if (accepted.ok) return ok({ kept: accepted.value, refusal: null, sha256: accepted.value.sha256 });
  const { code } = accepted.failure;
  if (code === 'disk-full' || code === 'store-failing' || code === 'internal') return accepted;
  return ok({ kept: null, refusal: accepted.failure, sha256 });
}
