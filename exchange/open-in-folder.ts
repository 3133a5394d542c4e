/** The exchange's parts over a data folder that no exchange runs on, for acts of the command line. */
import { ok, type Result } from '#shared/result.ts';
import { lockDataFolder } from './data-folder.ts';
import { openExchangeDatabase } from './database/open-database.ts';
import { createWrite } from './database/write.ts';
import { ensureRegion } from './members/region.ts';
import type { Parts } from './parts.ts';
import { openVault } from './storage/vault.ts';

/** With `alone` the folder is locked first. Fails with data-folder-in-use and whatever keeps it from being opened. */
export async function openInFolder(
  folder: string,
  alone: boolean,
): Promise<Result<{ readonly parts: Parts; readonly close: () => Promise<void> }>> {
  const locked = alone ? lockDataFolder(folder) : ok({ unlock: () => undefined });
  if (!locked.ok) return locked;
  const opened = await openExchangeDatabase(folder);
  if (!opened.ok) {
    locked.value.unlock();
    return opened;
  }
  const db = opened.value;
  const close = async (): Promise<void> => {
    await db.destroy();
    locked.value.unlock();
  };
  const names = { name: '远程诊断中心', centre: '远程诊断中心' };
  const made = await ensureRegion(db, folder, null, names);
  if (!made.ok) {
    await close();
    return made;
  }
  const clock = { now: () => Date.now() };
  const write = createWrite({ db, clock, written: () => undefined });
  const vault = await openVault(folder);
  return ok({ parts: { db, write, clock, vault, region: () => made.value }, close });
}
