/** A reader's own keys of the image viewer: what differs from the built-in ones, and what the left button does at first. */
import { z } from 'zod';

export const keymapSchema = z.object({
  /** Keys by command name (`tool:length`, `invert`); a command that is not named keeps the built-in ones. */
  keys: z.record(z.string().max(40), z.array(z.string().min(1).max(24)).max(4)),
  leftButton: z.enum(['window', 'scroll', 'zoom', 'pan']),
});
export type Keymap = z.infer<typeof keymapSchema>;

export const builtInKeymap: Keymap = { keys: {}, leftButton: 'window' };
