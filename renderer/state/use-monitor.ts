/** The monitor that the window is on, followed as the window moves or is zoomed, and its millimetre. */
import { useEffect, useState } from 'react';
import { monitorName, useCalibrations } from './monitor-calibration.ts';

export function useMonitorName(): string {
  const [name, setName] = useState(monitorName);
  useEffect(() => {
    const follow = (): void => setName(monitorName());
    // Browsers tell no move to another monitor; size, zoom and focus change with one.
    const events = ['resize', 'focus'] as const;
    for (const event of events) window.addEventListener(event, follow);
    return () => {
      for (const event of events) window.removeEventListener(event, follow);
    };
  }, []);
  return name;
}

/** CSS pixels a millimetre on this monitor; `usual` where it was never measured. */
export function usePixelsPerMm(usual: number): number {
  const name = useMonitorName();
  return useCalibrations((state) => state.byMonitor[name]) ?? usual;
}
