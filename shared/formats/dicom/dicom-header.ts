/** Journey step 2: what a DICOM object says about itself, as the command line, the index and the viewers need it. */
import type { ArrivalKind } from '../../study/kind.ts';
import type { FurtherId } from '../../study/patient.ts';
import type { FormatWarning } from '../format-warnings.ts';
import type { PixelFacts } from './pixel-length.ts';

/** 字符集已纠正: what the file declares ('' for nothing), and what its bytes turned out to be. */
export interface TextCorrection {
  readonly declared: string;
  readonly readAs: string;
}

export interface DicomPatient {
  /** All component groups, decoded: `Wang^XiaoDong=王^小东`. */
  readonly name: string;
  /** As read aloud: 王小东. */
  readonly displayName: string;
  readonly id: string;
  /** Issuer of Patient ID (0010,0021); absent where the object has none. */
  readonly issuer?: string;
  /** Other Patient IDs (0010,1002) and (0010,1000); absent where the object has none. */
  readonly otherIds?: readonly FurtherId[];
  readonly sex: string;
  /** YYYY-MM-DD, or null. */
  readonly birthDate: string | null;
}

export interface DicomHeader {
  readonly kind: ArrivalKind;
  /** '' where the object has none. */
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly transferSyntaxUid: string;
  /** False when the bytes had no Part 10 header. */
  readonly part10: boolean;
  readonly patient: DicomPatient;
  readonly modality: string;
  readonly accessionNumber: string;
  readonly studyDescription: string;
  readonly seriesDescription: string;
  readonly seriesNumber: number | null;
  readonly instanceNumber: number | null;
  readonly bodyPart: string;
  readonly institution: string;
  /** Station Name (0008,1010), else the source AE of the file meta information. */
  readonly stationName: string;
  /** Milliseconds since 1970; a device without a stated zone is taken to be in China (+0800). */
  readonly acquiredAt: number | null;
  /** The end of a waveform of hours, as far as its head was read; absent for all else. */
  readonly acquiredUntil?: number;
  readonly rows: number | null;
  readonly columns: number | null;
  /** 1 for a single image; null when the object has no pixels. */
  readonly frames: number | null;
  readonly pixels: PixelFacts | null;
  /** Distance along the slice normal in mm. */
  readonly position: number | null;
  /** Where the pixel data lies; `length` null while it is encapsulated and was not walked. */
  readonly pixelData: { readonly offset: number; readonly length: number | null } | null;
  /** Null where the text is in the character set that it is declared to be in. */
  readonly textCorrection: TextCorrection | null;
  /** Proven from every byte; null when only the first part of the file was read. */
  readonly complete: boolean | null;
  readonly warnings: readonly FormatWarning[];
}
