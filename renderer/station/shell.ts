/** What the desktop shell offers beside the station; absent in a browser (hosted mode), where the page does without. */
import type { ShellBridge } from '#shared/contract/shell.ts';

declare global {
  interface Window {
    readonly yuanzhenShell?: ShellBridge;
  }
}

export const shell: ShellBridge | null = window.yuanzhenShell ?? null;

export function notifyBySystem(title: string, text: string): void {
  if (shell) void shell.notify({ title, text });
}

export function showBadge(count: number): void {
  if (shell) void shell.setBadge({ count });
}
