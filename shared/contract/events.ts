/** The one event stream per window, an oRPC event iterator over the station's HTTP or pipe. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { dutySchema } from '../study/duty.ts';
import { instantSchema } from '../study/ids.ts';
import { referralStates } from '../study/referral.ts';
import { failureSchema } from './result-schema.ts';
import { listedTaskSchema } from './worklist.ts';

export const linkStateSchema = z.object({
  state: z.enum(['linked', 'connecting', 'lost', 'refused']),
  /** Exchange time minus this machine's time, in ms, by the lowest round trip; null before the first sample. */
  offsetMs: z.number().nullable(),
  roundTripMs: z.number().nullable(),
  since: instantSchema,
  outbox: z.number().int(),
  /** Why it is lost or refused. */
  why: failureSchema.nullable(),
});
export type LinkState = z.infer<typeof linkStateSchema>;

export const stationEventSchema = z.discriminatedUnion('type', [
  /** First in every stream: the time and the link, so that a window is right from its first frame. */
  z.object({
    type: z.literal('hello'),
    now: instantSchema,
    link: linkStateSchema,
    duty: dutySchema.nullable(),
  }),
  /** Who is on duty has changed; null while it is not known. */
  z.object({ type: z.literal('duty'), duty: dutySchema.nullable() }),
  z.object({ type: z.literal('task'), task: listedTaskSchema, now: instantSchema }),
  z.object({ type: z.literal('link'), link: linkStateSchema, now: instantSchema }),
  /** Objects of an open study have come: the viewer may show them. */
  z.object({ type: z.literal('objects'), taskId: z.string(), held: z.number().int(), of: z.number().int() }),
  z.object({
    type: z.literal('report'),
    taskId: z.string(),
    reportId: z.string(),
    version: z.number().int(),
    adopted: z.boolean(),
  }),
  z.object({ type: z.literal('intake'), what: z.enum(['arrival', 'refusal', 'order', 'deposit']) }),
  /** Sound and system notification: a new task, rungs of its ladder, a forecast miss, a critical rule, a report unopened for 2 minutes, one corrected or withdrawn. */
  z.object({
    type: z.literal('alert'),
    alert: z.enum([
      'new',
      'sound',
      'room',
      'leader',
      'phones',
      'will-miss',
      'critical',
      'critical-confirmed',
      'retake',
      'notice',
      'notice-silent',
      'message',
      'report-home',
      'unopened',
      'corrected',
      'withdrawn',
      'changed',
    ]),
    taskId: z.string(),
    /** What the window words it from. */
    patient: z.string(),
    modality: z.string(),
    siteName: z.string(),
    /** Rung for a critical value that was only played. */
    drill: z.boolean(),
    /** Of `message`: the last one of the other end, as it was written. */
    news: z.object({ name: z.string(), text: z.string(), callPhone: z.string().nullable() }).nullable(),
  }),
  /** The store's space, trouble or checks have changed: ask archive.status. */
  z.object({ type: z.literal('store'), trouble: failureSchema.nullable() }),
  /** The patient index has changed: proposals, merges, priors. */
  z.object({ type: z.literal('patients') }),
  /** A consultation that a hospital was asked for has changed: ask consultations.list. */
  z.object({ type: z.literal('consultation'), taskId: z.string() }),
  /** A referral has changed; `news`: another site's act that the people here hear of. */
  z.object({
    type: z.literal('referral'),
    referralId: z.string(),
    news: z
      .object({
        what: z.enum([...referralStates, 'amended']),
        patient: z.string(),
        /** Whose act it is. */
        site: z.string(),
      })
      .nullable(),
  }),
  z.object({ type: z.literal('outbox'), waiting: z.number().int(), refused: z.number().int() }),
  z.object({ type: z.literal('session'), reason: z.enum(['expired', 'signed-out', 'locked']) }),
]);
export type StationEvent = z.infer<typeof stationEventSchema>;

export const eventsContract = {
  subscribe: oc.output(eventIterator(stationEventSchema)),
};
