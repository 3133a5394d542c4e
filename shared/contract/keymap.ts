/** A reader's own way with the image viewer: what differs from the built-in keys, left button, windows and layouts. */
import { z } from 'zod';
import { hangingProtocolSchema } from '../study/hanging-protocol.ts';

export const keymapSchema = z.object({
  /** Keys by command name (`tool:length`, `invert`); a command that is not named keeps the built-in ones. */
  keys: z.record(z.string().max(40), z.array(z.string().min(1).max(24)).max(4)),
  leftButton: z.enum(['window', 'scroll', 'zoom', 'pan']),
  /** CT windows in place of the built-in ones, by number key, in HU; absent where none differs. */
  windows: z
    .record(z.string().regex(/^[1-9]$/), z.object({ center: z.number(), width: z.number().min(1) }))
    .optional(),
  /** Layouts he saved for such exams, the newest first; absent where there are none. */
  hangings: z.array(hangingProtocolSchema).max(60).optional(),
});
export type Keymap = z.infer<typeof keymapSchema>;

export const builtInKeymap: Keymap = { keys: {}, leftButton: 'window' };
