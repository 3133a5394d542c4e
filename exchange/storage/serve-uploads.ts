/**
 * Journey step 4: tus 1.0 at `/deposits/objects`. An upload is named by its SHA-256 and its caller, so a sender that
 * forgot everything finds its place again: HEAD `/deposits/objects/<sha256>`.
 */
import { Server } from '@tus/server';
import { failure } from '#shared/failure.ts';
import { sha256Schema } from '#shared/study/ids.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import { objectLimit } from './limits.ts';
import { refuseUpload, type UploadRules, UploadStore } from './upload-store.ts';

export const uploadsPath = '/deposits/objects';

export interface Uploads {
  readonly handle: (request: Request, caller: Caller) => Promise<Response>;
  readonly forgetOld: () => Promise<number>;
}

export function createUploads(deps: Parts & UploadRules): Uploads {
  const callers = new WeakMap<Request, Caller>();
  const callerOf = (request: Request): Caller => {
    const caller = callers.get(request);
    if (caller === undefined) throw new Error('an upload without a caller');
    return caller;
  };
  const store = new UploadStore(deps);
  const server = new Server({
    path: uploadsPath,
    datastore: store,
    maxSize: objectLimit,
    allowedOrigins: [],
    namingFunction: (request, metadata) => idOf(metadata?.sha256, callerOf(request as Request)),
    generateUrl: (_request, { path, id }) => `${path}/${id.slice(0, 64)}`,
    getFileIdFromRequest: (request, last) => {
      const sha256 = sha256Schema.safeParse(last);
      return sha256.success ? idOf(sha256.data, callerOf(request as Request)) : undefined;
    },
    onUploadCreate: async (request, upload) => {
      const caller = callerOf(request as Request);
      const metadata = {
        ...upload.metadata,
        callerId: caller.callerId,
        siteId: sendingSite(caller) ?? '',
      };
      return { metadata };
    },
  });
  return {
    handle: async (request, caller) => {
      callers.set(request, caller);
      return server.handleWeb(request);
    },
    forgetOld: () => store.deleteExpired(),
  };
}

function idOf(sha256: string | null | undefined, caller: Caller): string {
  const hash = sha256Schema.safeParse(sha256);
  if (!hash.success) throw refuseUpload(failure('invalid-input', { detail: 'sha256' }));
  return `${hash.data}-${caller.callerId}`;
}
