/** Opens and leaves the volume of the series in use, and gives it the reader's commands. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Command } from '../commands.ts';
import type { VolumeRoom } from './volume-room.ts';

export interface VolumeControl {
  readonly isOpen: boolean;
  readonly leave: () => void;
  readonly onRoom: (room: VolumeRoom | null) => void;
  /** True when the command was the volume's. */
  readonly run: (command: Command) => boolean;
}

/** `series`: UID of the one in use; null while the pane is empty. */
export function useVolume(series: string | null): VolumeControl {
  const [openOf, setOpenOf] = useState<string | null>(null);
  const room = useRef<VolumeRoom | null>(null);
  const isOpen = openOf !== null && openOf === series;
  const leave = useCallback(() => setOpenOf(null), []);
  // Another series in the pane is looked at itself.
  useEffect(() => {
    if (openOf !== null && openOf !== series) setOpenOf(null);
  }, [openOf, series]);
  return {
    isOpen,
    leave,
    onRoom: useCallback((next: VolumeRoom | null) => {
      room.current = next;
    }, []),
    run(command) {
      if (command.do === 'volume-3d') {
        setOpenOf(isOpen ? null : series);
        return true;
      }
      return isOpen && room.current?.run(command) === true;
    },
  };
}
