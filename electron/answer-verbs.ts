/** The shell's verbs: one registry, where every call has its sender and its payload checked before anything happens. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { badgeSchema, notificationSchema } from '#shared/contract/shell.ts';
import { isAppAddress } from './app-origin.ts';

export interface VerbActs {
  notify(notification: z.infer<typeof notificationSchema>): void;
  setBadge(count: number): void;
  openTownship(): Promise<void>;
}

/** Answers the bridge's verbs by `acts`; a stranger's call or a malformed one is refused with an exception. */
export function answerVerbs(acts: VerbActs): void {
  answer('shell:notify', notificationSchema, (notification) => acts.notify(notification));
  answer('shell:set-badge', badgeSchema, ({ count }) => acts.setBadge(count));
  answer('shell:open-township', z.undefined(), () => acts.openTownship());
}

function answer<T>(channel: string, schema: z.ZodType<T>, act: (payload: T) => void | Promise<void>): void {
  ipcMain.handle(channel, async (event, ...payload: unknown[]) => {
    if (!isOwnPage(event)) throw new Error(`${channel}: refused`);
    if (payload.length > 1) throw new Error(`${channel}: one argument`);
    await act(schema.parse(payload[0]));
  });
}

/** Only the top frame of a page on the window's own origin. */
function isOwnPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isAppAddress(frame.url);
}
