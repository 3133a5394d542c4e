/**
 * A window of the same program for the pictures alone, on another display. It is a page without a program of its own: this one
 * draws into it, so that pixels, graphics and marks are there once. Styles are lent to it, keys are told to this window's.
 */

/** Null where the shell has no display free for it, or the browser forbids pop-ups. */
export function openImagesPage(name: string, title: string): Window | null {
  const page = window.open('about:blank', name, 'popup,width=1400,height=900');
  if (page === null) return null;
  const { document: sheet } = page;
  sheet.title = title;
  const root = sheet.createElement('div');
  root.id = 'root';
  sheet.body.replaceChildren(root);
  const stop = lendLooks(sheet);
  // The image viewer's keys come before Cornerstone's, which sit on the picture; an ECG's own keys come before all others.
  page.addEventListener('keydown', tellViewerKey, true);
  page.addEventListener('keydown', tellKey);
  // Cornerstone listens for a drag on the document of the program.
  for (const kind of ['mousemove', 'mouseup'] as const) page.addEventListener(kind, tellMouse);
  page.addEventListener('pagehide', stop);
  return page;
}

/** Style sheets and the marks of the page that they go by, kept the same while both pages are open. */
function lendLooks(sheet: Document): () => void {
  const copyMarks = (): void => {
    for (const { name, value } of document.documentElement.attributes)
      sheet.documentElement.setAttribute(name, value);
  };
  const copySheet = (node: Node): void => {
    if (!(node instanceof HTMLStyleElement) && !(node instanceof HTMLLinkElement)) return;
    if (node instanceof HTMLLinkElement && node.rel !== 'stylesheet') return;
    const copy = sheet.importNode(node, true);
    // A nonce is not read from an attribute.
    copy.nonce = node.nonce;
    if (copy instanceof Object && 'href' in copy && node instanceof HTMLLinkElement)
      copy.setAttribute('href', node.href);
    sheet.head.append(copy);
  };
  copyMarks();
  for (const node of document.head.children) copySheet(node);
  const looks = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) addedNodes.forEach(copySheet);
  });
  looks.observe(document.head, { childList: true });
  const marks = new MutationObserver(copyMarks);
  marks.observe(document.documentElement, { attributeFilter: ['lang', 'data-mantine-color-scheme'] });
  return () => {
    looks.disconnect();
    marks.disconnect();
  };
}

function tellViewerKey(event: KeyboardEvent): void {
  if ((event.target as HTMLElement).closest?.('.yz-viewer') == null || isOwn(event)) return;
  tellKey(event);
  event.stopPropagation();
}

/** Of the page itself: typing, the choices of an open menu, and what presses a button. */
function isOwn({ target, key }: KeyboardEvent): boolean {
  const on = target as HTMLElement;
  if (key === 'Enter' || key === ' ') return on.closest?.('button, input, textarea, select') != null;
  return on.closest?.('input, textarea, select, [contenteditable], [role="menu"]') != null;
}

/** The page whose key is being told to this window's; null for a key of its own. */
let telling: Window | null = null;

function tellKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (isOwn(event) && !/^F\d/.test(event.key)) return;
  const { key, code, ctrlKey, shiftKey, altKey, metaKey, repeat } = event;
  const press = { key, code, ctrlKey, shiftKey, altKey, metaKey, repeat, bubbles: true, cancelable: true };
  telling = event.view;
  if (!document.body.dispatchEvent(new KeyboardEvent('keydown', press))) event.preventDefault();
  telling = null;
}

/** For who acts on a key at once: the window it was pressed in. */
export function pressedIn(): Window {
  return telling ?? window;
}

function tellMouse(event: MouseEvent): void {
  const { clientX, clientY, screenX, screenY, button, buttons, ctrlKey, shiftKey, altKey, metaKey } = event;
  const given = { clientX, clientY, screenX, screenY, button, buttons, ctrlKey, shiftKey, altKey, metaKey };
  // Not bubbling: whoever listens to this window would take it for a place in this window.
  document.dispatchEvent(new MouseEvent(event.type, given));
}
