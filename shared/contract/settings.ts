/** Settings of a station and of its window. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { keymapSchema } from './keymap.ts';
import { resultOf } from './result-schema.ts';

export const settingsSchema = z.object({
  language: z.enum(['zh-CN', 'en']),
  theme: z.enum(['dark', 'light']),
  exchange: z.string(),
  stationName: z.string(),
  role: z.enum(['clinic', 'reader']),
  dicom: z.object({
    host: z.string(),
    port: z.number().int().min(0).max(65535),
    aet: z.string().min(1).max(16),
  }),
  watchFolder: z.string(),
  /** Lossless recompression on the way out: when it pays on the measured link, always, or never. */
  recompression: z.enum(['auto', 'always', 'off']),
  sound: z.boolean(),
  /** Screen calibration: CSS pixels per millimetre; 96/25.4 when never calibrated. */
  pixelsPerMm: z.number().positive(),
  /** 先判后看: machine statements of an ECG wait until the reader has committed the rhythm. Off where absent. */
  thinkFirst: z.boolean().optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsContract = {
  get: oc.output(
    resultOf(z.object({ settings: settingsSchema, addresses: z.record(z.string(), z.string()) })),
  ),
  /** The signed-in person's own keys of the image viewer. */
  keymap: oc.output(resultOf(keymapSchema)),
  setKeymap: oc.input(keymapSchema).output(resultOf(keymapSchema)),
  /** `restartNeeded` when DICOM, role or exchange changed. */
  set: oc
    .input(settingsSchema.partial())
    .output(resultOf(z.object({ settings: settingsSchema, restartNeeded: z.boolean() }))),
};
