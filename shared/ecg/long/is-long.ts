/** Which recordings are read a stretch at a time. */

/** No resting or exercise ECG lasts longer, s. */
const longFromSeconds = 300;

interface GroupFacts {
  readonly leads: readonly unknown[];
  readonly sampleCount: number;
  readonly samplingHz: number;
}

/** Judged by the first group, which is the one that is shown and printed. */
export function isLongRecording({ groups }: { readonly groups: readonly GroupFacts[] }): boolean {
  const [first] = groups;
  return (
    first !== undefined && first.leads.length > 0 && first.sampleCount / first.samplingHz > longFromSeconds
  );
}

/** Ten seconds of twelve leads are a tenth of it. */
const mayBeLongFrom = 1024 * 1024;

/** Whether a file of so many bytes is worth asking how long its recording is before it is read whole. */
export function mayBeLong(bytes: number): boolean {
  return bytes > mayBeLongFrom;
}
