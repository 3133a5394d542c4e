/** How the monitors of this computer were checked and whether their greys are corrected; kept on it, by the monitor's name, like its millimetre. */
import { useMemo } from 'react';
import { create } from 'zustand';
import {
  checkDueAt,
  correctionOf,
  type DisplayCheck,
  displayCheckSchema,
} from '#shared/measure/display-check.ts';
import { useMonitorName } from './use-monitor.ts';

const storageKey = 'yuanzhen.displayChecks';

type Checks = Readonly<Record<string, DisplayCheck>>;

interface DisplayChecks {
  readonly byMonitor: Checks;
  change(monitor: string, part: Partial<DisplayCheck>): void;
}

const unchecked: DisplayCheck = { seen: null, metered: null, isCorrecting: false };

/** What was kept before; entries that are none are dropped. */
export function readChecks(text: string | null): Checks {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).flatMap(([monitor, value]) => {
        const read = displayCheckSchema.safeParse(value);
        return read.success ? [[monitor, read.data]] : [];
      }),
    );
  } catch {
    return {};
  }
}

export const useDisplayChecks = create<DisplayChecks>((set, get) => ({
  byMonitor: readChecks(globalThis.localStorage?.getItem(storageKey) ?? null),
  change: (monitor, part) => {
    const check = { ...(get().byMonitor[monitor] ?? unchecked), ...part };
    const byMonitor = { ...get().byMonitor, [monitor]: check };
    localStorage.setItem(storageKey, JSON.stringify(byMonitor));
    set({ byMonitor });
  },
}));

/** Of one monitor. */
export function useDisplayCheck(monitor: string): DisplayCheck {
  return useDisplayChecks((state) => state.byMonitor[monitor]) ?? unchecked;
}

/** Level to show for each of 256 levels on the monitor of the page (null: this window); null where greys are shown as they are. */
export function useGreyCorrection(page: Window | null): readonly number[] | null {
  const { metered, isCorrecting } = useDisplayCheck(useMonitorName(page));
  return useMemo(
    () => (isCorrecting && metered !== null ? correctionOf(metered) : null),
    [metered, isCorrecting],
  );
}

/** When the check of a monitor in use, those of the pictures' pages too, was due first, in ms; null while none is overdue or none was ever checked. */
export function useOverdueCheck(images: Window | null, beside: Window | null, now: number): number | null {
  const all = [
    checkDueAt(useDisplayCheck(useMonitorName())),
    checkDueAt(useDisplayCheck(useMonitorName(images))),
    checkDueAt(useDisplayCheck(useMonitorName(beside))),
  ];
  const due = all.filter((one) => one !== null && one <= now) as number[];
  return due.length === 0 ? null : Math.min(...due);
}
