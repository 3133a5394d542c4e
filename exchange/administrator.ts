/** Whose archive an administrator answers for: the region's at the reading centre, one site's where he belongs to it or sits there. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Caller } from './parts.ts';

export interface Administration {
  readonly memberId: string;
  /** Null for the whole region. */
  readonly siteId: string | null;
}

/** Fails with not-signed-in or right-missing. */
export function administrationOf({ person, station }: Caller): Result<Administration> {
  if (person === null) return fail(failure('not-signed-in'));
  if (!person.offices.includes('administrator')) {
    return fail(failure('right-missing', { right: 'administrator' }));
  }
  return ok({ memberId: person.memberId, siteId: station?.siteId ?? person.siteId });
}

/** The region's administrator. Fails as `administrationOf` does; a site's own has not this right. */
export function administratorOf(caller: Caller): Result<string> {
  const administration = administrationOf(caller);
  if (!administration.ok) return administration;
  const { memberId, siteId } = administration.value;
  return siteId === null ? ok(memberId) : fail(failure('right-missing', { right: 'administrator' }));
}
