/** What is on the screen as one PNG: the evidence that goes with a critical value. */

const widestPx = 1400;
/** Characters of base64 that the contract takes. */
const mostCharacters = 1_400_000;

/** The canvases inside an element laid over each other as they stand; null where there is none. PNG in base64. */
export function takePicture(element: HTMLElement): string | null {
  const layers = [...element.querySelectorAll('canvas')].filter((canvas) => {
    const { width, height } = canvas.getBoundingClientRect();
    return width > 40 && height > 40 && canvas.width > 0 && canvas.checkVisibility();
  });
  if (layers.length === 0) return null;
  const whole = seenOf(
    element.getBoundingClientRect(),
    layers.map((layer) => layer.getBoundingClientRect()),
  );
  for (let width = Math.min(widestPx, whole.width); width > 200; width *= 0.7) {
    const scale = width / whole.width;
    const sheet = document.createElement('canvas');
    sheet.width = Math.round(width);
    sheet.height = Math.round(whole.height * scale);
    const pen = sheet.getContext('2d');
    if (pen === null) return null;
    pen.fillStyle = getComputedStyle(element).backgroundColor;
    pen.fillRect(0, 0, sheet.width, sheet.height);
    for (const layer of layers) {
      const box = layer.getBoundingClientRect();
      const [x, y] = [(box.left - whole.left) * scale, (box.top - whole.top) * scale];
      pen.drawImage(layer, x, y, box.width * scale, box.height * scale);
    }
    const picture = sheet.toDataURL('image/png').split(',')[1] ?? '';
    if (picture.length <= mostCharacters) return picture;
  }
  return null;
}

/** What the layers fill of the element: canvases are kept larger than what is seen of them. */
function seenOf(
  room: DOMRect,
  boxes: readonly DOMRect[],
): { left: number; top: number; width: number; height: number } {
  const left = Math.max(room.left, Math.min(...boxes.map((box) => box.left)));
  const top = Math.max(room.top, Math.min(...boxes.map((box) => box.top)));
  const right = Math.min(room.right, Math.max(...boxes.map((box) => box.right)));
  const bottom = Math.min(room.bottom, Math.max(...boxes.map((box) => box.bottom)));
  return { left, top, width: right - left, height: bottom - top };
}

/** The part of the room that is evidence: the pane the keys go to, or the paper of an ECG. */
export function evidenceIn(room: HTMLElement): { element: HTMLElement; sopInstanceUid: string | null } {
  const pane =
    room.querySelector<HTMLElement>('[data-pane][data-active="true"]:not([hidden])') ??
    room.querySelector<HTMLElement>('[data-pane]:not([hidden])');
  return pane === null
    ? { element: room, sopInstanceUid: null }
    : { element: pane, sopInstanceUid: pane.dataset.image ?? null };
}
