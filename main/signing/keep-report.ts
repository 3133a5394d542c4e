/**
 * Side move *late images*: 无需修改. The holder has seen what came after the report, and it stands; goes through the
 * outbox like a signature, also without a link.
 */
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';
import { type PrepareSignatureDeps, prepareSignature } from './prepare-signature.ts';
import { failureOfBlock } from './signing-blocks.ts';

export interface KeepReportDeps extends PrepareSignatureDeps, AskExchangeDeps {
  readonly audit: AuditTrail;
}

/** Nothing is written and nothing is signed, so these do not matter; whatever else blocks a signature blocks this. */
const besideThePoint: ReadonlySet<string> = new Set(['report-empty', 'key-missing', 'incomplete-images']);

/** Fails with follow-up-only, the first block that stands (late images that were not shown too), or what the exchange says. */
export async function keepReport(
  deps: KeepReportDeps,
  actor: Actor,
  given: { readonly taskId: string; readonly openStudies: readonly string[] },
): Promise<Result<Asked>> {
  const { taskId } = given;
  const { memberId } = actor.member;
  const prepared = await prepareSignature(deps, actor, taskId, given.openStudies);
  if (!prepared.ok) return prepared;
  const { situation, facts } = prepared.value;
  const { task, ownClaim } = situation;
  if (task.followUp === undefined) return fail(failure('follow-up-only'));
  const standing = facts.blocks.find((block) => !besideThePoint.has(block.code));
  if (standing !== undefined || ownClaim === null) {
    const why = failureOfBlock(standing ?? { code: 'claim-lost', passable: false }, task.claim);
    await deps.audit.record({
      memberId,
      act: 'kept-report',
      success: false,
      object: taskId,
      detail: why.code,
    });
    return fail(why);
  }
  const at = deps.now();
  const command = {
    what: 'keep-report',
    lane: `report:${taskId}`,
    taskId,
    body: { taskId, claim: ownClaim.claim, memberId, at },
    createdAt: at,
  } as const;
  return askExchange(deps, command, () =>
    deps.audit.append({ memberId, act: 'kept-report', success: true, object: taskId, detail: '' }),
  );
}
