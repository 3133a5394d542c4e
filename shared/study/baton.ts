/**
 * 转交: a case that is read is held out to a named colleague who is there; he goes on with draft, measurements and view as they
 * lie. At 交班 the same goes to whoever claims next.
 */
import { z } from 'zod';
import { displaySettingsSchema } from '../ecg/display-settings.ts';
import { marksSchema } from '../measure/marking.ts';
import { reportContentSchema } from '../report/report.ts';
import { instantSchema, memberIdSchema, uidSchema } from './ids.ts';

/** Held out for so long, ms; then it stays with whoever holds it. */
export const batonForMs = 60_000;

export const batonReasonSchema = z.string().trim().min(1).max(100);

const personSchema = z.object({ memberId: memberIdSchema, name: z.string() });

/** Held out under the claim it names: with the next claim, or none, it is over. */
export const batonSchema = z.object({
  from: personSchema,
  to: personSchema,
  claim: z.number().int().positive(),
  at: instantSchema,
  until: instantSchema,
  /** Not taken: he declined with a reason, or let the time go by. */
  ended: z.object({ why: z.enum(['declined', 'lapsed']), reason: z.string(), at: instantSchema }).optional(),
});
export type Baton = z.infer<typeof batonSchema>;

const countSchema = z.number().int().nonnegative();

/** How images lay before their reader: layout, what hung in each pane and the slice it stood on; how each series was looked at is in the marks. */
export const imageLyingSchema = z.object({
  viewer: z.literal('image'),
  studyInstanceUid: uidSchema,
  layout: z.string().max(20),
  panes: z
    .array(
      z
        .object({
          seriesInstanceUid: z.string().max(64),
          startIndex: countSchema.nullable(),
          preset: z.string().max(40).exactOptional(),
        })
        .nullable(),
    )
    .max(16),
  active: countSchema,
  single: countSchema.nullable(),
  places: z
    .array(
      z.object({
        pane: countSchema,
        seriesInstanceUid: z.string().max(64),
        sopInstanceUid: z.string().max(64),
        /** From 0. */
        frame: countSchema,
      }),
    )
    .max(16),
});
export type ImageLying = z.infer<typeof imageLyingSchema>;

const caliperSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('time'),
    id: countSchema,
    leadName: z.string().max(40),
    fromSample: z.number(),
    toSample: z.number(),
    marching: z.boolean().exactOptional(),
  }),
  z.object({
    kind: z.literal('voltage'),
    id: countSchema,
    leadName: z.string().max(40),
    atSample: z.number(),
    fromLsb: z.number(),
    toLsb: z.number(),
  }),
]);

/** How a tracing lay before its reader, with the calipers he had set. */
export const ecgLyingSchema = z.object({
  viewer: z.literal('ecg'),
  studyInstanceUid: uidSchema,
  settings: displaySettingsSchema,
  calipers: z.array(caliperSchema).max(100),
  /** Number of the next caliper. */
  nextCaliper: z.number().int().positive(),
});
export type EcgLying = z.infer<typeof ecgLyingSchema>;

export const lyingSchema = z.discriminatedUnion('viewer', [imageLyingSchema, ecgLyingSchema]);
export type Lying = z.infer<typeof lyingSchema>;

/** What goes from hand to hand with the case. */
export const batonLoadSchema = z.object({
  draft: z.object({ content: reportContentSchema, revision: z.number().int().positive() }).nullable(),
  marks: marksSchema.nullable(),
  lying: lyingSchema.nullable(),
});
export type BatonLoad = z.infer<typeof batonLoadSchema>;

/** What lies otherwise since it was held out; the draft is kept as it is written anyway. */
export const batonRenewalSchema = batonLoadSchema.pick({ marks: true, lying: true });
export type BatonRenewal = z.infer<typeof batonRenewalSchema>;

/** Whoever may go on with a case, and whether he reads another now. */
export const colleagueSchema = personSchema.extend({ busy: z.boolean() });
export type Colleague = z.infer<typeof colleagueSchema>;

interface Held {
  readonly claim: number;
  readonly holder: { readonly memberId: string } | null;
  readonly baton?: Baton | undefined;
}

/** The baton, held out or not taken; null where its giver no longer holds the case under that claim. */
export function lastBaton({ baton, claim, holder }: Held): Baton | null {
  return baton !== undefined && baton.claim === claim && holder?.memberId === baton.from.memberId
    ? baton
    : null;
}

/** The baton while it is held out. */
export function batonAt(task: Held, now: number): Baton | null {
  const baton = lastBaton(task);
  return baton !== null && baton.ended === undefined && now < baton.until ? baton : null;
}
