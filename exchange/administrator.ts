/** Retention and the checks of the archive are an administrator's, at the reading centre. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Caller } from './parts.ts';

/** The administrator's member id. Fails with not-signed-in or right-missing. */
export function administratorOf(caller: Caller): Result<string> {
  const { person, station } = caller;
  if (person === null) return fail(failure('not-signed-in'));
  const elsewhere = station !== null && station.siteId !== null;
  if (elsewhere || !person.offices.includes('administrator')) {
    return fail(failure('right-missing', { right: 'administrator' }));
  }
  return ok(person.memberId);
}
