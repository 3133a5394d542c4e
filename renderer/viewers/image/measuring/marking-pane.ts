/** The marks over one pane: drawn after every picture, drawn and changed by hand, placed by key. */
import { Enums, type Types } from '@cornerstonejs/core';
import type { Language } from '#shared/failure.ts';
import { withCalibration } from '#shared/measure/calibrate.ts';
import { evaluateMarking } from '#shared/measure/evaluate-marking.ts';
import {
  type ImageRef,
  inOrder,
  type MarkingTool,
  type Measurement,
  sameImage,
  toSixtyFourths,
} from '#shared/measure/marking.ts';
import { mayCalibrate, type PixelPoint } from '#shared/measure/spacing.ts';
import { headerOf } from '../metadata/header-book.ts';
import type { ImageHeader } from '../metadata/image-header.ts';
import type { Slice } from '../stack.ts';
import { wordsIn } from '../words.ts';
import { askInPlace } from './ask-in-place.ts';
import { askKnownLength } from './ask-known-length.ts';
import { drawMarks, widthOf } from './draw-marks.ts';
import { type DrawingGround, type DrawnMark, findUnder, layOut } from './drawn-mark.ts';
import { greyOf } from './grey-of.ts';
import { followHand } from './hand.ts';
import type { MarkingStore } from './marking-store.ts';
import { markingWords } from './marking-words.ts';
import { type Projection, projectionOf } from './place-image.ts';
import { closesFreehand, type Placing, place } from './placing.ts';
import { spreadBoxes } from './spread-boxes.ts';

export interface MarkingPaneParts {
  readonly host: HTMLElement;
  readonly element: HTMLDivElement;
  readonly viewport: Types.IStackViewport;
  /** The slice of an image on screen. */
  readonly sliceOf: (imageId: string) => Slice | null;
  readonly store: MarkingStore;
  readonly language: () => Language;
  /** The measuring tool in hand; null for the others. */
  readonly tool: () => MarkingTool | null;
  readonly onActivate: () => void;
  readonly onFinished: (measurement: Measurement) => void;
  /** A sentence for the reader; '' takes it away. */
  readonly say: (text: string) => void;
}

export interface MarkingPane {
  readonly draw: () => void;
  /** Lets go of what is half drawn; true when there was something. */
  readonly cancel: () => boolean;
  /** Arrows move the cross, Enter places: true when the key was taken. */
  readonly key: (key: string, shift: boolean) => boolean;
  /** Asks how long the chosen line is in truth, or says why nobody may; false when no line is chosen yet. */
  readonly calibrate: () => boolean;
  /** Asks it of the next line that is drawn here. */
  readonly awaitKnownLength: () => void;
  /** The frame on screen; null before there is one. */
  readonly image: () => ImageRef | null;
  readonly destroy: () => void;
}

interface Ground extends DrawingGround {
  readonly projection: Projection;
  readonly header: ImageHeader;
  readonly image: ImageRef;
  readonly imageId: string;
}

