/** One reconstructed plane on screen: its picture, its writing, the lines of the other planes, and the hand on it. */
import type { Language } from '#shared/failure.ts';
import { add, scale } from '#shared/measure/slice-plane.ts';
import { isOffScale } from '#shared/measure/stack-geometry.ts';
import { geometryLines } from '../geometry-text.ts';
import { createMagnifier, enlargement, glassPx } from '../magnifier.ts';
import { edgeLetters } from '../orientation-letters.ts';
import { createOverlay, type OverlayText } from '../overlay.ts';
import type { Preset } from '../presets.ts';
import { scaleBarFor } from '../scale-bar.ts';
import { wordsIn } from '../words.ts';
import { drawLines, linesOf } from './cross-lines.ts';
import { followMprHand } from './mpr-hand.ts';
import type { MprState } from './mpr-state.ts';
import { mprWordsIn } from './mpr-words.ts';
import { createPainter, shade } from './painter.ts';
import { framePane, type PaneFrame } from './pane-frame.ts';
import { normalOfPlane, type PlaneName } from './planes.ts';
import { reslice, type Slab, slabOf, type Volume, valueAt } from './reslice.ts';
import { stepAlong } from './volume.ts';

/** What the three panes show. */
export interface PaneSource {
  readonly volume: Volume;
  readonly series: string;
  /** The reader's presets of the modality. */
  readonly presets: readonly Preset[];
  /** HU, SUV or what the file calls its values. */
  readonly unit: string;
  readonly lossy: string;
  readonly every: number;
  readonly missing: number;
  /** The window that the series brings. */
  readonly ownWindow: { readonly lower: number; readonly upper: number };
}

export interface MprPaneParts {
  readonly host: HTMLElement;
  readonly plane: PlaneName;
  readonly source: PaneSource;
  readonly state: () => MprState;
  readonly change: (change: (state: MprState) => MprState) => void;
  readonly tool: () => string;
  readonly language: () => Language;
}

export interface MprPane {
  readonly refresh: () => void;
  readonly setOverlayVisible: (visible: boolean) => void;
  readonly setMagnifying: (on: boolean) => void;
  readonly note: (text: string) => void;
  readonly destroy: () => void;
}

export function createMprPane(parts: MprPaneParts): MprPane {
  const { host, plane, source, state } = parts;
  const { grid } = source.volume;
  const canvas = document.createElement('canvas');
  canvas.className = 'yz-mpr-picture';
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'yz-cross');
  host.append(canvas, svg);
  const overlay = createOverlay(host);

  const frame = (): PaneFrame | null => {
    const { clientWidth: width, clientHeight: height } = host;
    if (width === 0 || height === 0) return null;
    const { planes, at, looks } = state();
    const ratio = window.devicePixelRatio || 1;
    return framePane(grid, planes[plane], at, looks[plane], { width, height, ratio });
  };
  const slab = (): Slab => {
    const now = state();
    const normal = normalOfPlane(now.planes[plane]);
    return slabOf(now.slab, normal, now.thicknessMm, stepAlong(grid, normal));
  };

  const painter = createPainter(
    canvas,
    () => {
      const lie = frame();
      const { window: values, invert } = state();
      return lie && { volume: source.volume, raster: lie.raster, slab: slab(), window: values, invert };
    },
    (isWhole) => {
      host.dataset.drawn = isWhole ? 'whole' : 'coarse';
    },
  );

  const glass = createMagnifier({
    host,
    draw(to, at) {
      const lie = frame();
      if (lie === null) return;
      const aside = glassPx / 2 / enlargement;
      const step = lie.mmPerCss / enlargement;
      const { right, down } = state().planes[plane];
      const corner = lie.toPatient([at[0] - aside, at[1] - aside]);
      const raster = {
        // The middle of the first pixel.
        origin: add(corner, scale(add(right, down), step / 2)),
        right: scale(right, step),
        down: scale(down, step),
        width: glassPx,
        height: glassPx,
      };
      const values = new Float32Array(glassPx * glassPx);
      reslice(source.volume, raster, slab(), values);
      const image = new ImageData(glassPx, glassPx);
      shade(values, state(), image.data);
      to.putImageData(image, 0, 0);
    },
    // By key alone it stands on the cross of the plane in use.
    home: () => (state().active === plane ? (frame()?.toScreen(state().at) ?? null) : null),
  });

  const textsOf = (lie: PaneFrame, isToScale: boolean): OverlayText => {
    const now = state();
    const words = mprWordsIn(parts.language());
    const lies = now.planes[plane];
    const value = valueAt(source.volume, now.at, slab());
    const { lower, upper } = now.window;
    const slabText =
      now.slab === 'single' ? '' : ` · ${words.slabs[now.slab]} ${words.thickness(String(now.thicknessMm))}`;
    return {
      topLeft: [
        source.series,
        `${words.planes[plane]}${now.isTurned ? ` · ${words.oblique}` : ''}${slabText}`,
      ],
      bottomLeft: [
        `${now.at.map((mm) => rounded(mm, 2)).join(', ')} mm`,
        Number.isNaN(value) ? words.outside : `${rounded(value, 3)} ${source.unit}`.trim(),
      ],
      bottomRight: [
        `WW ${Math.round(upper - lower + 1)}  WL ${Math.round((upper + lower + 1) / 2)}`,
        `${wordsIn(parts.language()).zoom} ${Math.round(now.looks[plane].zoom * 100)}%`,
      ],
      lossy: source.lossy,
      letters: edgeLetters(lies.right, lies.down),
      scaleBar: isToScale
        ? scaleBarFor(lie.mmPerCss, host.clientHeight, wordsIn(parts.language()).units.mm)
        : null,
    };
  };

  const warn = (): boolean => {
    const words = mprWordsIn(parts.language());
    const tilt = grid.findings.find((finding) => finding.code === 'tilt');
    const others = grid.findings.filter((finding) => finding.code !== 'tilt');
    const isToScale = !isOffScale(grid.findings);
    const lines = [
      ...(isToScale ? [] : [words.notToScale]),
      ...geometryLines(others, wordsIn(parts.language())),
      ...(tilt?.code === 'tilt' ? [words.tiltCorrected(tilt.degrees.toFixed(1))] : []),
      ...(source.every > 1 ? [words.decimated(source.every)] : []),
      ...(source.missing > 0 ? [words.missing(source.missing)] : []),
    ];
    // The other panes only carry the mark: the reasons stand once.
    overlay.warn(plane === 'axial' ? lines : lines.slice(0, isToScale ? 0 : 1));
    return isToScale;
  };

  const stopHand = followMprHand({ ...parts, grid, frame });

  return {
    refresh() {
      const lie = frame();
      if (lie === null) return;
      const { planes, at, slab: mode, thicknessMm } = state();
      const lines = linesOf(planes, plane, at, lie, Math.hypot(host.clientWidth, host.clientHeight));
      drawLines(svg, lines, mode === 'single' ? 0 : thicknessMm / 2 / lie.mmPerCss);
      overlay.write(textsOf(lie, warn()));
      delete host.dataset.drawn;
      painter.request();
      glass.redraw();
    },
    setMagnifying: glass.set,
    setOverlayVisible(visible) {
      overlay.setVisible(visible);
      svg.style.display = visible ? '' : 'none';
    },
    note: overlay.noteLink,
    destroy() {
      stopHand();
      painter.stop();
      glass.destroy();
      overlay.remove();
      canvas.remove();
      svg.remove();
    },
  };
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)) || 0);
}
