/** The retention part of the contract: the region's administrator decides; a site's own sees and holds what is his site's. */
import { ok, type Result } from '#shared/result.ts';
import { type Administration, administrationOf, administratorOf } from '../administrator.ts';
import { contract } from '../contract.ts';
import type { Caller, Parts } from '../parts.ts';
import { readStatus } from './retention-rows.ts';
import { holdStudy, planNow, releaseHold, runRetention, setPolicy } from './run-retention.ts';
import { readSiteStatus } from './site-status.ts';

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
  async function forOwnArchive<T>(
    caller: Result<Caller>,
    act: (administration: Administration) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const administration = caller.ok ? administrationOf(caller.value) : caller;
    return administration.ok ? act(administration.value) : administration;
  }
  const finished = async (work: Promise<Result<void>>) => {
    const result = await work;
    return result.ok ? done : result;
  };
  return {
    status: os.status.handler(({ context }) =>
      forOwnArchive(context.caller, async ({ siteId }) =>
        ok(siteId === null ? await readStatus(deps.db) : await readSiteStatus(deps.db, siteId)),
      ),
    ),
    setPolicy: os.setPolicy.handler(({ input, context }) =>
      asAdministrator(context.caller, (memberId) => finished(setPolicy(deps, memberId, input.policy))),
    ),
    plan: os.plan.handler(({ context }) =>
      forOwnArchive(context.caller, async ({ siteId }) => ok(await planNow(deps, siteId))),
    ),
    run: os.run.handler(({ context }) =>
      asAdministrator(context.caller, (memberId) => runRetention(deps, memberId)),
    ),
    hold: os.hold.handler(({ input, context }) =>
      forOwnArchive(context.caller, (by) => finished(holdStudy(deps, by, input))),
    ),
    release: os.release.handler(({ input, context }) =>
      forOwnArchive(context.caller, (by) => finished(releaseHold(deps, by, input))),
    ),
  };
}