const steps: Readonly<Record<string, PixelPoint>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function createMarkingPane(parts: MarkingPaneParts): MarkingPane {
  const { host, element, viewport, store, language } = parts;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'yz-marks');
  host.append(svg);
  let drawn: readonly DrawnMark[] = [];
  let placing: Placing | null = null;
  let hover: PixelPoint | null = null;
  let cursor: PixelPoint | null = null;
  let isClean = true;
  let isAwaiting = false;

  /** The picture on screen, as marks refer to it. */
  const shown = (): { imageId: string; header: ImageHeader; image: ImageRef } | null => {
    const imageId = viewport.getCornerstoneImage()?.imageId;
    const slice = imageId === undefined ? null : parts.sliceOf(imageId);
    const header = imageId === undefined ? null : headerOf(imageId);
    if (imageId === undefined || slice === null || header === null) return null;
    const { sopInstanceUid, sopClassUid } = slice.instance;
    const { seriesInstanceUid } = header;
    return {
      imageId,
      header,
      image: { seriesInstanceUid, sopInstanceUid, sopClassUid, frame: slice.frame + 1 },
    };
  };

  const ground = (): Ground | null => {
    const on = shown();
    const projection = on === null ? null : projectionOf(viewport, on.header);
    if (on === null || projection === null) return null;
    const size = { width: host.clientWidth, height: host.clientHeight };
    const facts = withCalibration(on.header.spacing, store.marks().calibrations, on.image.sopInstanceUid);
    return { ...on, projection, facts, language: language(), size, widthOf };
  };

  const measure = (given: Placing, on: Ground, id: string): Measurement => ({
    id,
    tool: given.tool,
    image: on.image,
    points: given.points.map(toSixtyFourths),
    text: '',
    textAt: null,
    ...evaluateMarking(given.tool, given.points.map(toSixtyFourths), on.facts, greyOf(on.imageId)),
  });

  const draw = (): void => {
    const { measurements, keyImages } = store.marks();
    const isBare = measurements.length === 0 && keyImages.length === 0 && placing === null && cursor === null;
    // Scrolling a study without marks asks nothing of the browser.
    if (isBare && isClean) return;
    const on = isBare ? null : ground();
    isClean = on === null;
    if (on === null) {
      drawn = [];
      svg.replaceChildren();
      return;
    }
    const points = placing === null ? [] : [...placing.points, ...(hover === null ? [] : [hover])];
    const half =
      placing === null || points.length === 0 ? [] : [measure({ ...placing, points }, on, 'half-drawn')];
    const laid = [...store.on(on.image), ...half].map((one) => layOut(one, on));
    drawn = spreadBoxes(laid, on.size);
    const isKey = keyImages.some((one) => sameImage(one, on.image));
    drawMarks(svg, {
      marks: drawn,
      selected: store.selected(),
      cursor,
      keyImage: isKey ? markingWords(on.language).keyImage : '',
    });
  };

  const finish = (given: Placing, on: Ground): void => {
    placing = null;
    hover = null;
    const drawnNow = measure(given, on, crypto.randomUUID());
    const done = { ...drawnNow, points: inOrder(drawnNow) };
    // Two places on one pixel have no size: nothing was meant.
    if (done.quantities.length === 0 && done.tool !== 'arrow' && done.tool !== 'probe') {
      draw();
      return;
    }
    store.put(done);
    if (done.tool !== 'arrow') {
      parts.onFinished(done);
      if (isAwaiting && done.tool === 'length') askLengthOf(done, on);
      return;
    }
    const [, tail = [0, 0]] = done.points.map(on.projection.toScreen);
    const question = {
      label: markingWords(on.language).arrowText,
      refuse: () => null,
      keepOnLeave: true,
    };
    askInPlace(host, tail, question, (text) => {
      const current = store.find(done.id);
      if (current === null) return;
      if (text === null || text === '') store.remove([done.id]);
      else {
        store.put({ ...current, text });
        parts.onFinished({ ...current, text });
      }
    });
  };

  const stopAwaiting = (): boolean => {
    const was = isAwaiting;
    isAwaiting = false;
    if (was) parts.say('');
    return was;
  };

  const askLengthOf = (line: Measurement, on: Ground): void => {
    stopAwaiting();
    const [, end = [0, 0]] = line.points.map(on.projection.toScreen);
    askKnownLength({ host, store, language: on.language, facts: on.header.spacing }, line, end);
  };

  /** Puts a point of the tool in hand; the last one finishes the measurement. */
  const putPoint = (pixel: PixelPoint, on: Ground): void => {
    const tool = parts.tool();
    if (tool === null) return;
    const before = placing?.tool === tool ? placing : { tool, points: [] };
    const next = place(before, pixel);
    placing = next.placing;
    if (next.isDone) finish(next.placing, on);
    else draw();
  };

  const stopHand = followHand({
    host,
    svg,
    tool: parts.tool,
    placing: () => placing,
    under: (screen) => findUnder(drawn, screen),
    toPixel: (screen) => ground()?.projection.toPixel(screen) ?? null,
    activate: parts.onActivate,
    put: (pixel) => {
      const on = ground();
      if (on) putPoint(pixel, on);
    },
    finishFreehand: () => {
      const on = ground();
      if (on && placing !== null && placing.points.length >= 3) finish(placing, on);
      else placing = null;
      draw();
    },
    hover: (pixel) => {
      hover = pixel;
      draw();
    },
    select: store.select,
    find: store.find,
    drag: (changed) => {
      const on = ground();
      if (on === null) return;
      const points = changed.points.map(toSixtyFourths);
      const textAt = changed.textAt === null ? null : toSixtyFourths(changed.textAt);
      const measured = evaluateMarking(changed.tool, points, on.facts, greyOf(on.imageId));
      store.drag({ ...changed, ...measured, points, textAt });
    },
    settle: (before) => {
      store.settle(before);
      const now = store.find(before.id);
      if (now !== null && now !== before) parts.onFinished(now);
    },
    textPlace: (id) => {
      const box = drawn.find(({ measurement }) => measurement.id === id)?.box;
      return box ? [box.x, box.y] : null;
    },
  });

  const unsubscribe = store.subscribe(draw);
  element.addEventListener(Enums.Events.IMAGE_RENDERED, draw);

  return {
    draw,
    // Asked at every slice: where its pixels lie on the screen is not worked out for it.
    image: () => shown()?.image ?? null,
    calibrate() {
      const on = ground();
      if (on === null) return true;
      const words = wordsIn(on.language).calibration;
      if (!mayCalibrate(on.facts)) {
        parts.say(on.facts.regions.length > 0 ? words.notHere.region : words.notHere.slices);
        return true;
      }
      const line = store.on(on.image).find(({ id, tool }) => tool === 'length' && id === store.selected());
      if (line === undefined) return false;
      askLengthOf(line, on);
      return true;
    },
    awaitKnownLength() {
      isAwaiting = true;
      parts.say(wordsIn(language()).calibration.draw);
    },
    cancel() {
      const was = placing !== null || cursor !== null || isAwaiting;
      stopAwaiting();
      placing = null;
      hover = null;
      cursor = null;
      draw();
      return was;
    },
    key(key, shift) {
      const tool = parts.tool();
      const on = tool === null ? null : ground();
      const step = steps[key];
      if (on === null || (key !== 'Enter' && (step === undefined || cursor === null))) return false;
      const middle: PixelPoint = [on.size.width / 2, on.size.height / 2];
      if (step !== undefined) {
        const reach = shift ? 20 : 1;
        const [x, y] = cursor ?? middle;
        cursor = [x + step[0] * reach, y + step[1] * reach];
      } else if (cursor === null) cursor = middle;
      else {
        const pixel = on.projection.toPixel(cursor);
        if (placing !== null && closesFreehand(placing, pixel)) finish(placing, on);
        else putPoint(pixel, on);
      }
      hover = placing === null ? null : on.projection.toPixel(cursor);
      draw();
      return true;
    },
    destroy() {
      stopHand();
      unsubscribe();
      element.removeEventListener(Enums.Events.IMAGE_RENDERED, draw);
      svg.remove();
    },
  };
}
