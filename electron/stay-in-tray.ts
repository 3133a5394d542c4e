/** A reading window that is closed stays in the tray: its page lives on, so that a new study still sounds and notifies. */
import { app, type BrowserWindow } from 'electron';
import { endsNow, isEnding } from './program-end.ts';
import type { TraySign } from './tray.ts';

let told = false;

/** Closing hides the window where there is a tray to come back from; `quit` of the tray, the system or a signal ends it. */
export function stayInTray(window: BrowserWindow, tray: TraySign): void {
  if (!tray.present) return;
  // Windows does not ask before it ends a session: holding the window then would hold up the shutdown.
  window.on('session-end', endsNow);
  window.on('close', (event) => {
    if (isEnding()) return;
    event.preventDefault();
    window.hide();
    if (told) return;
    told = true;
    const english = /^en/i.test(app.getLocale());
    tray.notify(
      english
        ? {
            title: 'Yuanzhen is still running',
            text: 'New studies are announced. Open or quit it from the tray.',
          }
        : { title: '远诊仍在运行', text: '新检查会继续提醒;从托盘图标打开或退出。' },
    );
  });
}
