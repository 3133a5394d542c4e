/** Pictures whose every distance and value is known: a CT block with a bright cube, a projection, an ultrasound cine. */

import type { DataSet } from '../../../../../practice/dicom/write-data-set.ts';
import { writeFile } from '../../../../../practice/dicom/write-file.ts';

const study = '2.25.1111';

export interface CtOptions {
  readonly slices: number;
  readonly size?: number;
  readonly spacing?: string;
  readonly orientation?: string;
  readonly series?: number;
  readonly withSpacing?: boolean;
  /** Of the centre of the first pixel, in mm; every 2 mm upward when it is left out. */
  readonly position?: (index: number) => readonly [number, number, number];
  readonly description?: string;
  readonly bodyPart?: string;
  /** HU of a voxel (column, row, slice); the disc and square when it is left out. */
  readonly value?: (x: number, y: number, index: number) => number;
  /** Frame of reference; each series has its own when it is left out. */
  readonly frameOfReference?: string;
}

/** Axial CT: air, a disc of 40 HU and in its middle a square of 1000 HU that is a quarter of the image wide. */
export function syntheticCt(options: CtOptions): Uint8Array[] {
  const { slices, size = 512, spacing = '0.5\\0.5', series = 1, withSpacing = true } = options;
  return Array.from({ length: slices }, (_, index) =>
    part10(`ct-${index}`, {
      ...identity('CT', '1.2.840.10008.5.1.4.1.1.2', series, index),
      SeriesDescription: options.description ?? `合成 CT ${series}`,
      ...(options.bodyPart === undefined ? {} : { BodyPartExamined: options.bodyPart }),
      ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
      ImagePositionPatient: (options.position?.(index) ?? [-128, -128, index * 2]).map(String),
      ImageOrientationPatient: options.orientation ?? '1\\0\\0\\0\\1\\0',
      FrameOfReferenceUID: options.frameOfReference ?? `2.25.77${series}`,
      SliceThickness: '2',
      ...(withSpacing ? { PixelSpacing: spacing } : {}),
      ...grey(
        size,
        size,
        16,
        options.value ? painted(size, index, options.value) : discAndSquare(size, index),
      ),
      RescaleIntercept: '-1024',
      RescaleSlope: '1',
      RescaleType: 'HU',
      WindowCenter: '40',
      WindowWidth: '400',
    }),
  );
}

/** A digital radiograph with detector spacing only, or with an estimated magnification too. */
export function syntheticDx(size = 400, magnification: string | null = null): Uint8Array {
  return part10('dx', {
    ...identity('DX', '1.2.840.10008.5.1.4.1.1.1.1', 2, 0),
    SeriesDescription: '胸部正位',
    ImagerPixelSpacing: '0.2\\0.2',
    ...(magnification === null ? {} : { EstimatedRadiographicMagnificationFactor: magnification }),
    PatientOrientation: 'L\\F',
    ...grey(size, size, 12, discAndSquare(size, 0)),
    PhotometricInterpretation: 'MONOCHROME1',
  });
}

/** An ultrasound cine whose lower half is a 2D region of 0.02 cm a pixel. */
export function syntheticUs(frames = 12, size = 200): Uint8Array {
  const pixels = new Uint8Array(frames * size * size);
  for (let frame = 0; frame < frames; frame++) {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        pixels[(frame * size + y) * size + x] = (x * 2 + frame * 16 + y) & 0xff;
      }
    }
  }
  return part10('us', {
    ...identity('US', '1.2.840.10008.5.1.4.1.1.3.1', 3, 0),
    SeriesDescription: '心脏动态',
    NumberOfFrames: String(frames),
    FrameTime: '50',
    FrameIncrementPointer: [0x00181063],
    SequenceOfUltrasoundRegions: [
      {
        RegionSpatialFormat: 1,
        RegionDataType: 1,
        RegionFlags: 0,
        RegionLocationMinX0: 0,
        RegionLocationMinY0: 100,
        RegionLocationMaxX1: 199,
        RegionLocationMaxY1: 199,
        PhysicalUnitsXDirection: 3,
        PhysicalUnitsYDirection: 3,
        PhysicalDeltaX: 0.02,
        PhysicalDeltaY: 0.02,
      },
    ],
    ...grey(size, size, 8, pixels),
  });
}

function identity(modality: string, sopClass: string, series: number, index: number): DataSet {
  return {
    SOPClassUID: sopClass,
    SOPInstanceUID: `${study}.${series}.${index + 1}`,
    StudyInstanceUID: study,
    SeriesInstanceUID: `${study}.${series}`,
    Modality: modality,
    SeriesNumber: String(series),
    InstanceNumber: String(index + 1),
    PatientName: '测试^患者',
    PatientID: 'T1',
    StudyDate: '20260101',
    StudyTime: '080000',
  };
}

function grey(rows: number, columns: number, bits: 8 | 12 | 16, pixels: Uint8Array | Uint16Array): DataSet {
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: bits === 8 ? 8 : 16,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
    PixelData: pixels,
  };
}

function discAndSquare(size: number, index: number): Uint16Array {
  const pixels = new Uint16Array(size * size);
  const middle = size / 2;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const inDisc = Math.hypot(x - middle, y - middle) < size * 0.4;
      const inSquare = Math.abs(x - middle) < size / 8 && Math.abs(y - middle) < size / 8;
      const texture = ((x * 7 + y * 13 + index * 31) % 16) - 8;
      pixels[y * size + x] = inSquare ? 2024 : inDisc ? 1064 + texture : 24;
    }
  }
  return pixels;
}

function painted(size: number, index: number, value: NonNullable<CtOptions['value']>): Uint16Array {
  return Uint16Array.from(
    { length: size * size },
    (_, at) => value(at % size, Math.floor(at / size), index) + 1024,
  );
}

function part10(name: string, dataSet: DataSet): Uint8Array {
  return writeFile(name, dataSet, 'ISO_IR 192').bytes;
}
