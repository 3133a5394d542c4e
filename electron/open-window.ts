/** Opens a window on a station: its own session, its own door, sandboxed, on the window's scheme. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { appOrigin } from './app-origin.ts';
import { guardSession } from './guard-session.ts';
import { serveWindow } from './serve-window.ts';
import { openStationDoor, type StationEndpoint } from './station-door.ts';

export interface WindowPlan {
  /** Names the session; one for each station, so that two stations never share a page's storage. */
  readonly partition: 'persist:window' | 'persist:township';
  readonly station: StationEndpoint;
  readonly startPath: string | null;
  readonly signIn: boolean;
  readonly windowFolder: string;
  /** True where a township's window can be opened beside this one. */
  readonly hasTownship: boolean;
}

/** Opens the window signed in by its one-time link, if it has one. */
export async function openWindow(plan: WindowPlan): Promise<BrowserWindow> {
  const own = session.fromPartition(plan.partition);
  const door = openStationDoor(plan.station, randomUUID());
  if (!own.protocol.isProtocolHandled('yuanzhen')) guardSession(own);
  else own.protocol.unhandle('yuanzhen');
  serveWindow(own, plan.windowFolder, door);
  if (plan.startPath !== null) await door.openLink(plan.startPath);
  else if (plan.signIn) await door.signIn();
  const window = new BrowserWindow({
    width: 1600,
    height: 960,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#0b0d10',
    title: '远诊',
    autoHideMenuBar: true,
    webPreferences: {
      session: own,
      preload: join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      navigateOnDragDrop: false,
      spellcheck: false,
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
      devTools: !app.isPackaged,
      additionalArguments: [
        `--yuanzhen-version=${app.getVersion()}`,
        ...(plan.hasTownship ? ['--yuanzhen-township'] : []),
      ],
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${appOrigin}/`);
  return window;
}
