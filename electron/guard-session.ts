/** A window's session may do nothing a page could ask the system for: every permission but to fill the monitor is refused, nothing is downloaded unasked. */
import type { Session } from 'electron';
import { isAppAddress } from './app-origin.ts';
import { sayUnsaved } from './say-unsaved.ts';

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    // The pictures' own window is an empty page that the window's program draws into; no other can be opened.
    answer(permission === 'fullscreen' && (isAppAddress(contents.getURL()) || isEmpty(contents.getURL()))),
  );
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // A window talks to its own origin only; even a hole in the page's policy opens no connection.
  session.webRequest.onBeforeRequest((details, answer) => {
    const inside =
      isAppAddress(details.url) || /^(blob:yuanzhen:\/\/app\/|data:|devtools:)/.test(details.url);
    answer({ cancel: !inside });
  });
  session.on('will-download', (event, item, contents) => {
    if (isAppAddress(item.getURL()) || item.getURL().startsWith('blob:yuanzhen://app/'))
      sayUnsaved(item, contents);
    else event.preventDefault();
  });
}

function isEmpty(address: string): boolean {
  return address === '' || address === 'about:blank';
}
