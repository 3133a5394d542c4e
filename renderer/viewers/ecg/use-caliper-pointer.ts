/** Pointer on the paper: a drag lives outside React and repaints only the overlay; the calipers are committed when it ends. */
import { type PointerEvent as ReactPointerEvent, useRef } from 'react';
import { millivoltsOf } from '#shared/ecg/lead-amplitude.ts';
import { leadNamed } from '#shared/ecg/lead-presence.ts';
import { cellAt, sampleAt } from '#shared/ecg/locate-on-tracing.ts';
import {
  addCaliper,
  type CaliperSet,
  replaceCaliper,
  selectCaliper,
} from '#shared/measure/ecg-caliper-set.ts';
import { type Caliper, lsbAt } from '#shared/measure/ecg-calipers.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { CursorPlace } from './apply-action.ts';
import { millivoltText } from './calipers/caliper-text.ts';
import { draftAt, dragTo, type Grasp, graspAt, type PaperPoint } from './calipers/drag-caliper.ts';
import type { CaliperTool } from './display-settings.ts';
import type { PaperView } from './layout/paper-view.ts';

const reachPx = 6;

interface Drag {
  readonly grasp: Grasp;
  readonly start: PaperPoint;
  readonly base: CaliperSet;
  readonly created: boolean;
  moved: Caliper;
}

export interface CaliperPointer {
  readonly group: WaveformGroup;
  readonly view: PaperView | null;
  readonly tool: CaliperTool;
  readonly set: CaliperSet;
  readonly onSet: (set: CaliperSet) => void;
  readonly paintOverlay: (calipers: readonly Caliper[], selectedId: number | null) => void;
  /** Called at every move with what lies under the pointer; must not set React state. */
  readonly onHover: (place: CursorPlace | null, text: string) => void;
  /** How a moment is said, in seconds of the group; omit for seconds. */
  readonly timeText?: (seconds: number) => string;
}

/** Handlers for the paper. */
export function useCaliperPointer(pointer: CaliperPointer) {
  const drag = useRef<Drag | null>(null);
  const frame = useRef(0);

  const pointOf = (event: ReactPointerEvent<HTMLElement>, view: PaperView): PaperPoint => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: (event.clientX - box.left) / view.pxPerMm - view.offsetXMm,
      y: (event.clientY - box.top) / view.pxPerMm,
    };
  };

  const onPointerDown = (event: ReactPointerEvent<HTMLElement>): void => {
    const { group, view, set } = pointer;
    if (view === null || event.button !== 0) return;
    const point = pointOf(event, view);
    event.currentTarget.setPointerCapture(event.pointerId);
    const grasp = graspAt(group, view.geometry, set.calipers, point, reachPx / view.pxPerMm);
    if (grasp !== null) {
      const base = selectCaliper(set, grasp.caliper.id, grasp.leg);
      drag.current = { grasp, start: point, base, created: false, moved: grasp.caliper };
      pointer.onSet(base);
      return;
    }
    const tool = event.shiftKey ? (pointer.tool === 'time' ? 'voltage' : 'time') : pointer.tool;
    const made = draftAt(group, view.geometry, tool, point);
    if (made === null) {
      if (set.selectedId !== null) pointer.onSet(selectCaliper(set, null));
      return;
    }
    const base = addCaliper(set, made.draft);
    const caliper: Caliper = { ...made.draft, id: set.nextId };
    drag.current = {
      grasp: { caliper, leg: 'to', cell: made.cell },
      start: point,
      base,
      created: true,
      moved: caliper,
    };
  };

  const onPointerMove = (event: ReactPointerEvent<HTMLElement>): void => {
    const { group, view } = pointer;
    if (view === null) return;
    const point = pointOf(event, view);
    const now = drag.current;
    if (now === null) {
      hover(event.currentTarget, view, point);
      return;
    }
    now.moved = dragTo(group, view.geometry, now.grasp, now.start, point);
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      const current = drag.current;
      if (current === null) return;
      const shown = replaceCaliper(current.base, current.moved);
      pointer.paintOverlay(shown.calipers, current.moved.id);
    });
  };

  const endDrag = (): void => {
    const ended = drag.current;
    drag.current = null;
    if (ended === null) return;
    const empty = ended.created && hasNoExtent(ended.moved);
    // A click that measured nothing lets go of the selection instead of leaving a caliper of zero.
    pointer.onSet(empty ? selectCaliper(pointer.set, null) : replaceCaliper(ended.base, ended.moved));
    if (empty) pointer.paintOverlay(pointer.set.calipers, null);
  };

  const hover = (paper: HTMLElement, view: PaperView, point: PaperPoint): void => {
    const { group, set } = pointer;
    const grasp = graspAt(group, view.geometry, set.calipers, point, reachPx / view.pxPerMm);
    paper.style.cursor = grasp === null ? 'crosshair' : grasp.leg === 'both' ? 'move' : 'grab';
    const cell = cellAt(view.geometry, point.x, point.y);
    const lead = cell === null ? undefined : leadNamed(group, cell.leadName);
    if (cell === null || lead === undefined) {
      pointer.onHover(null, '');
      return;
    }
    const sample = sampleAt(group, view.geometry, cell, point.x);
    const lsb = lsbAt(lead, sample);
    const level = lsb === null ? '' : `  ${millivoltText(millivoltsOf(lead, lsb), lead.microvoltsPerLsb)}`;
    const at = sample / group.samplingHz;
    const time = pointer.timeText?.(at) ?? `${at.toFixed(3)} s`;
    pointer.onHover({ leadName: lead.name, sample }, `${lead.name}  ${time}${level}`);
  };

  return {
    onPointerDown,
    onPointerMove,
    onPointerUp: endDrag,
    onPointerCancel: endDrag,
    onPointerLeave: () => pointer.onHover(null, ''),
  };
}

function hasNoExtent(caliper: Caliper): boolean {
  return caliper.kind === 'time'
    ? caliper.fromSample === caliper.toSample
    : caliper.fromLsb === caliper.toLsb;
}
