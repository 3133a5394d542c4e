/** Adds a member straight to a data folder, beside a running exchange or before its first start. */
import { ok, type Result } from '#shared/result.ts';
import { openExchangeDatabase } from './database/open-database.ts';
import { type AddedMember, addMember, type NewMember } from './members/add-member.ts';
import { ensureRegion } from './members/region.ts';

/** A person or station may name a site that exists; `site` of a site is the site itself. Fails as addMember does. */
export async function addMemberToFolder(folder: string, member: NewMember): Promise<Result<AddedMember>> {
  const opened = await openExchangeDatabase(folder);
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    const names = { name: '远程诊断中心', centre: '远程诊断中心' };
    const region = await ensureRegion(db, folder, null, names);
    if (!region.ok) return region;
    const added = await addMember({ db, clock: { now: () => Date.now() } }, member);
    return added.ok ? ok(added.value) : added;
  } finally {
    await db.destroy();
  }
}
