/** 机器提示危急 at the exchange: the township's station raises what a critical ECG rule says, a doctor confirms or rejects it. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { criticalFindingSchema, criticalVerdictSchema } from '../../study/critical.ts';
import { instantSchema, memberIdSchema, sha256Schema, taskIdSchema } from '../../study/ids.ts';
import { taskSchema } from '../../study/task.ts';
import { commandIdSchema, resultOf } from '../result-schema.ts';

export const criticalContract = {
  /** Once per recording of a task; `sha256` names the bytes as the device sent them. The sending site only. */
  raise: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        sha256: sha256Schema,
        findings: z.array(criticalFindingSchema).min(1).max(60),
      }),
    )
    .output(resultOf(taskSchema)),
  /** By the holder, or by the author of the report that stands; needs the right to issue. The first verdict on a hit stands. */
  judge: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().nonnegative(),
        memberId: memberIdSchema,
        verdict: criticalVerdictSchema,
        /** The recordings whose hits were seen; one that came meanwhile stays open. */
        hits: z.array(sha256Schema).min(1).max(100),
        at: instantSchema,
      }),
    )
    .output(resultOf(taskSchema)),
};
