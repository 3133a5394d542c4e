/** The preload bridge: named verbs the shell offers a window, nothing else. Every argument is checked again in the shell. */
import { z } from 'zod';

export const notificationSchema = z.object({ title: z.string().max(100), text: z.string().max(300) });
export const badgeSchema = z.object({ count: z.number().int().min(0).max(9999) });

/** What tells one monitor from another of the same size: the name it gives of itself and the system's number for it. */
export const monitorSchema = z.object({ name: z.string().max(200) });

/** The windows that a page opens for pictures: those that are read, and what is beside them. Their names begin so. */
export const apartKinds = ['images', 'beside'] as const;
export type ApartKind = (typeof apartKinds)[number];

/** Whose monitor: of a window for pictures, or (left out) of the one that asks. */
export const monitorQuestionSchema = z.object({ of: z.enum(apartKinds) });

export interface ShellBridge {
  /** System notification, also while the window sits in the tray. */
  notify(notification: z.infer<typeof notificationSchema>): Promise<void>;
  /** Number of waiting tasks on tray and dock. */
  setBadge(badge: z.infer<typeof badgeSchema>): Promise<void>;
  /** Opens the township's window beside this one; only where the shell was told of a township (practice region). */
  openTownship(): Promise<void>;
  /** The monitor that most of the window lies on. */
  monitor(asked?: z.infer<typeof monitorQuestionSchema>): Promise<z.infer<typeof monitorSchema>>;
  readonly hasTownship: boolean;
  readonly version: string;
}
