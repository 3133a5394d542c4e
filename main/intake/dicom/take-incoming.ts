/** Takes one C-STORE's data set into a temporary object and through acceptance, and words the answer as a status. */
import { type Failure, failure, translateFailure } from '#shared/failure.ts';
import { type AcceptArrivalDeps, acceptArrival } from '../accept-arrival.ts';
import type { KeptArrival, Provenance } from '../arrival-store.ts';
import { statuses } from './command-set.ts';
import { writeFileHeader } from './file-header.ts';
import type { AnnouncedObject, IncomingObject, StoreAnswer } from './receive-messages.ts';

export interface TakeIncomingDeps extends AcceptArrivalDeps {
  /** Bytes; a longer object is refused. */
  readonly maxObjectSize: number;
}

/** Opens the temporary object with our file header; `onKept` and `onFailed` are told before the sender is. */
export function takeIncoming(
  deps: TakeIncomingDeps,
  announced: AnnouncedObject,
  provenance: Provenance,
  tell: { readonly onKept: (kept: KeptArrival) => void; readonly onFailed: (why: Failure) => void },
): IncomingObject {
  const temporary = deps.store.openTemporary();
  let trouble: Failure | null = null;
  void temporary.write(writeFileHeader(announced));

  async function waitForDisk(written: Promise<void>): Promise<void> {
    try {
      await written;
      const space = await deps.store.checkSpace(0);
      if (!space.ok) trouble = space.failure;
    } catch (error) {
      trouble = diskFailure(error);
    }
    if (trouble !== null) await temporary.discard().catch(() => undefined);
  }

  async function finish(): Promise<Failure | null> {
    if (trouble !== null) return trouble;
    try {
      const label = { name: announced.sopInstanceUid, provenance, announced };
      const accepted = await acceptArrival(deps, temporary, label);
      if (!accepted.ok) return accepted.failure;
      tell.onKept(accepted.value);
      return null;
    } catch (error) {
      deps.log.error({ name: announced.sopInstanceUid, detail: String(error) }, 'arrival failed inside');
      await temporary.discard().catch(() => undefined);
      return diskFailure(error);
    }
  }

  return {
    write: (fragment) => {
      if (trouble !== null) return null;
      if (temporary.size() + fragment.length > deps.maxObjectSize) {
        trouble = failure('file-too-large', { size: temporary.size(), limit: deps.maxObjectSize });
        return temporary.discard().catch(() => undefined);
      }
      const written = temporary.write(fragment);
      return written === null ? null : waitForDisk(written);
    },
    finish: async () => {
      const why = await finish();
      if (why !== null) tell.onFailed(why);
      return answerFor(why);
    },
    discard: () => temporary.discard().catch(() => undefined),
  };
}

/** PS3.4 table B.2-1: A7xx the sender may try again later, A9xx and Cxxx it should not. */
function answerFor(why: Failure | null): StoreAnswer {
  if (why === null) return { status: statuses.success, comment: '' };
  const comment = translateFailure(why, 'en').message;
  switch (why.code) {
    case 'disk-full':
    case 'store-failing':
      return { status: statuses.outOfResources, comment };
    case 'sop-class-mismatch':
      return { status: statuses.classMismatch, comment };
    case 'internal':
      return { status: statuses.processingFailure, comment };
    default:
      return { status: statuses.cannotUnderstand, comment };
  }
}

function diskFailure(error: unknown): Failure {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('disk-full', { path: path ?? '' });
  return failure('internal', { detail: String(error) });
}
