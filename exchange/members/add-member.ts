/** Adds a person, a station or a site to the region; the secret is shown once and kept only as its hash. */
import type { Office, Right } from '#shared/contract/exchange/members.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId, SiteId } from '#shared/study/ids.ts';
import type { SiteTier } from '#shared/study/site-tier.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { makeId } from '../database/make-id.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import { parseRights } from './parse-rights.ts';
import { findMemberRow } from './read-member.ts';
import { hashSecret, makeSecret } from './secrets.ts';

export interface NewMember {
  readonly type: 'person' | 'station' | 'site';
  readonly name: string;
  /** Name or id of a site; empty for the reading centre. */
  readonly site: string;
  readonly rights: string;
  readonly licence: string;
  readonly title?: string;
  /** Of a site alone. */
  readonly tier?: SiteTier;
  readonly phone?: string;
  readonly chestPain?: boolean;
  /** A chosen password instead of a made one: practice regions only. */
  readonly password?: string;
}

export interface AddedMember {
  readonly type: NewMember['type'];
  readonly id: MemberId;
  readonly name: string;
  readonly site: string | null;
  readonly rights: readonly string[];
  readonly secret: string;
}

const prefix = { person: 'p', station: 's', site: 't' } as const;

/** Fails with member-exists, site-not-found or invalid-input. Works beside a running exchange on the same data. */
export async function addMember(
  deps: { readonly db: ExchangeDatabase; readonly clock: { readonly now: () => number } },
  given: NewMember,
): Promise<Result<AddedMember>> {
  const name = given.name.trim();
  if (name === '' || name.length > 64) return fail(failure('invalid-input', { detail: '--name' }));
  const sites = await deps.db
    .selectFrom('member')
    .select(['memberId', 'name'])
    .where('type', '=', 'site')
    .execute();
  const siteOf = (word: string) =>
    (sites.find((site) => site.name === word || site.memberId === word)?.memberId ?? null) as SiteId | null;
  const siteId = given.site === '' || given.type === 'site' ? null : siteOf(given.site);
  if (given.site !== '' && given.type !== 'site' && siteId === null) {
    return fail(failure('site-not-found', { site: given.site }));
  }
  const parsed = parseRights(given.rights, siteOf);
  if (!parsed.ok) return parsed;
  const { rights, offices } = parsed.value;
  if (given.type !== 'person' && rights.length + offices.length > 0) {
    return fail(failure('invalid-input', { detail: '--rights' }));
  }
  const { tier = null, phone = '', chestPain = false } = given;
  if (given.type !== 'site' && (tier !== null || phone !== '' || chestPain)) {
    return fail(failure('invalid-input', { detail: '--tier --phone --chest-pain' }));
  }
  const id = makeId(prefix[given.type]) as MemberId;
  const secret = given.password ?? makeSecret(given.type, id);
  const secretHash = await hashSecret(secret);
  return deps.db.transaction().execute(async (trx): Promise<Result<AddedMember>> => {
    if ((await findMemberRow(trx, { type: given.type, name })) !== null) {
      return fail(failure('member-exists', { name }));
    }
    const now = deps.clock.now();
    await trx
      .insertInto('member')
      .values({
        memberId: id,
        type: given.type,
        name,
        siteId,
        rights: JSON.stringify(rights),
        offices: JSON.stringify(offices),
        licence: given.licence,
        title: given.title ?? '',
        tier,
        phone,
        chestPain: chestPain ? 1 : 0,
        secretHash,
        secretVersion: 1,
        failures: 0,
        lockedUntil: null,
        createdAt: now,
      })
      .execute();
    await appendAudit(trx, {
      at: now,
      memberId: null,
      stationId: null,
      act: 'member-added',
      success: true,
      object: id,
      detail: given.type,
    });
    const site = given.type === 'site' ? name : (sites.find((one) => one.memberId === siteId)?.name ?? null);
    return ok({ type: given.type, id, name, site, rights: describeRights(rights, offices), secret });
  });
}

/** Rights as `--rights` would take them. */
function describeRights(rights: readonly Right[], offices: readonly Office[]): string[] {
  return [...rights.map((right) => `${right.action}:${right.kind}:${right.siteId}`), ...offices];
}
