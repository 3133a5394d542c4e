/** How long a study must be quiet before it counts as complete, by modality; a device may have its own (design, section 2). */

export interface QuietTimes {
  /** ms by DICOM modality. */
  readonly byModality: Readonly<Record<string, number>>;
  /** ms for every other modality. */
  readonly otherwise: number;
  /** ms by calling AE title or watched path; goes before the modality. */
  readonly byDevice: Readonly<Record<string, number>>;
}

/** ECG 0 s, DR and ultrasound 10 s, CT and MR (and what is as long in coming) 30 s. */
export const defaultQuietTimes: QuietTimes = {
  byModality: { ECG: 0, CT: 30_000, MR: 30_000, PT: 30_000, NM: 30_000, XA: 30_000, MG: 30_000 },
  otherwise: 10_000,
  byDevice: {},
};

export function quietTimeFor(times: QuietTimes, modality: string, device: string): number {
  return times.byDevice[device] ?? times.byModality[modality] ?? times.otherwise;
}
