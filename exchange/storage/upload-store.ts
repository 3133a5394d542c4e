/**
 * Journey step 4: where tus uploads grow. No offset is answered before its bytes are on the disk; the last byte is
 * answered only after hash, rename and commit.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/utils';
import { type Failure, failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { Parts } from '../parts.ts';
import { fullDiskFailure, objectLimit, refuseSize, statusOf } from './limits.ts';

export interface KeptUpload {
  readonly sha256: string;
  readonly size: number;
  readonly siteId: string | null;
  readonly callerId: string;
}

export interface UploadRules {
  /** Commits an object whose bytes are durable. */
  readonly acceptObject: (object: KeptUpload) => Promise<Result<void>>;
}

/** An error the tus server answers with its own status and body. */
class UploadRefusal extends Error {
  readonly status_code: number;
  readonly body: string;
  constructor(reason: Failure) {
    super(reason.code);
    this.status_code = statusOf(reason);
    this.body = JSON.stringify({ ok: false, failure: reason });
  }
}

export function refuseUpload(reason: Failure): UploadRefusal {
  return new UploadRefusal(reason);
}

/** Uploads older than this are forgotten, with their bytes. */
const forgottenAfterMs = 7 * 24 * 3_600_000;

export class UploadStore extends DataStore {
  readonly #deps: Parts & UploadRules;

  constructor(deps: Parts & UploadRules) {
    super();
    this.#deps = deps;
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  /** A new upload of the same object by the same caller begins afresh. */
  override async create(upload: Upload): Promise<Upload> {
    const { db, vault, clock } = this.#deps;
    const { sha256, memberId, siteId, depositId } = metadataOf(upload);
    const size = upload.size ?? 0;
    const refusal = await refuseSize(vault, size, objectLimit);
    if (refusal !== null) throw refuseUpload(refusal);
    await this.#guard(async () => {
      const file = await open(this.#pathOf(upload.id), 'w', 0o600);
      await file.close();
    });
    const row = { sha256, size, memberId, siteId, depositId, createdAt: clock.now() };
    const metadata = JSON.stringify(upload.metadata ?? {});
    await db
      .insertInto('upload')
      .values({ uploadId: upload.id, ...row, metadata })
      .onConflict((conflict) => conflict.column('uploadId').doUpdateSet({ ...row, metadata }))
      .execute();
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await this.#row(id);
    const path = this.#pathOf(id);
    const file = await open(path, 'r').catch(() => null);
    if (file === null) throw refuseUpload(failure('object-not-found', { sha256: row.sha256 }));
    try {
      // What a killed process wrote may not be on the disk yet: no offset is promised before it is.
      await file.sync().catch(ignoreUnsyncable);
      const { size: offset } = await file.stat();
      return new Upload({
        id,
        size: row.size,
        offset,
        metadata: JSON.parse(row.metadata) as Upload['metadata'],
      });
    } finally {
      await file.close();
    }
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const row = await this.#row(id);
    const hash = offset === 0 ? createHash('sha256') : null;
    const end = await this.#guard(() => this.#append(stream, id, offset, hash));
    if (end < row.size) return end;
    const found = hash === null ? await hashOfFile(this.#pathOf(id)) : hash.digest('hex');
    if (found !== row.sha256) {
      await this.remove(id);
      throw refuseUpload(failure('hash-mismatch', { expected: row.sha256, found }));
    }
    await this.#guard(() => this.#deps.vault.adopt(this.#pathOf(id), row.sha256));
    const { sha256, size, siteId, memberId } = row;
    const accepted = await this.#deps.acceptObject({ sha256, size, siteId, callerId: memberId });
    if (!accepted.ok) throw refuseUpload(accepted.failure);
    await this.#deps.db.deleteFrom('upload').where('uploadId', '=', id).execute();
    return end;
  }

  override async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true });
    await this.#deps.db.deleteFrom('upload').where('uploadId', '=', id).execute();
  }

  /** Removes what nobody came back for; answers how many. */
  override async deleteExpired(): Promise<number> {
    const rows = await this.#deps.db
      .selectFrom('upload')
      .select('uploadId')
      .where('createdAt', '<', this.#deps.clock.now() - forgottenAfterMs)
      .execute();
    for (const { uploadId } of rows) await this.remove(uploadId);
    return rows.length;
  }

  /** However it ends, what came is synced and counts. */
  async #append(
    stream: Readable,
    id: string,
    offset: number,
    hash: ReturnType<typeof createHash> | null,
  ): Promise<number> {
    const file = await open(this.#pathOf(id), 'r+');
    let end = offset;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        await file.write(chunk, 0, chunk.length, end);
        hash?.update(chunk);
        end += chunk.length;
      }
      await file.sync();
    } catch (error) {
      // What did arrive is kept for the next attempt; why it stopped matters more than whether this sync worked.
      await file.sync().catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
    return end;
  }

  async #row(id: string) {
    const row = await this.#deps.db
      .selectFrom('upload')
      .selectAll()
      .where('uploadId', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw refuseUpload(failure('object-not-found', { sha256: id }));
    return row;
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const full = fullDiskFailure(error, this.#deps.vault.incomingFolder);
      throw full === null ? error : refuseUpload(full);
    }
  }

  #pathOf(id: string): string {
    return join(this.#deps.vault.incomingFolder, `${id}.part`);
  }
}

/** A device has nothing to sync (EINVAL); any other failure means that the offset must not be promised. */
function ignoreUnsyncable(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EINVAL') throw error;
}

/** What `onUploadCreate` wrote into the metadata: who uploads, and for which site. */
function metadataOf(upload: Upload) {
  const given = upload.metadata ?? {};
  return {
    sha256: given.sha256 ?? '',
    memberId: given.callerId ?? '',
    siteId: given.siteId === '' || given.siteId === undefined ? null : given.siteId,
    depositId: given.depositId ?? null,
  };
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
