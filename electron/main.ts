/** The shell from first line to last: one instance, its guards, its station, its windows, its end. */
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, protocol, safeStorage } from 'electron';
import { answerVerbs } from './answer-verbs.ts';
import { appScheme } from './app-origin.ts';
import { attachStation, startOwnStation } from './find-station.ts';
import { guardContents } from './guard-contents.ts';
import { keepImagesWindows } from './images-window.ts';
import { monitorOf } from './monitor-of.ts';
import { openWindow } from './open-window.ts';
import { isEnding } from './program-end.ts';
import { shellArguments } from './shell-arguments.ts';
import { stayInTray } from './stay-in-tray.ts';
import { openTray } from './tray.ts';

const stationStartMs = 30_000;

protocol.registerSchemesAsPrivileged([
  {
    scheme: appScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
// Without a GPU the image viewer draws by software; the only pages here are our own.
app.commandLine.appendSwitch('enable-unsafe-swiftshader');
// As root in a container Chromium has no sandbox of its own; enforcing one would only crash its helpers.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

if (app.requestSingleInstanceLock())
  start().catch((error: unknown) => {
    // Quit while its window was loading: that is no failure to tell of.
    if (isEnding()) return;
    // A start that fails says why and ends: nothing runs behind a window that never opened.
    dialog.showErrorBox('远诊', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
else app.quit();

async function start(): Promise<void> {
  const given = shellArguments(process.argv, process.resourcesPath);
  let main: BrowserWindow | null = null;
  let township: BrowserWindow | null = null;

  const images = keepImagesWindows(join(app.getPath('userData'), 'window-places.json'));
  guardContents(app, images);
  app.on('second-instance', () => show(main));
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  keepMenu();

  const own =
    given.station === null
      ? startOwnStation(process.resourcesPath, app.getPath('userData'), given.stationOptions, safeStorage)
      : null;
  if (own !== null) stopBefore(() => own.stop());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

  const tray = openTray(() => show(main));
  answerVerbs({
    notify: (notification) => tray.notify(notification),
    setBadge: (count) => tray.setBadge(count),
    monitor: (asking, of) =>
      monitorOf((of === null ? null : images.openedBy(asking, of)) ?? BrowserWindow.fromWebContents(asking)),
    openTownship: async () => {
      if (given.township === null) return;
      if (township !== null) return show(township);
      township = await openWindow({
        partition: 'persist:township',
        station: attachStation(given.township),
        startPath: given.township.startPath,
        signIn: given.township.signIn,
        windowFolder: given.windowFolder,
        hasTownship: false,
      });
      township.once('closed', () => {
        township = null;
      });
    },
  });

  const up = await own?.whenReady(stationStartMs);
  if (up?.state === 'refused') return refuseToStart(up.words);
  const endpoint = given.station === null ? own?.endpoint : attachStation(given.station);
  if (endpoint === undefined) return app.quit();
  main = await openWindow({
    partition: 'persist:window',
    station: endpoint,
    startPath: given.station?.startPath ?? null,
    signIn: given.station?.signIn ?? false,
    windowFolder: given.windowFolder,
    hasTownship: given.township !== null,
  });
  main.once('closed', () => {
    main = null;
  });
  // The practice region ends with its window: whoever tries it out expects nothing to go on behind it.
  if (given.township === null) stayInTray(main, tray);
  // For whoever started the shell, like the ready line of every program of ours.
  process.stdout.write(`${JSON.stringify({ ready: true, program: 'window' })}\n`);
}

function show(window: BrowserWindow | null): void {
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** A workstation that no region knows yet has nothing to show: it says what is missing, and ends. */
async function refuseToStart(words: string): Promise<void> {
  const english = /^en/i.test(app.getLocale());
  const message = english
    ? 'This workstation is not enrolled. Start it once with --exchange=URL --token=CODE --name=NAME.'
    : '本工作站尚未注册。请用 --exchange=地址 --token=注册码 --name=名称 启动一次。';
  console.error(message);
  await dialog.showMessageBox({ type: 'error', title: '远诊', message, detail: words });
  app.exit(1);
}

/** Copy and paste need a menu on macOS; elsewhere the page has all the keys. */
function keepMenu(): void {
  const mac = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const;
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([...mac]) : null);
}

/** Ends the station before the program ends; a second quit while it ends changes nothing. */
function stopBefore(stop: () => Promise<void>): void {
  let stopping = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    void stop().finally(() => app.exit(0));
  });
}
