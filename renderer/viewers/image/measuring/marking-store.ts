/** The marks of one study while it is open: every change is an event that can be undone, and is told to whoever keeps them. */
import {
  applyMark,
  type Calibration,
  type ImageRef,
  inOrder,
  type MarkEvent,
  type Marks,
  type Measurement,
  noMarks,
  sameImage,
  type ViewState,
} from '#shared/measure/marking.ts';

export interface MarkingStore {
  readonly marks: () => Marks;
  readonly on: (image: Pick<ImageRef, 'sopInstanceUid' | 'frame'>) => readonly Measurement[];
  readonly find: (id: string) => Measurement | null;
  readonly selected: () => string | null;
  readonly select: (id: string | null) => void;
  /** A finished change, one step of undo. */
  readonly put: (measurement: Measurement) => void;
  /** A change under the hand: told and kept, but no step of its own. */
  readonly drag: (measurement: Measurement) => void;
  /** Ends a drag that began at `before`: one step of undo. */
  readonly settle: (before: Measurement) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly toggleKey: (image: ImageRef) => void;
  readonly look: (view: ViewState) => void;
  /** One step of undo: the calibration of an image (null takes it away), with what is measured on it as it now is. */
  readonly calibrate: (image: ImageRef, by: Calibration | null, measured: readonly Measurement[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Takes the state that was kept when the study was read last. */
  readonly load: (marks: Marks) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

interface Step {
  readonly back: readonly MarkEvent[];
  readonly forth: readonly MarkEvent[];
}

/** Steps that can be undone; older ones are forgotten. */
const longest = 200;

export function createMarkingStore(onEvent: (event: MarkEvent) => void): MarkingStore {
  let marks = noMarks;
  let selected: string | null = null;
  let done: Step[] = [];
  let undone: Step[] = [];
  const listeners = new Set<() => void>();

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const apply = (events: readonly MarkEvent[]): void => {
    for (const event of events) {
      marks = applyMark(marks, event);
      onEvent(event);
    }
    if (selected !== null && !marks.measurements.some(({ id }) => id === selected)) selected = null;
    tell();
  };
  const keep = (step: Step): void => {
    done = [...done, step].slice(-longest);
    undone = [];
  };
  const find = (id: string): Measurement | null => marks.measurements.find((one) => one.id === id) ?? null;

  return {
    marks: () => marks,
    on: (image) => marks.measurements.filter((one) => sameImage(one.image, image)),
    find,
    selected: () => selected,
    select(id) {
      if (selected === id) return;
      selected = id;
      tell();
    },
    put(measurement) {
      const before = find(measurement.id);
      const forth: MarkEvent[] = [{ do: 'put', measurement }];
      const back: MarkEvent[] =
        before === null ? [{ do: 'remove', id: measurement.id }] : [{ do: 'put', measurement: before }];
      keep({ back, forth });
      selected = measurement.id;
      apply(forth);
    },
    drag: (measurement) => apply([{ do: 'put', measurement }]),
    settle(before) {
      const moved = find(before.id);
      if (moved === null || moved === before) return;
      const now = { ...moved, points: inOrder(moved) };
      apply([{ do: 'put', measurement: now }]);
      keep({ back: [{ do: 'put', measurement: before }], forth: [{ do: 'put', measurement: now }] });
    },
    remove(ids) {
      const gone = ids.flatMap((id) => find(id) ?? []);
      if (gone.length === 0) return;
      const forth = gone.map(({ id }): MarkEvent => ({ do: 'remove', id }));
      keep({ back: gone.map((measurement): MarkEvent => ({ do: 'put', measurement })), forth });
      apply(forth);
    },
    toggleKey(image) {
      const on = !marks.keyImages.some((one) => sameImage(one, image));
      keep({ back: [{ do: 'key', image, on: !on }], forth: [{ do: 'key', image, on }] });
      apply([{ do: 'key', image, on }]);
    },
    look: (view) => apply([{ do: 'view', view }]),
    calibrate(image, by, measured) {
      const { sopInstanceUid } = image;
      const was = marks.calibrations.find((one) => one.image.sopInstanceUid === sopInstanceUid) ?? null;
      if (was === null && by === null) return;
      const change = (calibration: Calibration | null): MarkEvent =>
        calibration === null ? { do: 'uncalibrate', sopInstanceUid } : { do: 'calibrate', calibration };
      const put = (measurement: Measurement): MarkEvent => ({ do: 'put', measurement });
      const before = measured.flatMap(({ id }) => find(id) ?? []);
      const forth = [change(by), ...measured.map(put)];
      keep({ back: [change(was), ...before.map(put)], forth });
      apply(forth);
    },
    undo() {
      const step = done.at(-1);
      if (step === undefined) return;
      done = done.slice(0, -1);
      undone = [...undone, step];
      apply(step.back);
    },
    redo() {
      const step = undone.at(-1);
      if (step === undefined) return;
      undone = undone.slice(0, -1);
      done = [...done, step];
      apply(step.forth);
    },
    load(kept) {
      // What was marked while they were on their way stands.
      const own = marks;
      const fresh = <T>(
        was: readonly T[],
        now: readonly T[],
        same: (a: T, b: T) => boolean,
      ): readonly T[] => [...was.filter((one) => !now.some((other) => same(one, other))), ...now];
      marks = {
        measurements: fresh(kept.measurements, own.measurements, (a, b) => a.id === b.id),
        keyImages: fresh(kept.keyImages, own.keyImages, sameImage),
        views: fresh(
          kept.views,
          own.views,
          (a, b) => a.image.seriesInstanceUid === b.image.seriesInstanceUid,
        ),
        calibrations: fresh(
          kept.calibrations,
          own.calibrations,
          (a, b) => a.image.sopInstanceUid === b.image.sopInstanceUid,
        ),
      };
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
