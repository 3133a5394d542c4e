/** A hanging protocol as data (after PS3.3 C.23): for which studies it is made, and which series or image belongs in which pane. */
import { z } from 'zod';
import { bodyRegions } from './body-region.ts';

export const hangingLayouts = ['1x1', '1x2', '2x1', '2x2'] as const;
export type HangingLayout = (typeof hangingLayouts)[number];

/** One thing to look at; without `required` it only adds its weight where it holds. */
const ruleSchema = z.discriminatedUnion('of', [
  /** Every series with pictures has one of these modalities. */
  z.object({
    of: z.literal('modality'),
    in: z.array(z.string()).min(1),
    weight: z.number(),
    required: z.boolean(),
  }),
  z.object({
    of: z.literal('region'),
    in: z.array(z.enum(bodyRegions)).min(1),
    weight: z.number(),
    required: z.boolean(),
  }),
  /** A pattern, in what the device calls it, upper and lower case alike. */
  z.object({ of: z.literal('description'), like: z.string(), weight: z.number(), required: z.boolean() }),
  /** Pictures: frames in a series, images in a study. */
  z.object({
    of: z.literal('pictures'),
    atLeast: z.number().int().optional(),
    atMost: z.number().int().optional(),
    weight: z.number(),
    required: z.boolean(),
  }),
]);
export type HangingRule = z.infer<typeof ruleSchema>;

export const hangingProtocolSchema = z.object({
  name: z.string(),
  label: z.object({ 'zh-CN': z.string(), en: z.string() }),
  /** Panes take whole series, or single pictures (projections). */
  unit: z.enum(['series', 'picture']),
  study: z.array(ruleSchema),
  layout: z.enum(hangingLayouts),
  panes: z.array(
    z.object({
      rules: z.array(ruleSchema),
      /** Without something for this pane the protocol does not fit. */
      required: z.boolean(),
      /** Number key of the window preset it opens with; its own window when left out. */
      preset: z.string().optional(),
    }),
  ),
});
export type HangingProtocol = z.infer<typeof hangingProtocolSchema>;
