/** The monitor that the window or one of the pictures' own pages is on, followed as it moves or is zoomed, and its millimetre. */
import { useEffect, useState } from 'react';
import { shell } from '../station/shell.ts';
import { monitorName, useCalibrations } from './monitor-calibration.ts';

/** Last answers of the shell: what is opened next does not begin with the wrong monitor. */
const identities = { window: '', images: '', beside: '' };

/** `page`: one of the pictures' own; null for this window. */
export function useMonitorName(page: Window | null = null): string {
  const of = page === null ? 'window' : page.name.startsWith('beside-') ? 'beside' : 'images';
  const [name, setName] = useState(() => monitorName(identities[of], page ?? window));
  useEffect(() => {
    const on = page ?? window;
    let gone = false;
    const follow = (): void => {
      setName(monitorName(identities[of], on));
      shell?.monitor(of === 'window' ? undefined : { of }).then(
        (monitor) => {
          identities[of] = monitor.name;
          if (!gone) setName(monitorName(identities[of], on));
        },
        () => undefined,
      );
    };
    follow();
    // Browsers tell no move to another monitor; size, zoom and focus change with one, and the pointer enters after it.
    const root = on.document.documentElement;
    on.addEventListener('resize', follow);
    on.addEventListener('focus', follow);
    root.addEventListener('mouseenter', follow);
    return () => {
      gone = true;
      on.removeEventListener('resize', follow);
      on.removeEventListener('focus', follow);
      root.removeEventListener('mouseenter', follow);
    };
  }, [page, of]);
  return name;
}

/** CSS pixels a millimetre on the monitor; `usual` where it was never measured. */
export function usePixelsPerMm(usual: number, page: Window | null = null): number {
  return useMeasuredPixelsPerMm(page) ?? usual;
}

/** As `usePixelsPerMm`; null where the monitor was never measured. */
export function useMeasuredPixelsPerMm(page: Window | null = null): number | null {
  const name = useMonitorName(page);
  return useCalibrations((state) => state.byMonitor[name]) ?? null;
}
