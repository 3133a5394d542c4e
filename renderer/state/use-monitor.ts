/** The monitor that the window is on, followed as the window moves or is zoomed, and its millimetre. */
import { useEffect, useState } from 'react';
import { shell } from '../station/shell.ts';
import { monitorName, useCalibrations } from './monitor-calibration.ts';

/** Last answer of the shell: what is opened next does not begin with the wrong monitor. */
let identity = '';

export function useMonitorName(): string {
  const [name, setName] = useState(() => monitorName(identity));
  useEffect(() => {
    let gone = false;
    const follow = (): void => {
      setName(monitorName(identity));
      shell?.monitor().then(
        (monitor) => {
          identity = monitor.name;
          if (!gone) setName(monitorName(identity));
        },
        () => undefined,
      );
    };
    follow();
    // Browsers tell no move to another monitor; size, zoom and focus change with one, and the pointer enters after it.
    const root = document.documentElement;
    window.addEventListener('resize', follow);
    window.addEventListener('focus', follow);
    root.addEventListener('mouseenter', follow);
    return () => {
      gone = true;
      window.removeEventListener('resize', follow);
      window.removeEventListener('focus', follow);
      root.removeEventListener('mouseenter', follow);
    };
  }, []);
  return name;
}

/** CSS pixels a millimetre on this monitor; `usual` where it was never measured. */
export function usePixelsPerMm(usual: number): number {
  return useMeasuredPixelsPerMm() ?? usual;
}

/** As `usePixelsPerMm`; null where the monitor was never measured. */
export function useMeasuredPixelsPerMm(): number | null {
  const name = useMonitorName();
  return useCalibrations((state) => state.byMonitor[name]) ?? null;
}
