/** A small button of the toolbars: its label and key in the tooltip, pressed while it is on. */
import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

export interface ToolProps {
  readonly label: string;
  readonly on?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function Tool({ label, on, disabled, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        size={28}
        variant={on === true ? 'filled' : 'default'}
        aria-label={label}
        aria-pressed={on}
        disabled={disabled === true}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
