/** Image objects of the practice township: painted pixels under the attributes of their modality. */
import type { ExamObject } from '../exam.ts';
import { drChestFrame } from '../phantom/dr-chest.ts';
import { depthMm, halfAngle, probeRadiusMm, skinRow, usFrame, usSpacing } from '../phantom/us-scan.ts';
import type { Random } from '../random.ts';
import { describeObject, type ExamHeader, type SeriesHeader } from './exam-header.ts';
import { drawUid } from './uid.ts';
import type { DataSet } from './write-data-set.ts';
import { writeFile } from './write-file.ts';

export const sopClasses = {
  ct: '1.2.840.10008.5.1.4.1.1.2',
  mr: '1.2.840.10008.5.1.4.1.1.4',
  dx: '1.2.840.10008.5.1.4.1.1.1.1',
  usMultiframe: '1.2.840.10008.5.1.4.1.1.3.1',
} as const;

export interface SliceGeometry {
  readonly size: number;
  readonly spacing: number;
  readonly thickness: number;
  /** Distance between slice centres, mm. */
  readonly step: number;
  /** Patient coordinates: height of the first slice, mm. */
  readonly firstZ: number;
  readonly frameOfReferenceUid: string;
}

export type CtOrMr =
  | {
      readonly modality: 'ct';
      readonly kernel: string;
      readonly window: readonly [centre: number, width: number];
    }
  | {
      readonly modality: 'mr';
      readonly sequence: 't2' | 'dwi';
      readonly window: readonly [centre: number, width: number];
    };

/** One slice of a CT or MR series; `index` counts from the lowest slice. */
export function makeSlice(
  exam: ExamHeader,
  series: SeriesHeader,
  geometry: SliceGeometry,
  what: CtOrMr,
  index: number,
  pixels: Uint16Array,
  random: Random,
): ExamObject {
  const sopClass = what.modality === 'ct' ? sopClasses.ct : sopClasses.mr;
  const z = geometry.firstZ + index * geometry.step;
  const corner = (-(geometry.size - 1) / 2) * geometry.spacing;
  const dataSet: DataSet = {
    ...describeObject(exam, series, sopClass, drawUid(random), index + 1),
    ...(what.modality === 'ct' ? ctAttributes(what.kernel) : mrAttributes(what.sequence)),
    SliceThickness: geometry.thickness,
    SpacingBetweenSlices: geometry.step,
    PatientPosition: 'HFS',
    ImagePositionPatient: [corner.toFixed(3), corner.toFixed(3), z.toFixed(2)],
    ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
    FrameOfReferenceUID: geometry.frameOfReferenceUid,
    PositionReferenceIndicator: '',
    SliceLocation: z.toFixed(2),
    PixelSpacing: [geometry.spacing, geometry.spacing],
    WindowCenter: what.window[0],
    WindowWidth: what.window[1],
    ...greyImage(geometry.size, geometry.size, 12),
    PixelData: pixels,
  };
  return writeFile(`${what.modality}-${series.number}-${pad(index + 1)}.dcm`, dataSet, exam.characterSet);
}

function ctAttributes(kernel: string): DataSet {
  return {
    ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    KVP: 120,
    ExposureTime: 750,
    XRayTubeCurrent: 240,
    ConvolutionKernel: kernel,
    RescaleIntercept: -1024,
    RescaleSlope: 1,
    RescaleType: 'HU',
  };
}

function mrAttributes(sequence: 't2' | 'dwi'): DataSet {
  const spin = sequence === 't2';
  return {
    ImageType: ['ORIGINAL', 'PRIMARY', spin ? 'M' : 'DIFFUSION'],
    ScanningSequence: spin ? 'SE' : 'EP',
    SequenceVariant: 'SK',
    ScanOptions: spin ? '' : 'FS',
    MRAcquisitionType: '2D',
    RepetitionTime: spin ? 4200 : 5600,
    EchoTime: spin ? 98 : 86,
    EchoTrainLength: spin ? 16 : 1,
    MagneticFieldStrength: 1.5,
  };
}

/** A chest film as a Digital X-Ray Image for presentation. */
export function makeRadiograph(
  exam: ExamHeader,
  series: SeriesHeader,
  pixels: Uint16Array,
  random: Random,
): ExamObject {
  const { rows, columns, spacing } = drChestFrame;
  const dataSet: DataSet = {
    ...describeObject(exam, series, sopClasses.dx, drawUid(random), 1),
    ImageType: ['ORIGINAL', 'PRIMARY', ''],
    PresentationIntentType: 'FOR PRESENTATION',
    AnatomicRegionSequence: [code('T-D3000', 'SRT', 'Chest')],
    ViewCodeSequence: [code('R-10214', 'SRT', 'postero-anterior')],
    ViewPosition: 'PA',
    ImageLaterality: 'U',
    PatientOrientation: ['L', 'F'],
    KVP: 125,
    ExposureTime: 12,
    XRayTubeCurrent: 320,
    Exposure: 4,
    DistanceSourceToDetector: 1800,
    ImagerPixelSpacing: [spacing, spacing],
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: -1,
    WindowCenter: 1450,
    WindowWidth: 2500,
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    PresentationLUTShape: 'IDENTITY',
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
    AcquisitionContextSequence: [],
    ...greyImage(rows, columns, 12),
    PixelData: pixels,
  };
  return writeFile('dr-1-0001.dcm', dataSet, exam.characterSet);
}

/** An ultrasound cine as one multi-frame object. */
export function makeCine(
  exam: ExamHeader,
  series: SeriesHeader,
  cine: Uint8Array,
  random: Random,
): ExamObject {
  const { rows, columns, frames, frameTime } = usFrame;
  const reach = Math.sin(halfAngle) * (probeRadiusMm + depthMm);
  const halfWidth = Math.min(columns / 2 - 1, Math.floor(reach / usSpacing));
  const dataSet: DataSet = {
    ...describeObject(exam, series, sopClasses.usMultiframe, drawUid(random), 1),
    ImageType: ['ORIGINAL', 'PRIMARY', 'ABDOMINAL', '0001'],
    FrameTime: frameTime,
    FrameIncrementPointer: 0x00181063,
    NumberOfFrames: frames,
    PatientOrientation: '',
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
    SequenceOfUltrasoundRegions: [
      {
        // 2D tissue in centimetres (PS3.3 C.8.5.5).
        RegionSpatialFormat: 1,
        RegionDataType: 1,
        RegionFlags: 0,
        RegionLocationMinX0: columns / 2 - halfWidth,
        RegionLocationMinY0: skinRow - 22,
        RegionLocationMaxX1: columns / 2 + halfWidth,
        RegionLocationMaxY1: Math.min(rows - 1, skinRow + Math.round(depthMm / usSpacing)),
        ReferencePixelX0: halfWidth,
        ReferencePixelY0: 22,
        PhysicalUnitsXDirection: 3,
        PhysicalUnitsYDirection: 3,
        ReferencePixelPhysicalValueX: 0,
        ReferencePixelPhysicalValueY: 0,
        PhysicalDeltaX: usSpacing / 10,
        PhysicalDeltaY: usSpacing / 10,
      },
    ],
    ...greyImage(rows, columns, 8),
    PixelData: cine,
  };
  return writeFile('us-1-0001.dcm', dataSet, exam.characterSet);
}

function greyImage(rows: number, columns: number, bits: number): DataSet {
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: bits > 8 ? 16 : 8,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
  };
}

/** A code item (PS3.3 section 8.8). */
export function code(value: string, scheme: string, meaning: string): DataSet {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}

function pad(value: number): string {
  return String(value).padStart(4, '0');
}
