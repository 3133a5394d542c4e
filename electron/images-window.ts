/** The pictures' own windows on other displays, the one that is read and the one of what is beside it: opened by the page itself, placed by the shell where its reader left it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BrowserWindow, screen, type WebContents, type WindowOpenHandlerResponse } from 'electron';
import { z } from 'zod';
import { type ApartKind, apartKinds } from '#shared/contract/shell.ts';
import { isAppAddress } from './app-origin.ts';
import {
  type Area,
  bringIntoSight,
  homeOf,
  placeWindow,
  rememberPlace,
  type WindowPlace,
} from './place-window.ts';

const areaSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
/** By the name of the window, which is its reader's. */
const placesSchema = z.record(
  z.string(),
  z.object({ display: z.object({ id: z.number(), label: z.string() }), part: areaSchema }),
);

export interface ImagesWindows {
  /** What is answered to a page that asks for the window; null where it asks for something else. */
  answerOpening(
    asking: WebContents,
    asked: { url: string; frameName: string },
  ): WindowOpenHandlerResponse | null;
  /** Remembers where the window is left, keeps it in sight while displays come and go, and out of sight with its opener. */
  follow(window: BrowserWindow, frameName: string, opener: WebContents): void;
  /** The window that the page opened for such pictures; null while there is none. */
  openedBy(opener: WebContents, kind: ApartKind): BrowserWindow | null;
}

const namePattern = new RegExp(`^(${apartKinds.join('|')})-[\\w-]{1,80}$`);

/** `file`: where the places are kept, on this computer. */
export function keepImagesWindows(file: string): ImagesWindows {
  const places = new Map<string, WindowPlace>(Object.entries(readPlaces(file)));
  /** By their names. */
  const open = new Map<WebContents, Map<string, BrowserWindow>>();
  const remember = (name: string, bounds: Area): void => {
    const place = rememberPlace(screen.getAllDisplays(), bounds);
    if (place === null) return;
    places.set(name, place);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(Object.fromEntries(places)));
  };
  const boundsOf = (name: string, asking: WebContents): Area | null => {
    const own = BrowserWindow.fromWebContents(asking);
    const others = [...(own === null ? [] : [own]), ...(open.get(asking)?.values() ?? [])];
    const taken = others.map((window) => screen.getDisplayMatching(window.getBounds()).id);
    return placeWindow(screen.getAllDisplays(), places.get(name) ?? null, taken);
  };
  return {
    answerOpening(asking, { url, frameName }) {
      if (url !== 'about:blank' || !namePattern.test(frameName) || !isAppAddress(asking.getURL()))
        return null;
      const bounds = boundsOf(frameName, asking);
      if (bounds === null) return { action: 'deny' };
      return {
        action: 'allow',
        overrideBrowserWindowOptions: {
          ...bounds,
          minWidth: 400,
          minHeight: 300,
          backgroundColor: '#0b0d10',
          autoHideMenuBar: true,
        },
      };
    },
    openedBy(opener, kind) {
      const windows = [...(open.get(opener) ?? [])];
      return windows.find(([name]) => name.startsWith(`${kind}-`))?.[1] ?? null;
    },
    follow(window, frameName, opener) {
      if (!namePattern.test(frameName)) return;
      open.set(opener, (open.get(opener) ?? new Map<string, BrowserWindow>()).set(frameName, window));
      // Some systems place a new window as they like.
      let placed = window.getBounds();
      const place = (bounds: Area): void => {
        placed = bounds;
        window.setBounds(bounds);
      };
      // A page that closes its window tells nobody before: the last place is kept in mind.
      let last = placed;
      const note = (): void => {
        last = window.getBounds();
      };
      const onDisplays = (): void => {
        const displays = screen.getAllDisplays();
        const own = places.get(frameName) ?? null;
        // Home again where its display is back; else where it can be seen.
        const bounds = (own && homeOf(displays, own)) ?? bringIntoSight(displays, window.getBounds());
        if (!isSame(bounds, window.getBounds())) place(bounds);
      };
      const events = ['display-added', 'display-removed', 'display-metrics-changed'] as const;
      for (const event of events) screen.on(event as 'display-added', onDisplays);
      const beside = BrowserWindow.fromWebContents(opener);
      const hide = (): void => window.hide();
      const show = (): void => window.showInactive();
      beside?.on('hide', hide).on('show', show);
      window.on('move', note);
      window.on('resize', note);
      window.once('closed', () => {
        if (open.get(opener)?.get(frameName) === window) open.get(opener)?.delete(frameName);
        if (!isSame(last, placed)) remember(frameName, last);
        if (beside?.isDestroyed() === false) beside.off('hide', hide).off('show', show);
        for (const event of events) screen.off(event as 'display-added', onDisplays);
      });
    },
  };
}

function readPlaces(file: string): z.infer<typeof placesSchema> {
  try {
    return placesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Never written, or not ours any more: windows are placed as at first.
    return {};
  }
}

function isSame(one: Area, other: Area): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
