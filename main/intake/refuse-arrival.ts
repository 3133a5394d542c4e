/** Keeps what was refused, with the reason, for a person to look at: nothing is dropped in silence. */
import type { Failure } from '#shared/failure.ts';
import type { AcceptArrivalDeps, ArrivalLabel } from './accept-arrival.ts';
import type { TemporaryArrival } from './arrival-store.ts';

export type RefuseArrivalDeps = Pick<AcceptArrivalDeps, 'store' | 'database' | 'clock' | 'log' | 'onRefused'>;

/** `temporary` is null when there were no bytes to keep (a file that cannot be read). Never rejects. */
export async function refuseArrival(
  deps: RefuseArrivalDeps,
  temporary: TemporaryArrival | null,
  label: ArrivalLabel,
  why: Failure,
): Promise<void> {
  const { name, provenance } = label;
  const refusedAt = deps.clock();
  try {
    const aside = temporary === null ? null : await deps.store.setAside(temporary);
    if (aside !== null && !aside.ok) {
      deps.log.error({ name, code: aside.failure.code }, 'refused bytes could not be set aside');
    }
    const sha256 = aside?.ok === true ? aside.value.sha256 : null;
    const size = aside?.ok === true ? aside.value.size : (temporary?.size() ?? 0);
    const row = {
      sha256,
      size,
      name,
      source: provenance.source,
      peer: provenance.peer,
      code: why.code,
      params: JSON.stringify(why.params),
      refusedAt,
    };
    await deps.database.query.insertInto('refusal').values(row).execute();
    deps.log.warn({ name, peer: provenance.peer, code: why.code }, why.message);
    deps.onRefused({ name, provenance, failure: why, sha256, size, refusedAt });
  } catch (error) {
    deps.log.error({ name, detail: String(error) }, 'a refusal could not be recorded');
  }
}
