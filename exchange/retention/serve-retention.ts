/** The retention part of the contract: an administrator's, every call. */
import { ok, type Result } from '#shared/result.ts';
import { administratorOf } from '../administrator.ts';
import { contract } from '../contract.ts';
import type { Caller, Parts } from '../parts.ts';
import { readStatus } from './retention-rows.ts';
import { holdStudy, planNow, releaseHold, runRetention, setPolicy } from './run-retention.ts';

const done = ok({ done: true as const });

export function serveRetention(deps: Parts) {
  const os = contract.archive.retention;
  async function asAdministrator<T>(
    caller: Result<Caller>,
    act: (memberId: string) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const member = caller.ok ? administratorOf(caller.value) : caller;
    return member.ok ? act(member.value) : member;
  }
  const finished = async (work: Promise<Result<void>>) => {
    const result = await work;
    return result.ok ? done : result;
  };
  return {
    status: os.status.handler(({ context }) =>
      asAdministrator(context.caller, async () => ok(await readStatus(deps.db))),
    ),
    setPolicy: os.setPolicy.handler(({ input, context }) =>
      asAdministrator(context.caller, (memberId) => finished(setPolicy(deps, memberId, input.policy))),
    ),
    plan: os.plan.handler(({ context }) =>
      asAdministrator(context.caller, async () => ok(await planNow(deps))),
    ),
    run: os.run.handler(({ context }) =>
      asAdministrator(context.caller, (memberId) => runRetention(deps, memberId)),
    ),
    hold: os.hold.handler(({ input, context }) =>
      asAdministrator(context.caller, (memberId) => finished(holdStudy(deps, memberId, input))),
    ),
    release: os.release.handler(({ input, context }) =>
      asAdministrator(context.caller, (memberId) => finished(releaseHold(deps, memberId, input))),
    ),
  };
}
