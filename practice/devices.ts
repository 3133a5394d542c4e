/** The practice township's devices: who calls, and what they write about themselves. All makers are invented. */
import type { ExamKind } from './exam.ts';

export interface Device {
  /** Calling AE title in its associations. */
  readonly aeTitle: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
}

export const devices: Record<ExamKind, Device> = {
  ct: { aeTitle: 'PRACT_CT', manufacturer: 'JIANGHAN MEDICAL', model: 'NeuCT 16', serial: 'JH16-2207' },
  mr: { aeTitle: 'PRACT_MR', manufacturer: 'JIANGHAN MEDICAL', model: 'QuietMR 1.5', serial: 'JM15-0311' },
  dr: { aeTitle: 'PRACT_DR', manufacturer: 'CHANGDI IMAGING', model: 'FlatView 1700', serial: 'CD-88120' },
  us: { aeTitle: 'PRACT_US', manufacturer: 'LUHU ULTRASOUND', model: 'Sono 5', serial: 'LH5-40917' },
  ecg: { aeTitle: 'PRACT_ECG', manufacturer: 'TONGJIN CARDIO', model: 'Trace 12', serial: 'TJ12-6603' },
};
