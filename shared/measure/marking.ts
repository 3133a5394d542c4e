/**
 * What a reader marks on images (journey step 8): measurements, key images and how an image was looked at. Places are in
 * pixels of one frame, so that they mean the same in every viewer; each change is an event, and the events make the state.
 */
import { z } from 'zod';

export const markingTools = [
  'length',
  'bidirectional',
  'angle',
  'cobb',
  'cardiothoracic',
  'ellipse',
  'rectangle',
  'circle',
  'freehand',
  'probe',
  'arrow',
  'height',
] as const;
export type MarkingTool = (typeof markingTools)[number];

/** x along a row, y down a column; 0\0 is the middle of the first pixel. */
const pointSchema = z.tuple([z.number(), z.number()]).readonly();

/** One frame of one object; frames count from 1. */
export const imageRefSchema = z.object({
  seriesInstanceUid: z.string().max(64),
  sopInstanceUid: z.string().max(64),
  sopClassUid: z.string().max(64),
  frame: z.number().int().positive(),
});
export type ImageRef = z.infer<typeof imageRefSchema>;

export const quantityNames = [
  'length',
  'longAxis',
  'shortAxis',
  'angle',
  'ratio',
  'heart',
  'thorax',
  'area',
  'mean',
  'deviation',
  'min',
  'max',
  'value',
  'height',
  'duration',
  'velocity',
  'frequency',
] as const;
export type QuantityName = (typeof quantityNames)[number];

export const quantitySchema = z.object({
  name: z.enum(quantityNames),
  value: z.number(),
  /** 'mm', 'mm-manual', 'mm-detector', 'mm-film' or 'px' (squared for an area), '°', 'HU', 'SUVbw', 'ms', 'cm/s', 'Hz' or ''. */
  unit: z.string().max(32),
});
export type Quantity = z.infer<typeof quantitySchema>;

export const measurementSchema = z.object({
  id: z.uuid(),
  tool: z.enum(markingTools),
  image: imageRefSchema,
  points: z.array(pointSchema).min(1).max(2000).readonly(),
  /** What an arrow says. */
  text: z.string().max(200),
  /** Where the reader put the writing; null: beside the shape. */
  textAt: pointSchema.nullable(),
  quantities: z.array(quantitySchema).max(16).readonly(),
  /** How a pixel's size was known; null where no size is told. */
  method: z.string().max(32).nullable(),
  /** Told by the header and not applied; null when there is none. */
  magnification: z.number().nullable(),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** How a series was last looked at, and on which image. Zoom 1 fits the viewport; pan in viewport heights. */
export const viewStateSchema = z.object({
  image: imageRefSchema,
  /** Lower and upper grey value of the window after rescale; null: as the file says. */
  window: z.object({ lower: z.number(), upper: z.number() }).nullable(),
  invert: z.boolean(),
  rotation: z.number(),
  flipHorizontal: z.boolean(),
  flipVertical: z.boolean(),
  zoom: z.number().positive(),
  pan: pointSchema,
});
export type ViewState = z.infer<typeof viewStateSchema>;

/** A known object told the size of a pixel: it holds for all frames of the image's object, and for no other. */
export const calibrationSchema = z.object({
  image: imageRefSchema,
  /** Millimetres of a pixel down a column and along a row. */
  row: z.number().positive(),
  column: z.number().positive(),
  /** The length that was entered. */
  millimetres: z.number().positive(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

export const markEventSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('put'), measurement: measurementSchema }),
  z.object({ do: z.literal('remove'), id: z.string().max(40) }),
  z.object({ do: z.literal('key'), image: imageRefSchema, on: z.boolean() }),
  z.object({ do: z.literal('view'), view: viewStateSchema }),
  z.object({ do: z.literal('calibrate'), calibration: calibrationSchema }),
  z.object({ do: z.literal('uncalibrate'), sopInstanceUid: z.string().max(64) }),
]);
export type MarkEvent = z.infer<typeof markEventSchema>;

export const marksSchema = z.object({
  measurements: z.array(measurementSchema).readonly(),
  keyImages: z.array(imageRefSchema).readonly(),
  /** One for each series that was looked at in another way than it opens. */
  views: z.array(viewStateSchema).readonly(),
  /** One for each object that was calibrated by hand. */
  calibrations: z.array(calibrationSchema).readonly(),
});
export type Marks = Readonly<z.infer<typeof marksSchema>>;

export const noMarks: Marks = { measurements: [], keyImages: [], views: [], calibrations: [] };

/** The state after the event; a changed measurement keeps its place in the list. */
export function applyMark(marks: Marks, event: MarkEvent): Marks {
  switch (event.do) {
    case 'put': {
      const { measurement } = event;
      const known = marks.measurements.some((one) => one.id === measurement.id);
      const measurements = known
        ? marks.measurements.map((one) => (one.id === measurement.id ? measurement : one))
        : [...marks.measurements, measurement];
      return { ...marks, measurements };
    }
    case 'remove':
      return { ...marks, measurements: marks.measurements.filter((one) => one.id !== event.id) };
    case 'key': {
      const others = marks.keyImages.filter((one) => !sameImage(one, event.image));
      return { ...marks, keyImages: event.on ? [...others, event.image] : others };
    }
    case 'view': {
      const { seriesInstanceUid } = event.view.image;
      const others = marks.views.filter((one) => one.image.seriesInstanceUid !== seriesInstanceUid);
      return { ...marks, views: [...others, event.view] };
    }
    case 'calibrate': {
      const { calibration } = event;
      const others = uncalibrated(marks.calibrations, calibration.image.sopInstanceUid);
      return { ...marks, calibrations: [...others, calibration] };
    }
    case 'uncalibrate':
      return { ...marks, calibrations: uncalibrated(marks.calibrations, event.sopInstanceUid) };
  }
}

function uncalibrated(calibrations: Marks['calibrations'], sopInstanceUid: string): Marks['calibrations'] {
  return calibrations.filter(({ image }) => image.sopInstanceUid !== sopInstanceUid);
}

/** The events that make this state out of nothing. */
export function eventsOf({ measurements, keyImages, views, calibrations }: Marks): readonly MarkEvent[] {
  return [
    ...measurements.map((measurement): MarkEvent => ({ do: 'put', measurement })),
    ...keyImages.map((image): MarkEvent => ({ do: 'key', image, on: true })),
    ...views.map((view): MarkEvent => ({ do: 'view', view })),
    ...calibrations.map((calibration): MarkEvent => ({ do: 'calibrate', calibration })),
  ];
}

export function sameImage(
  one: Pick<ImageRef, 'sopInstanceUid' | 'frame'>,
  other: Pick<ImageRef, 'sopInstanceUid' | 'frame'>,
): boolean {
  return one.sopInstanceUid === other.sopInstanceUid && one.frame === other.frame;
}

/** Two corners of a box as its upper left and lower right, however they were drawn; other points as they are. */
export function inOrder({ tool, points }: Pick<Measurement, 'tool' | 'points'>): Measurement['points'] {
  const [a, b] = points;
  if ((tool !== 'ellipse' && tool !== 'rectangle') || !a || !b) return points;
  return [
    [Math.min(a[0], b[0]), Math.min(a[1], b[1])],
    [Math.max(a[0], b[0]), Math.max(a[1], b[1])],
  ];
}

/** To 1/64 pixel: exact in the 32-bit floats of DICOM, so that what is saved is what comes back. */
export function toSixtyFourths([x, y]: readonly [number, number]): readonly [number, number] {
  return [Math.round(x * 64) / 64, Math.round(y * 64) / 64];
}
