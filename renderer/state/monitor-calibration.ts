/**
 * How many CSS pixels a millimetre takes on each monitor of this computer, measured with a ruler. A monitor is told by the
 * name the shell gives of it, its size and its zoom (in a browser by these two alone); it is kept on this computer, beside the
 * site's usual value.
 */
import { create } from 'zustand';

const storageKey = 'yuanzhen.pixelsPerMm';
/** Outside these a line was measured wrongly: from a wall display to the finest telephone. */
const believable = { least: 0.5, most: 25 } as const;

type Calibrations = Readonly<Record<string, number>>;

interface CalibrationState {
  readonly byMonitor: Calibrations;
  calibrate(monitor: string, pixelsPerMm: number): void;
}

/** The monitor that the page is on: another size or another zoom is another calibration; `identity` is '' in a browser. */
export function monitorName(
  identity: string,
  page: Pick<Window, 'screen' | 'devicePixelRatio'> = window,
): string {
  const { width, height } = page.screen;
  const size = `${width}×${height} @${Math.round(page.devicePixelRatio * 100)}%`;
  return identity === '' ? size : `${identity} ${size}`;
}

/** What was kept before; entries that no monitor could have are dropped. */
export function readCalibrations(text: string | null): Calibrations {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter(
        ([, value]) => typeof value === 'number' && value >= believable.least && value <= believable.most,
      ),
    );
  } catch {
    return {};
  }
}

export const useCalibrations = create<CalibrationState>((set, get) => ({
  byMonitor: readCalibrations(globalThis.localStorage?.getItem(storageKey) ?? null),
  calibrate: (monitor, pixelsPerMm) => {
    if (!(pixelsPerMm >= believable.least && pixelsPerMm <= believable.most)) return;
    const byMonitor = { ...get().byMonitor, [monitor]: pixelsPerMm };
    localStorage.setItem(storageKey, JSON.stringify(byMonitor));
    set({ byMonitor });
  },
}));
