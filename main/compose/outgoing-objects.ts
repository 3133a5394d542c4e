/** Journey step 4: objects on their way out, as received from the vault or made smaller in a folder beside it. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '#shared/contract/settings.ts';
import { failure } from '#shared/failure.ts';
import { ok } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { openFile, openObject, readObject } from '../archive/open-object.ts';
import type { Vault } from '../archive/vault.ts';
import { createJobThread } from '../bytes/job-thread.ts';
import { readSetting } from '../database/keep-setting.ts';
import type { Recompression } from '../dispatch/deposit-study.ts';
import type { UploadObjectDeps } from '../dispatch/upload-object.ts';
import type { StationParts } from './station-parts.ts';
import { workerFile } from './worker-file.ts';

export interface Outgoing {
  readonly reading: Pick<UploadObjectDeps, 'readBytes' | 'openFrom'>;
  readonly recompression: Recompression;
}

/** Copies of what a kill left half made or already sent are cleared: what is missing is made again or goes as it came. */
export function createOutgoing(parts: StationParts, vault: Vault): Outgoing {
  const folder = join(parts.options.dataFolder, 'outgoing');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  clearOutgoing(parts, folder);
  const pathOf = (sha256: Sha256): string => join(folder, sha256);
  return {
    reading: {
      readBytes: async (sha256) => {
        const made = await readFile(pathOf(sha256)).catch(() => null);
        return made === null ? readObject(vault, sha256) : ok(made);
      },
      openFrom: async (sha256, offset) => {
        const made = existsSync(pathOf(sha256));
        const range = { from: offset };
        const opened = await (made
          ? openFile(pathOf(sha256), sha256, range)
          : openObject(vault, sha256, range));
        return opened.ok ? ok(opened.value.stream) : opened;
      },
    },
    recompression: {
      setting: () =>
        (readSetting<Settings>(parts.database, 'settings') ?? parts.station.settings).recompression ?? 'auto',
      thread: createJobThread(workerFile('recompress-worker'), (detail) =>
        failure('recompression-declined', { detail }),
      ),
      folder,
      pathOf: vault.pathOf,
      forget: (sha256) => rm(pathOf(sha256), { force: true }),
    },
  };
}

function clearOutgoing(parts: StationParts, folder: string): void {
  const wanted = new Set(
    parts.database.sqlite
      .prepare(
        "SELECT encoding ->> '$.sha256' FROM depositObject WHERE uploaded = 0 AND encoding IS NOT NULL AND encoding LIKE '{%'",
      )
      .pluck()
      .all() as string[],
  );
  for (const name of readdirSync(folder)) if (!wanted.has(name)) rmSync(join(folder, name), { force: true });
}
