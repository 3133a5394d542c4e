/**
 * What a station does about its archive before anything arrives: builds the index anew where it must, checks the vault
 * within a bound, and writes down what it found, for the settings screen and the audit.
 */
import type { Failure } from '#shared/failure.ts';
import { failure } from '#shared/failure.ts';
import { checkAtStart, type StartCheck } from '../archive/check-at-start.ts';
import type { KeptInstance } from '../archive/keep-study.ts';
import { prepareReadAttachments } from '../archive/read-attachments.ts';
import { type RebuiltIndex, rebuildIndex } from '../archive/rebuild-index.ts';
import type { Vault } from '../archive/vault.ts';
import { readSetting, writeSetting } from '../database/keep-setting.ts';
import { createDescribeApart } from '../intake/parsing/describe-apart.ts';
import type { RebuildNeed } from './open-checked-database.ts';
import type { StationParts } from './station-parts.ts';

export interface ArchiveStart {
  /** Station time in ms. */
  readonly at: number;
  readonly check: StartCheck;
  readonly rebuilt: RebuiltIndex | null;
  /** What a person should know of it; null when nothing was wrong. */
  readonly notice: Failure | null;
}

/** A start waits at most so long for a large vault to be read; the rest goes on beside the work, in ms. */
const waitAtMost = 20_000;

export async function mendArchive(
  parts: StationParts,
  vault: Vault,
  onInstanceKept: (kept: KeptInstance) => void,
): Promise<ArchiveStart> {
  const { database, now, log, rebuild, station } = parts;
  await recordRestoring(parts);
  const isReader = station.settings.role === 'reader';
  const build = async (former: string | null): Promise<RebuiltIndex> => {
    const parser = createDescribeApart({ log });
    try {
      const source = isReader ? 'exchange' : 'file';
      return await rebuildIndex(
        {
          database,
          vault,
          describe: parser.describe,
          attachmentsOf: prepareReadAttachments(database),
          source,
          onInstanceKept,
        },
        former,
      );
    } finally {
      await parser.stop();
    }
  };
  let rebuilt: RebuiltIndex | null = null;
  if (rebuild !== null) {
    const building = build(rebuild.keptAside);
    rebuilt = await within(building, waitAtMost);
    if (rebuilt === null) void building.then((done) => finish(done, rebuild)).catch(logTrouble);
  }
  const check = await checkAtStart({ database, vault, clock: now });
  if (rebuild === null && check.hasUnindexed) rebuilt = await build(null);
  return finish(rebuilt, rebuild, check);

  function logTrouble(error: unknown): void {
    log.error({ detail: String(error) }, 'the index could not be built anew');
  }

  async function finish(
    done: RebuiltIndex | null,
    need: RebuildNeed | null,
    seen: StartCheck = check,
  ): Promise<ArchiveStart> {
    const notice = need === null ? null : noticeOf(need, done);
    const start: ArchiveStart = { at: now(), check: seen, rebuilt: done, notice };
    if (notice !== null) log.error({ code: notice.code, ...notice.params }, notice.message);
    if (notice !== null || done !== null || seen.missing + seen.damaged > 0) {
      await database.commit(() => {
        writeSetting(database, 'archiveStart', start);
        parts.audit.append({
          memberId: null,
          act: need === null ? 'vault-checked' : 'index-rebuilt',
          success: true,
          object: need?.reason ?? 'start',
          detail: JSON.stringify({
            ...seen,
            ...(done === null ? {} : { ...done, damaged: done.damaged.length }),
          }),
        });
      });
    }
    return start;
  }

  function noticeOf(need: RebuildNeed, done: RebuiltIndex | null): Failure {
    return failure(`index-rebuilt-${need.reason}`, {
      detail: need.detail,
      path: need.keptAside ?? '',
      studies: done?.studies ?? '…',
      instances: done?.instances ?? '…',
      lost: need.salvaged.lost.join(', ') || '-',
    });
  }
}

/** The first start after `yuanzhen restore` says so in the audit. */
async function recordRestoring({ database, audit }: StationParts): Promise<void> {
  const restored = readSetting<object>(database, 'restored');
  if (restored === null) return;
  await database.commit(() => {
    const detail = JSON.stringify(restored);
    audit.append({ memberId: null, act: 'restored-from-backup', success: true, object: 'station', detail });
    database.sqlite.prepare(`DELETE FROM setting WHERE name = 'restored'`).run();
  });
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const waiting = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([work, waiting]).finally(() => clearTimeout(timer));
}
