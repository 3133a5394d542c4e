/** Asks the exchange in the name of the person at the window, for what only his own rights open. */
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Actor } from '../audit/actor.ts';

/** What a call to the exchange takes beside its input. */
export interface InName {
  readonly context: { readonly person: string };
}

/** Fails as `actor` does, with link-lost, or with token-expired for who signed in without a link. */
export async function askInName<T>(
  actor: Result<Actor>,
  isLinked: () => boolean,
  call: (options: InName) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (!actor.ok) return actor;
  if (!isLinked()) return fail(failure('link-lost'));
  const { token } = actor.value;
  return token === null ? fail(failure('token-expired')) : call({ context: { person: token } });
}
