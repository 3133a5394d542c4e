/** Journey step 8: a known object in the picture tells the size of a pixel, and what was measured there is worked out anew. */
import { evaluateMarking } from './evaluate-marking.ts';
import { lengthBetween } from './length.ts';
import type { Calibration, Marks, Measurement, QuantityName } from './marking.ts';
import { drawnSpacing, type SpacingFacts } from './spacing.ts';

/** Lengths in mm that a known object can have: from a screw to a ruler. */
export const knownLength = { least: 0.1, most: 2000 } as const;

/** A length in mm as it was typed, full-width digits too; null for what is none. */
export function readKnownLength(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(',', '.')
    .replace(/\s*mm$/i, '');
  const value = /^\d{1,4}(?:\.\d{1,4})?$/.test(plain) ? Number(plain) : Number.NaN;
  return value >= knownLength.least && value <= knownLength.most ? value : null;
}

/** By the line of a length over an object of that many mm; null for a line without extent. */
export function calibrateBy(line: Measurement, millimetres: number, facts: SpacingFacts): Calibration | null {
  const [from, to] = line.points;
  const [row, column] = drawnSpacing(facts);
  const drawn = from && to ? lengthBetween(from, to, { row, column }) : 0;
  if (drawn === 0) return null;
  const factor = millimetres / drawn;
  return { image: line.image, row: row * factor, column: column * factor, millimetres };
}

/** What is known of the size of the image's pixels, the reader's calibration of it included. */
export function withCalibration(
  facts: SpacingFacts,
  calibrations: Marks['calibrations'],
  sopInstanceUid: string,
): SpacingFacts {
  const found = calibrations.find(({ image }) => image.sopInstanceUid === sopInstanceUid);
  return found === undefined ? facts : { ...facts, calibration: [found.row, found.column] };
}

const greyNames: ReadonlySet<QuantityName> = new Set(['mean', 'deviation', 'min', 'max', 'value']);

/** With its sizes by these facts; grey values do not hang on them. */
export function remeasure(measurement: Measurement, facts: SpacingFacts): Measurement {
  const { tool, points, quantities } = measurement;
  const sized = evaluateMarking(tool, points, facts, null);
  const grey = quantities.filter(({ name }) => greyNames.has(name));
  return { ...measurement, ...sized, quantities: [...grey, ...sized.quantities] };
}
