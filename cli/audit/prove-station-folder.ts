/** Walks the audit chain of a station's data folder; with a reason, holds it from its newest record on where it is broken. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { createAuditTrail } from '../../main/audit/audit-trail.ts';
import {
  type TrailAnchor,
  trailAnchorsSetting,
  type WalkedTrail,
  walkTrail,
} from '../../main/audit/walk-trail.ts';
import { readSetting, writeSetting } from '../../main/database/keep-setting.ts';
import { lockFolder } from '../../main/database/lock-folder.ts';
import { openStationDatabase, type StationDatabase } from '../../main/database/open-database.ts';

export interface ProvedStation extends WalkedTrail {
  /** The break that is anchored now. */
  readonly anchored?: number;
}

/** With `reason` null it only looks, also at a running station. Fails with audit-whole where there is no break to go on from. */
export async function proveStationFolder(
  folder: string,
  reason: string | null,
): Promise<Result<ProvedStation>> {
  const locked = reason === null ? ok({ unlock: () => undefined }) : lockFolder(folder);
  if (!locked.ok) return locked;
  const opened = openStationDatabase(folder);
  if (!opened.ok) {
    locked.value.unlock();
    return opened;
  }
  const database = opened.value;
  try {
    const walked = await walkTrail(database);
    if (reason === null) return ok(walked);
    if (walked.brokenAt === null) return fail(failure('audit-whole'));
    await anchor(database, walked.brokenAt, reason);
    return ok({ ...(await walkTrail(database)), anchored: walked.brokenAt });
  } finally {
    database.close();
    locked.value.unlock();
  }
}

async function anchor(database: StationDatabase, brokenAt: number, reason: string): Promise<void> {
  const audit = createAuditTrail({
    database,
    now: Date.now,
    stationId: () => null,
    onQueued: () => undefined,
  });
  await database.commit(() => {
    const last = database.sqlite
      .prepare<[], { number: number; hash: string }>(
        'SELECT number, hash FROM auditRecord ORDER BY number DESC LIMIT 1',
      )
      .get();
    const anchors = readSetting<readonly TrailAnchor[]>(database, trailAnchorsSetting) ?? [];
    const next: TrailAnchor = {
      number: last?.number ?? 0,
      hash: last?.hash ?? '',
      brokenAt,
      reason,
      at: Date.now(),
    };
    writeSetting(database, trailAnchorsSetting, [...anchors, next]);
    audit.append({
      memberId: null,
      act: 'audit-anchored',
      success: true,
      object: 'station-audit',
      detail: reason,
    });
  });
}
