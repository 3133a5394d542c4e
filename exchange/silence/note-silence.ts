/** A silent site was looked after: a named person at either end says why nothing comes, and nobody need call any more. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { SilenceReason } from '#shared/study/silence.ts';
import { runCommand } from '../audit/run-command.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';

/** The first who says it stands. Fails with silence-over or member-not-found. */
export async function noteSilence(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly siteId: string;
    readonly since: number;
    readonly memberId: MemberId;
    readonly reason: SilenceReason;
  },
): Promise<Result<{ done: true }>> {
  const { siteId, since, memberId, reason } = input;
  const spec = {
    caller,
    act: 'silence-noted',
    commandId: input.commandId,
    input,
    object: siteId,
    detail: `${since} ${reason}`,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const row = await trx
      .selectFrom('silence')
      .select(['noted', 'endedAt'])
      .where('siteId', '=', siteId)
      .where('since', '=', since)
      .executeTakeFirst();
    if (row === undefined || row.endedAt !== null || !mayView(visibleSites(caller), siteId)) {
      return fail(failure('silence-over'));
    }
    // A station speaks for the people at its windows; a person only for himself.
    const isHimself = caller.person === null || caller.person.memberId === memberId;
    const member = await trx
      .selectFrom('member')
      .select(['name', 'siteId'])
      .where('memberId', '=', memberId)
      .where('type', '=', 'person')
      .executeTakeFirst();
    const isHere = member !== undefined && (member.siteId === null || member.siteId === siteId);
    if (!isHimself || !isHere) return fail(failure('member-not-found', { member: memberId }));
    if (row.noted !== null) return ok({ done: true as const });
    await trx
      .updateTable('silence')
      .set({ noted: JSON.stringify({ name: member.name, reason, at: now }) })
      .where('siteId', '=', siteId)
      .where('since', '=', since)
      .execute();
    return ok({ done: true as const });
  });
}
