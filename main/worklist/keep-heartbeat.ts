/** Every 5 s the station tells the exchange which claims its present people hold, so that their leases go on, and who is on duty. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Actor } from '../audit/actor.ts';
import { isClosed } from './order-tasks.ts';
import type { OwnClaims } from './own-claims.ts';
import type { TaskReplica } from './task-replica.ts';

export interface KeepHeartbeatDeps {
  readonly client: ExchangeClient;
  readonly replica: TaskReplica;
  readonly claims: OwnClaims;
  readonly isLinked: () => boolean;
  /** People signed in at a window that is open. */
  readonly present: () => readonly Actor[];
  /** Of those, who counts as on duty. */
  readonly onDuty: () => readonly Actor[];
}

const everyMs = 5000;

export function keepHeartbeat(deps: KeepHeartbeatDeps): { readonly stop: () => void } {
  let told = new Set<string>();
  function tellPresence(): void {
    const onDuty = deps.onDuty().filter(({ member }) => member.rights.length > 0);
    told = new Set(deps.onDuty().map(({ member }) => member.memberId));
    for (const { token } of onDuty) {
      if (token !== null) void deps.client.members.present(undefined, { context: { person: token } });
    }
  }
  const timer = setInterval(() => {
    if (!deps.isLinked()) return;
    for (const actor of deps.present()) void beat(deps, actor);
    tellPresence();
  }, everyMs);
  // Who has just sat down is told at once, so that a township does not read that nobody is there.
  const quick = setInterval(() => {
    if (deps.isLinked() && deps.onDuty().some(({ member }) => !told.has(member.memberId))) tellPresence();
  }, 500);
  return {
    stop: () => {
      clearInterval(timer);
      clearInterval(quick);
    },
  };
}

async function beat(deps: KeepHeartbeatDeps, actor: Actor): Promise<void> {
  const { memberId } = actor.member;
  const claims = deps.claims
    .heldBy(memberId)
    .filter((own) => {
      const task = deps.replica.get(own.taskId);
      return (
        task !== null && !isClosed(task) && task.claim === own.claim && task.holder?.memberId === memberId
      );
    })
    .slice(0, 50)
    .map((own) => ({ taskId: own.taskId as TaskId, claim: own.claim }));
  if (claims.length === 0 || actor.token === null) return;
  // What was lost comes through the feed as well, as a snapshot with the other holder.
  await deps.client.tasks.heartbeat({ claims }, { context: { person: actor.token } });
}
