/**
 * The writing on one pane: corners, orientation letters, scale bar, lossy mark, messages. Plain DOM, written only when a
 * text changes, since it is asked to keep up with every slice.
 */
import { type Failure, type Language, translateFailure } from '#shared/failure.ts';
import type { EdgeLetters } from './orientation-letters.ts';
import { wordsIn } from './words.ts';

export interface OverlayText {
  readonly topLeft: readonly string[];
  readonly bottomLeft: readonly string[];
  readonly bottomRight: readonly string[];
  readonly lossy: string;
  readonly letters: EdgeLetters | null;
  readonly scaleBar: { readonly widthPx: number; readonly label: string } | null;
}

export interface ReferenceLine {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

export interface Overlay {
  readonly write: (text: OverlayText) => void;
  readonly showLoading: (text: string | null) => void;
  /** An opaque card over the picture: what is wrong, what to do, and a retry where one makes sense. */
  readonly showFailure: (given: Failure | null, language: Language, retry: (() => void) | null) => void;
  readonly showCard: (title: string | null, detail: string) => void;
  /** Warnings that stand as long as the picture does, also while the writing is hidden. */
  readonly warn: (lines: readonly string[]) => void;
  /** A sentence over the picture for a while; '' takes it away. */
  readonly say: (text: string) => void;
  /** Says whether the pane follows another; empty when nothing is linked. */
  readonly noteLink: (text: string) => void;
  /** A line across the picture, in CSS pixels of the pane; null takes it away. */
  readonly drawReference: (line: ReferenceLine | null) => void;
  readonly setVisible: (visible: boolean) => void;
  readonly remove: () => void;
}

/** A sentence stays this long, in ms. */
const sayingMs = 8000;
const svgNamespace = 'http://www.w3.org/2000/svg';

/** Lays an overlay over `host`, which must be positioned. */
export function createOverlay(host: HTMLElement): Overlay {
  const root = make('div', 'yz-overlay', host);
  const writing = make('div', 'yz-writing', root);
  const topLeft = make('div', 'yz-corner yz-top-left', writing);
  const bottomLeft = make('div', 'yz-corner yz-bottom-left', writing);
  const right = make('div', 'yz-corner yz-bottom-right', writing);
  const lossy = make('div', 'yz-lossy', right);
  const bottomRight = make('div', '', right);
  const edges = {
    left: make('div', 'yz-letter yz-left', writing),
    right: make('div', 'yz-letter yz-right', writing),
    top: make('div', 'yz-letter yz-top', writing),
    bottom: make('div', 'yz-letter yz-bottom', writing),
  };
  const bar = make('div', 'yz-scale-bar', writing);
  const barLabel = make('span', '', bar);
  const link = make('div', 'yz-link-note', writing);
  link.hidden = true;
  const drawing = document.createElementNS(svgNamespace, 'svg');
  drawing.setAttribute('class', 'yz-reference');
  const reference = document.createElementNS(svgNamespace, 'line');
  drawing.append(reference);
  drawing.style.display = 'none';
  writing.append(drawing);
  const warning = make('div', 'yz-warning', root);
  warning.setAttribute('role', 'status');
  warning.hidden = true;
  const saying = make('div', 'yz-say', root);
  saying.setAttribute('role', 'status');
  saying.hidden = true;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const loading = make('div', 'yz-loading', root);
  loading.setAttribute('role', 'status');
  const card = make('div', 'yz-card', root);
  loading.hidden = true;
  card.hidden = true;
  bar.hidden = true;
  lossy.hidden = true;
  let lastWidth = -1;

  const say = (text: string): void => {
    clearTimeout(silence);
    put(saying, text);
    saying.hidden = text === '';
    if (text !== '') silence = setTimeout(() => say(''), sayingMs);
  };

  const fillCard = (title: string, detail: string, alarm: boolean): void => {
    card.replaceChildren();
    card.setAttribute('role', alarm ? 'alert' : 'note');
    make('strong', '', card).textContent = title;
    make('p', '', card).textContent = detail;
    card.hidden = false;
  };

  return {
    write(text) {
      put(topLeft, text.topLeft.join('\n'));
      put(bottomLeft, text.bottomLeft.join('\n'));
      put(bottomRight, text.bottomRight.join('\n'));
      put(lossy, text.lossy);
      if (lossy.hidden !== (text.lossy === '')) lossy.hidden = text.lossy === '';
      put(edges.left, text.letters?.left ?? '');
      put(edges.right, text.letters?.right ?? '');
      put(edges.top, text.letters?.top ?? '');
      put(edges.bottom, text.letters?.bottom ?? '');
      if (bar.hidden !== (text.scaleBar === null)) bar.hidden = text.scaleBar === null;
      if (text.scaleBar && lastWidth !== text.scaleBar.widthPx) {
        lastWidth = text.scaleBar.widthPx;
        bar.style.height = `${lastWidth.toFixed(1)}px`;
      }
      put(barLabel, text.scaleBar?.label ?? '');
    },
    showLoading(text) {
      put(loading, text ?? '');
      loading.hidden = text === null;
    },
    showFailure(given, language, retry) {
      card.hidden = true;
      if (!given) return;
      const told = translateFailure(given, language);
      fillCard(told.message, told.remedy, true);
      card.dataset.code = given.code;
      if (!retry) return;
      const button = make('button', 'yz-button', card);
      button.textContent = wordsIn(language).retry;
      button.addEventListener('click', retry);
    },
    showCard(title, detail) {
      if (title === null) card.hidden = true;
      else fillCard(title, detail, false);
      delete card.dataset.code;
    },
    warn(lines) {
      put(warning, lines.join('\n'));
      warning.hidden = lines.length === 0;
    },
    say,
    noteLink(text) {
      put(link, text);
      link.hidden = text === '';
    },
    drawReference(line) {
      drawing.style.display = line === null ? 'none' : '';
      if (line === null) return;
      for (const [name, value] of [
        ['x1', line.from[0]],
        ['y1', line.from[1]],
        ['x2', line.to[0]],
        ['y2', line.to[1]],
      ] as const) {
        reference.setAttribute(name, value.toFixed(1));
      }
    },
    setVisible(visible) {
      writing.hidden = !visible;
    },
    remove() {
      clearTimeout(silence);
      root.remove();
    },
  };
}

function make(name: string, className: string, parent: HTMLElement): HTMLElement {
  const element = document.createElement(name);
  if (className) element.className = className;
  parent.append(element);
  return element;
}

/** What was last written where: asking the element for its text makes a new string of it at every slice. */
const written = new WeakMap<HTMLElement, string>();

function put(element: HTMLElement, text: string): void {
  if ((written.get(element) ?? '') === text) return;
  written.set(element, text);
  element.textContent = text;
}
