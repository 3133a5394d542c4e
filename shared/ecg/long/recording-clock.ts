/** Time of day at a moment of a long recording, as its axis, list and hover say it; time from its start where no clock is known. */

export interface RecordingClock {
  /** Second of the day at the recording's first sample; 0 without a clock. */
  readonly zeroSeconds: number;
  readonly known: boolean;
  /** `07:06:05`; from the second day on with `+1d `. */
  readonly text: (seconds: number, digits?: number) => string;
}

const day = 86_400;

/** `acquiredAt` is ISO without zone. */
export function recordingClock(acquiredAt: string | null, offsetMs = 0): RecordingClock {
  const found = /T(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)/.exec(acquiredAt ?? '');
  const known = found !== null;
  const [hours, minutes, seconds] = (found?.slice(1) ?? [0, 0, 0]).map(Number) as [number, number, number];
  const zeroSeconds = known ? hours * 3600 + minutes * 60 + seconds + offsetMs / 1000 : 0;
  return {
    zeroSeconds,
    known,
    text: (since, digits = 0) => {
      const scale = 10 ** digits;
      // Rounded once, so that 59.9996 s is the next minute and not second 60.
      const at = Math.floor((zeroSeconds + since) * scale + 1e-6) / scale;
      const days = Math.floor(at / day);
      const rest = at - days * day;
      const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
      const second = (rest % 60).toFixed(digits).padStart(digits === 0 ? 2 : 3 + digits, '0');
      const clock = `${two(rest / 3600)}:${two((rest % 3600) / 60)}:${second}`;
      return days === 0 ? clock : `+${days}d ${clock}`;
    },
  };
}
