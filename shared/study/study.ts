/** A study as stations index it and the window shows it: study, series, instances, with the objects' hashes. */
import { z } from 'zod';
import { formatNameSchema } from './format.ts';
import { instantSchema, sha256Schema, uidSchema } from './ids.ts';
import { arrivalKindSchema } from './kind.ts';
import { furtherIdSchema } from './patient.ts';

export const instanceSchema = z.object({
  sopInstanceUid: uidSchema,
  sopClassUid: z.string(),
  transferSyntaxUid: z.string(),
  sha256: sha256Schema,
  size: z.number().int().nonnegative(),
  instanceNumber: z.number().int().nullable(),
  /** 1 for a single image; null when the object has no pixels. */
  frames: z.number().int().positive().nullable(),
  rows: z.number().int().positive().nullable(),
  columns: z.number().int().positive().nullable(),
  /** Distance along the slice normal in mm, for sorting; null when there is no geometry. */
  position: z.number().nullable(),
  /** False until the bytes lie in this station's vault. */
  held: z.boolean(),
  complete: z.boolean(),
  /**
   * Set where these bytes are not what the device sent but a lossless recompression of it, made on the way across a slow
   * link. The township keeps the original; every stored value was proved equal before it was sent.
   */
  original: z
    .object({
      sha256: sha256Schema,
      size: z.number().int().nonnegative(),
      transferSyntaxUid: z.string(),
      /** Over all stored values as little-endian int32, of both encodings. */
      pixelSha256: sha256Schema,
    })
    .optional(),
  /** A reader saved it beside the images: in no n/m and in no image set. Only the exchange says so. */
  marks: z.boolean().optional(),
  /** What the bytes are; stations of before only ever kept DICOM. */
  format: formatNameSchema.default('dicom'),
});
export type Instance = z.infer<typeof instanceSchema>;

export const seriesSchema = z.object({
  seriesInstanceUid: uidSchema,
  modality: z.string(),
  seriesNumber: z.number().int().nullable(),
  description: z.string(),
  bodyPart: z.string(),
  instances: z.array(instanceSchema),
});
export type Series = z.infer<typeof seriesSchema>;

export const studySchema = z.object({
  studyInstanceUid: uidSchema,
  kind: arrivalKindSchema,
  accessionNumber: z.string(),
  description: z.string(),
  /** As the device wrote it into the objects, never used as the report's identity. */
  devicePatient: z.object({
    name: z.string(),
    id: z.string(),
    sex: z.string(),
    birthDate: z.string().nullable(),
    /** Issuer of Patient ID (0010,0021); absent where the device writes none. */
    issuer: z.string().optional(),
    /** Further numbers (0010,1002); absent where there are none. */
    otherIds: z.array(furtherIdSchema).max(20).optional(),
  }),
  acquiredAt: instantSchema.nullable(),
  /** The end of a recording of hours; absent for all others. */
  acquiredUntil: instantSchema.optional(),
  institution: z.string(),
  stationAet: z.string(),
  /** 图片心电图: a person sent a document as an ECG; nothing on it can be measured. */
  picture: z.boolean().optional(),
  /** 字符集已纠正: what the objects declare ('' for nothing), and what their text turned out to be. */
  textCorrection: z.object({ declared: z.string(), readAs: z.string() }).optional(),
  series: z.array(seriesSchema),
});
export type Study = z.infer<typeof studySchema>;
