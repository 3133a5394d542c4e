/** Serves one window's session: `yuanzhen://app/…` is a file of the window or a call to its station, nothing else. */
import type { Session } from 'electron';
import { isStationPath } from '#shared/contract/station-pipe.ts';
import { appOrigin, appScheme, isAppAddress } from './app-origin.ts';
import type { StationDoor } from './station-door.ts';
import { serveWindowFile } from './window-files.ts';

/** Puts the handler of the window's scheme into its session. */
export function serveWindow(session: Session, windowFolder: string, door: StationDoor): void {
  session.protocol.handle(appScheme, (request) => {
    if (!isAppAddress(request.url)) return new Response('not found', { status: 404 });
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== appOrigin) return new Response('refused', { status: 403 });
    const { pathname } = new URL(request.url);
    if (isStationPath(pathname)) return door.forward(request);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return new Response('refused', { status: 405 });
    return serveWindowFile(windowFolder, pathname);
  });
}
