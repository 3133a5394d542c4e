/** What the viewer needs to know of one frame, read from its data set once when the file arrives. */
import type { Vector3 } from '#shared/measure/slice-plane.ts';
import type { SpacingFacts } from '#shared/measure/spacing.ts';

export interface WindowSetting {
  readonly center: number;
  readonly width: number;
}

export interface ImageHeader {
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string;
  readonly modality: string;
  readonly imageType: readonly string[];
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samplesPerPixel: number;
  readonly photometric: string;
  readonly spacing: SpacingFacts;
  /** Image Orientation (Patient): directions along a row and down a column; null without geometry. */
  readonly rowCosines: Vector3 | null;
  readonly columnCosines: Vector3 | null;
  readonly position: Vector3 | null;
  /** Patient Orientation (0020,0020), e.g. ["L","F"], for projections without geometry. */
  readonly patientOrientation: readonly string[];
  readonly sliceThickness: number | null;
  readonly sliceLocation: number | null;
  readonly rescale: { readonly slope: number; readonly intercept: number; readonly type: string } | null;
  readonly windows: readonly WindowSetting[];
  readonly voiFunction: string;
  /** True when pixels were lost, by the syntax or by Lossy Image Compression (0028,2110). */
  readonly lossy: boolean;
  readonly lossyRatio: number | null;
  /** Milliseconds per frame; null for a still image. */
  readonly frameTimeMs: number | null;
}
