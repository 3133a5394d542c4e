/** The sign of the program outside its windows: tray icon with the number of waiting tasks, and system notifications. */
import { app, Menu, Notification, nativeImage, Tray } from 'electron';

export interface TraySign {
  /** False on a desktop without a tray. */
  readonly present: boolean;
  setBadge(count: number): void;
  notify(notification: { readonly title: string; readonly text: string }): void;
}

/** Puts the icon into the tray where the desktop has one. */
export function openTray(show: () => void): TraySign {
  const tray = trayWhereThereIsOne();
  const english = /^en/i.test(app.getLocale());
  const product = english ? 'Yuanzhen' : '远诊';
  tray?.setToolTip(product);
  tray?.on('click', show);
  tray?.setContextMenu(
    Menu.buildFromTemplate([
      { label: english ? 'Show' : '显示', click: show },
      { label: english ? 'Quit' : '退出', click: () => app.quit() },
    ]),
  );
  return {
    present: tray !== null,
    setBadge(count) {
      tray?.setToolTip(count === 0 ? product : `${product} · ${english ? 'waiting' : '待诊断'} ${count}`);
      app.setBadgeCount(count);
    },
    notify({ title, text }) {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title, body: text, urgency: 'critical' });
      notification.on('click', show);
      notification.show();
    },
  };
}

function trayWhereThereIsOne(): Tray | null {
  try {
    return new Tray(ringIcon(32));
  } catch {
    // A desktop without a tray: the window and the notifications do.
    return null;
  }
}

/** The clock ring, drawn: an icon file would be one more thing to lose. */
function ringIcon(size: number): Electron.NativeImage {
  const pixels = Buffer.alloc(size * size * 4);
  const centre = (size - 1) / 2;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const distance = Math.hypot(x - centre, y - centre) / centre;
      if (distance < 0.62 || distance > 0.98) continue;
      pixels.set([0xd8, 0xb4, 0x2f, 0xff], (y * size + x) * 4);
    }
  }
  return nativeImage.createFromBitmap(pixels, { width: size, height: size });
}
