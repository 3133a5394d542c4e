/** What a test can see of the ECG viewer from outside: pixels of its canvases and strokes by layer. */
import type { Page } from 'playwright-core';
import type { PlacedCell } from '#shared/ecg/tracing-geometry.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import type { PaperView } from '../../../../renderer/viewers/ecg/layout/paper-view.ts';

/** Shows the viewer with these props; typed arrays travel as plain arrays. */
export async function show(
  page: Page,
  props: { readonly waveform: Waveform | null; readonly [name: string]: unknown },
  drawn = true,
): Promise<void> {
  const groups = props.waveform?.groups.map((group) => ({
    ...group,
    leads: group.leads.map((lead) => ({ ...lead, samples: Array.from(lead.samples) })),
  }));
  const plain = { ...props, waveform: props.waveform === null ? null : { ...props.waveform, groups } };
  const text = JSON.stringify(plain, (_key, value) =>
    value instanceof Float32Array ? { float32: Array.from(value) } : value,
  );
  await page.evaluate((text) => {
    const given = JSON.parse(text, (_key, value) =>
      Array.isArray(value?.float32) ? Float32Array.from(value.float32) : value,
    );
    for (const group of given.waveform?.groups ?? []) {
      for (const lead of group.leads) lead.samples = Int32Array.from(lead.samples);
    }
    const counts: Record<string, number> = {};
    const original: () => void = CanvasRenderingContext2D.prototype.stroke;
    CanvasRenderingContext2D.prototype.stroke = function counted(this: CanvasRenderingContext2D): void {
      const layer = this.canvas.dataset.layer ?? '';
      counts[layer] = (counts[layer] ?? 0) + 1;
      original.call(this);
    };
    Object.assign(window, { strokes: counts });
    (window as unknown as { show: (props: unknown, scheme: string) => void }).show(given, 'dark');
  }, text);
  if (!drawn || (groups?.length ?? 0) === 0) return;
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-layer=trace]');
    return canvas !== null && canvas.width > 300;
  });
}

export interface PaintedWord {
  readonly text: string;
  /** Where its baseline begins on the paper, in CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/** Before the viewer is shown: notes what is written on canvases from then on. */
export function watchWords(page: Page): Promise<void> {
  return page.evaluate(() => {
    const words = new Map<HTMLCanvasElement, Array<PaintedWord & { size: string }>>();
    const sizeOf = ({ width, height }: HTMLCanvasElement): string => `${width} ${height}`;
    const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function noted(text, x, y, ...more): void {
      const { a, e, d, f } = this.getTransform();
      const ratio = window.devicePixelRatio;
      const word = { text, x: (a * x + e) / ratio, y: (d * y + f) / ratio, size: sizeOf(this.canvas) };
      words.set(this.canvas, [...(words.get(this.canvas) ?? []), word]);
      fillText.call(this, text, x, y, ...more);
    };
    CanvasRenderingContext2D.prototype.clearRect = function emptied(...box): void {
      words.delete(this.canvas);
      clearRect.call(this, ...box);
    };
    // A canvas that was given another size is empty as well.
    Object.assign(window, {
      wordsOn: (layer: string) =>
        [...words]
          .filter(([canvas]) => canvas.isConnected && canvas.dataset.layer === layer)
          .flatMap(([canvas, own]) => own.filter(({ size }) => size === sizeOf(canvas))),
    });
  });
}

/** What stands written on the paper now, in the order in which it was. */
export function wordsOnTrace(page: Page): Promise<PaintedWord[]> {
  return page.evaluate(() =>
    (window as unknown as { wordsOn: (layer: string) => PaintedWord[] }).wordsOn('trace'),
  );
}

/** Strokes drawn since the page was shown, by canvas. */
export function strokesByLayer(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => ({ ...(window as unknown as { strokes: Record<string, number> }).strokes }));
}

/** The first row's calibration pulse in device pixels, however small: height of its rising edge, distance between its edges. */
export function pulseSize(page: Page, view: PaperView): Promise<{ height: number; width: number }> {
  const px = view.pxPerMm;
  const { gain, gutterMm } = view.geometry;
  const zero = (view.geometry.baselinesMm[0] ?? 0) * px;
  // Only the gutter of that row: beside it a letter or a QRS would pass for an edge.
  const place = {
    top: zero - gain * px - 4,
    bottom: zero + 4,
    right: (view.offsetXMm + gutterMm) * px,
    least: gain * px * 0.7,
  };
  return page.evaluate((css) => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-layer=trace]');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no trace canvas');
    const ratio = window.devicePixelRatio;
    const top = Math.floor(css.top * ratio);
    const width = Math.ceil(css.right * ratio);
    const height = Math.ceil(css.bottom * ratio) - top;
    const { data } = context.getImageData(0, top, width, height);
    const alphaAt = (x: number, y: number): number => data[(y * width + x) * 4 + 3] ?? 0;
    /** Vertical edges: neighbouring columns are one edge. Height is ink over full ink, so that soft ends count by half. */
    const edges: Array<{ columns: number[]; height: number }> = [];
    for (let x = 0; x < width && edges.length < 3; x++) {
      let longest = { from: 0, length: 0 };
      for (let y = 0, from = 0; y <= height; y++) {
        if (y < height && alphaAt(x, y) > 60) continue;
        if (y - from > longest.length) longest = { from, length: y - from };
        from = y + 1;
      }
      if (longest.length < css.least * ratio) continue;
      const full = alphaAt(x, longest.from + Math.floor(longest.length / 2));
      let ink = 0;
      for (let y = longest.from - 1; y <= longest.from + longest.length; y++)
        ink += Math.min(full, alphaAt(x, y));
      const last = edges.at(-1);
      if (last !== undefined && x - (last.columns.at(-1) ?? 0) <= 1) {
        last.columns.push(x);
        last.height = Math.max(last.height, ink / full);
      } else edges.push({ columns: [x], height: ink / full });
    }
    const [rise, fall] = edges;
    if (rise === undefined || fall === undefined) throw new Error('no pulse');
    const centre = (columns: number[]): number => ((columns[0] ?? 0) + (columns.at(-1) ?? 0)) / 2;
    // The edge holds half a line's thickness above and below: the line's own pixels are taken off.
    const thickness = ratio < 1.5 ? 1 : 1.15 * ratio;
    return { height: rise.height - thickness, width: centre(fall.columns) - centre(rise.columns) };
  }, place);
}

/** Dark pixels of the trace canvas within a cell's row, label excluded. */
export function inkIn(page: Page, view: PaperView, cell: PlacedCell): Promise<number> {
  const px = view.pxPerMm;
  const box = {
    x: (view.offsetXMm + cell.leftMm) * px,
    y: (cell.baselineMm - 5) * px,
    width: (cell.rightMm - cell.leftMm) * px,
    height: 10 * px,
  };
  return page.evaluate((css) => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-layer=trace]');
    const ratio = window.devicePixelRatio;
    const data = canvas
      ?.getContext('2d')
      ?.getImageData(css.x * ratio, css.y * ratio, css.width * ratio, css.height * ratio).data;
    if (data === undefined) throw new Error('no trace canvas');
    let ink = 0;
    for (let i = 0; i < data.length; i += 4) {
      if ((data[i + 3] ?? 0) > 90 && (data[i] ?? 255) < 90) ink++;
    }
    return ink;
  }, box);
}
