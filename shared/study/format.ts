/** The file formats an arrival may be in; an instance keeps its own, since only DICOM objects say so themselves. */
import { z } from 'zod';

export const formatNames = [
  'dicom',
  'scp-ecg',
  'hl7-aecg',
  'muse-xml',
  'philips-xml',
  'schiller-xml',
  'edf',
  'bdf',
  'wfdb',
  'ishne',
  'pdf',
  'jpeg',
  'png',
  'zip',
  /** Whatever it is: a person kept it beside a study, and no program looks into it. */
  'attachment',
] as const;
export type FormatName = (typeof formatNames)[number];

export const formatNameSchema = z.enum(formatNames);
