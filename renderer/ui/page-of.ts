/** The window an element lies in: pictures may lie in another one than the program that draws them. */
export function pageOf(element: Element): Window & typeof globalThis {
  return (element.ownerDocument.defaultView ?? window) as Window & typeof globalThis;
}
