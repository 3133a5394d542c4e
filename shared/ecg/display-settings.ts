/** How a person looks at an ECG: everything the toolbar can change, none of which changes a measurement. */
import { z } from 'zod';
import { highPassChoicesHz, lowPassChoicesHz, notchChoicesHz } from './filters/display-filters.ts';
import { columnModes, leadOrders, paperGains, paperSpeeds, tracingLayouts } from './tracing.ts';

export const displaySettingsSchema = z
  .object({
    layout: z.enum(tracingLayouts),
    /** mm/s. */
    speed: z.literal(paperSpeeds),
    /** mm/mV. */
    gain: z.literal(paperGains),
    mode: z.enum(columnModes),
    rhythmLead: z.string().max(20),
    order: z.enum(leadOrders),
    /** Right-sided and posterior leads in columns of their own, where the recording has them. */
    extraLeads: z.boolean(),
    /** Of the picture alone: what is measured never passes them. */
    filters: z
      .object({
        highPassHz: z.literal(highPassChoicesHz).nullable(),
        lowPassHz: z.literal(lowPassChoicesHz).nullable(),
        notchHz: z.literal(notchChoicesHz).nullable(),
        baseline: z.boolean(),
      })
      .readonly(),
    startSeconds: z.number().nonnegative(),
    /** Scaled to the window instead of to the millimetre; the true scale is then printed. */
    fit: z.boolean(),
    theme: z.enum(['paper', 'dark']),
    tool: z.enum(['time', 'voltage']),
  })
  .readonly();
export type DisplaySettings = z.infer<typeof displaySettingsSchema>;
export type EcgTheme = DisplaySettings['theme'];
export type CaliperTool = DisplaySettings['tool'];
