/** Every page of the program stays where it was opened: no navigation away, no pop-ups, no webviews. */
import { type App, shell, type WebContents } from 'electron';
import { isAppAddress } from './app-origin.ts';

export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isAppAddress(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isAppAddress(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isAppAddress(event.url) && !event.url.startsWith('blob:yuanzhen://app/')) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    callByPhone(url);
    return { action: 'deny' };
  });
}

/** The one address handed to the system: the bedside phone number, digits only. */
function callByPhone(address: string): void {
  if (/^tel:\+?[0-9-]{3,20}$/.test(address)) void shell.openExternal(address);
}
