/**
 * Side move *late images*: 无需修改. The holder has seen what came after the report, and it stands; goes through the
 * outbox like a signature, also without a link.
 */
import { randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { enqueueCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { type PrepareSignatureDeps, prepareSignature } from './prepare-signature.ts';
import { failureOfBlock } from './signing-blocks.ts';

export interface KeepReportDeps extends PrepareSignatureDeps {
  readonly database: StationDatabase;
  readonly audit: AuditTrail;
  readonly waitForAnswer: (commandId: string, ms: number) => Promise<Result<unknown> | null>;
  readonly onQueued: () => void;
}

const answerWithinMs = 2000;

/** Nothing is written and nothing is signed, so these do not matter; whatever else blocks a signature blocks this. */
const besideThePoint: ReadonlySet<string> = new Set(['report-empty', 'key-missing', 'incomplete-images']);

/** Fails with follow-up-only, the first block that stands (late images that were not shown too), or what the exchange says. */
export async function keepReport(
  deps: KeepReportDeps,
  actor: Actor,
  given: { readonly taskId: string; readonly openStudies: readonly string[] },
): Promise<Result<{ state: 'committed' | 'queued' }>> {
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
  const commandId = randomUUID();
  const answering = deps.waitForAnswer(commandId, facts.linked ? answerWithinMs : 0);
  await deps.database.commit(() => {
    enqueueCommand(deps.database, {
      commandId,
      what: 'keep-report',
      lane: `report:${taskId}`,
      taskId,
      body: { taskId, claim: ownClaim.claim, memberId, at },
      createdAt: at,
    });
    deps.audit.append({ memberId, act: 'kept-report', success: true, object: taskId, detail: '' });
  });
  deps.onQueued();
  const answer = await answering;
  if (answer === null) return ok({ state: 'queued' });
  return answer.ok ? ok({ state: 'committed' }) : answer;
}
