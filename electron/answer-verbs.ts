/** The shell's verbs: one registry, where every call has its sender and its payload checked before anything happens. */
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import {
  type ApartKind,
  badgeSchema,
  monitorQuestionSchema,
  type monitorSchema,
  notificationSchema,
} from '#shared/contract/shell.ts';
import { isAppAddress } from './app-origin.ts';

export interface VerbActs {
  notify(notification: z.infer<typeof notificationSchema>): void;
  setBadge(count: number): void;
  openTownship(): Promise<void>;
  /** Of the window that asks (null), or of one with its pictures. */
  monitor(asking: WebContents, of: ApartKind | null): z.infer<typeof monitorSchema>;
}

/** Answers the bridge's verbs by `acts`; a stranger's call or a malformed one is refused with an exception. */
export function answerVerbs(acts: VerbActs): void {
  answer('shell:notify', notificationSchema, (notification) => acts.notify(notification));
  answer('shell:set-badge', badgeSchema, ({ count }) => acts.setBadge(count));
  answer('shell:open-township', z.undefined(), () => acts.openTownship());
  answer('shell:monitor', monitorQuestionSchema.optional(), (asked, asking) =>
    acts.monitor(asking, asked?.of ?? null),
  );
}

function answer<T, Answer>(
  channel: string,
  schema: z.ZodType<T>,
  act: (payload: T, asking: WebContents) => Answer | Promise<Answer>,
): void {
  ipcMain.handle(channel, async (event, ...payload: unknown[]) => {
    if (!isOwnPage(event)) throw new Error(`${channel}: refused`);
    if (payload.length > 1) throw new Error(`${channel}: one argument`);
    return await act(schema.parse(payload[0]), event.sender);
  });
}

/** Only the top frame of a page on the window's own origin. */
function isOwnPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isAppAddress(frame.url);
}
