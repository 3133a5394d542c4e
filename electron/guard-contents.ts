/** Every page of the program stays where it was opened: no navigation away, no webviews, no window but the pictures' own. */
import { type App, shell, type WebContents } from 'electron';
import { isAppAddress } from './app-origin.ts';
import type { ImagesWindows } from './images-window.ts';

export function guardContents(app: App, images: ImagesWindows): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, images));
}

function guard(contents: WebContents, images: ImagesWindows): void {
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
  contents.setWindowOpenHandler((asked) => {
    callByPhone(asked.url);
    return images.answerOpening(contents, asked) ?? { action: 'deny' };
  });
  contents.on('did-create-window', (window, { frameName }) => images.follow(window, frameName, contents));
}

/** The one address handed to the system: the bedside phone number, digits only. */
function callByPhone(address: string): void {
  if (/^tel:\+?[0-9-]{3,20}$/.test(address)) void shell.openExternal(address);
}
