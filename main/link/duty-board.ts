/** Who is on duty, as the exchange last told; null while the link is down or the exchange does not know yet. */
import type { Duty } from '#shared/study/duty.ts';

export interface DutyBoard {
  readonly current: () => Duty | null;
  readonly set: (duty: Duty | null) => void;
}

/** `onChanged` runs when it is another than before. */
export function createDutyBoard(onChanged: (duty: Duty | null) => void): DutyBoard {
  let known: Duty | null = null;
  return {
    current: () => known,
    set: (duty) => {
      if (JSON.stringify(duty) === JSON.stringify(known)) return;
      known = duty;
      onChanged(duty);
    },
  };
}
