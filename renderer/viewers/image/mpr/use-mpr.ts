/** Opens and leaves the reconstruction of the series in use, and gives it the reader's commands. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Language } from '#shared/failure.ts';
import type { Command } from '../commands.ts';
import type { Pane } from '../pane.ts';
import type { Stack } from '../stack.ts';
import type { ViewerSession } from '../viewer-session.ts';
import type { MprRoom } from './mpr-room.ts';
import { mprWordsIn } from './mpr-words.ts';
import { runInMpr } from './run-in-mpr.ts';

export interface MprControl {
  readonly isOpen: boolean;
  /** The pane it was entered from. */
  readonly pane: Pane | null;
  readonly leave: () => void;
  readonly onRoom: (room: MprRoom | null) => void;
  /** True when the command was the reconstruction's. */
  readonly run: (command: Command) => boolean;
}

export function useMpr(
  session: ViewerSession | null,
  active: number,
  stack: Stack | null,
  language: Language,
): MprControl {
  const [openOf, setOpenOf] = useState<string | null>(null);
  const room = useRef<MprRoom | null>(null);
  const series = stack?.seriesInstanceUid ?? null;
  const pane = session?.pane(active) ?? null;
  const isOpen = openOf !== null && openOf === series && pane !== null;
  const leave = useCallback(() => setOpenOf(null), []);
  // Another series in the pane, hung by mouse or by a click on a measurement, is looked at itself.
  useEffect(() => {
    if (openOf !== null && openOf !== series) setOpenOf(null);
  }, [openOf, series]);

  return {
    isOpen,
    pane,
    leave,
    onRoom: useCallback((next: MprRoom | null) => {
      room.current = next;
    }, []),
    run(command) {
      if (command.do === 'mpr') {
        if (isOpen) leave();
        else if (series !== null) setOpenOf(series);
        return true;
      }
      return isOpen && room.current !== null && runInMpr(room.current, command, mprWordsIn(language));
    },
  };
}
