/** What a site is in its region, changed later: its tier, its telephone, whether it is a chest-pain centre. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { SiteTier } from '#shared/study/site-tier.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Parts } from '../parts.ts';
import { findMemberRow } from './read-member.ts';

/** What is absent stays as it was. */
export interface SiteChange {
  readonly tier?: SiteTier;
  readonly phone?: string;
  readonly chestPain?: boolean;
}

/** Fails with site-not-found. */
export async function setSite(
  deps: Pick<Parts, 'write'>,
  name: string,
  change: SiteChange,
): Promise<Result<{ readonly siteId: string }>> {
  return deps.write(async (trx, now) => {
    const row = await findMemberRow(trx, { type: 'site', name });
    if (row === null) return fail(failure('site-not-found', { site: name }));
    const { chestPain, ...plain } = change;
    await trx
      .updateTable('member')
      .set({ ...plain, ...(chestPain === undefined ? {} : { chestPain: chestPain ? 1 : 0 }) })
      .where('memberId', '=', row.memberId)
      .execute();
    await appendAudit(trx, {
      at: now,
      memberId: null,
      stationId: null,
      act: 'site-changed',
      success: true,
      object: row.memberId,
      detail: JSON.stringify(change),
    });
    return ok({ siteId: row.memberId });
  });
}
