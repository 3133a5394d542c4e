/** Retention over a station's data folder; its exchange is asked in the station's own name before anything may go. */
import { join } from 'node:path';
import type { Settings } from '#shared/contract/settings.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { openVault } from '../../main/archive/vault.ts';
import { createAuditTrail } from '../../main/audit/audit-trail.ts';
import { composeRetention } from '../../main/compose/retention-acts.ts';
import { readSetting } from '../../main/database/keep-setting.ts';
import { lockFolder } from '../../main/database/lock-folder.ts';
import { openStationDatabase } from '../../main/database/open-database.ts';
import { createExchangeAccess } from '../../main/link/exchange-client.ts';
import { createTaskReplica } from '../../main/worklist/task-replica.ts';
import { byCommand, type RetentionDoor } from './retention-door.ts';

/** The dry run looks at the folder of a running station as well; everything else needs it alone. */
export async function openStationFolder(folder: string, alone: boolean): Promise<Result<RetentionDoor>> {
  const locked = alone ? lockFolder(folder) : ok({ unlock: () => undefined });
  if (!locked.ok) return locked;
  const opened = openStationDatabase(folder);
  if (!opened.ok) {
    locked.value.unlock();
    return opened;
  }
  const database = opened.value;
  const close = async (): Promise<void> => {
    database.close();
    locked.value.unlock();
  };
  const settings = readSetting<Settings>(database, 'settings');
  const token = readSetting<{ token: string }>(database, 'station')?.token;
  const vault = await openVault(join(folder, 'vault'));
  if (settings === null || token === undefined || !vault.ok) {
    await close();
    return vault.ok ? fail(failure('data-folder-unknown', { path: folder })) : vault;
  }
  const audit = createAuditTrail({
    database,
    now: Date.now,
    stationId: () => null,
    onQueued: () => undefined,
  });
  const retention = composeRetention({
    database,
    now: Date.now,
    access: createExchangeAccess(settings.exchange, token),
    audit,
    vault: vault.value,
    replica: createTaskReplica(database),
    ownSite: () => ({ siteId: '', siteName: settings.stationName }),
    onRemoved: () => undefined,
  });
  return ok({
    program: 'station',
    status: async () => retention.status(),
    setPolicy: async (policy) => ok(await retention.setPolicy(byCommand, policy)),
    plan: retention.plan,
    run: () => retention.run(byCommand),
    hold: async (uid, reason) => ok(await retention.hold(byCommand, uid, reason)),
    release: (uid, reason) => retention.release(byCommand, uid, reason),
    close,
  });
}
