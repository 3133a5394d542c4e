/** Asks how long the object under a line is in truth, and calibrates the image by it: what was measured there is told anew. */
import type { Language } from '#shared/failure.ts';
import { calibrateBy, readKnownLength, remeasure, withCalibration } from '#shared/measure/calibrate.ts';
import type { Measurement } from '#shared/measure/marking.ts';
import type { PixelPoint, SpacingFacts } from '#shared/measure/spacing.ts';
import { wordsIn } from '../words.ts';
import { askInPlace } from './ask-in-place.ts';
import type { MarkingStore } from './marking-store.ts';

export interface CalibratedPlace {
  readonly host: HTMLElement;
  readonly store: MarkingStore;
  readonly language: Language;
  /** As the header tells them. */
  readonly facts: SpacingFacts;
}

/** `end`: where the line ends on the screen. An empty answer takes a calibration away. */
export function askKnownLength(
  { host, store, language, facts }: CalibratedPlace,
  line: Measurement,
  end: PixelPoint,
): void {
  const words = wordsIn(language).calibration;
  const { image } = line;
  const { calibrations } = store.marks();
  const isCalibrated = calibrations.some((one) => one.image.sopInstanceUid === image.sopInstanceUid);
  const question = {
    label: isCalibrated ? words.lengthOrNone : words.length,
    refuse: (text: string) =>
      readKnownLength(text) === null && !(isCalibrated && text === '') ? words.notALength : null,
    keepOnLeave: false,
  };
  // Below the writing of the line itself.
  askInPlace(host, [end[0] + 14, end[1] + 60], question, (text) => {
    const current = store.find(line.id);
    if (text === null || current === null) return;
    const length = readKnownLength(text);
    const by = length === null ? null : calibrateBy(current, length, facts);
    const now = by === null ? facts : withCalibration(facts, [by], image.sopInstanceUid);
    const here = store
      .marks()
      .measurements.filter((one) => one.image.sopInstanceUid === image.sopInstanceUid);
    store.calibrate(
      image,
      by,
      here.map((one) => remeasure(one, now)),
    );
  });
}
