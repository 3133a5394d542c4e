/** A fold of the toolbar where the place is narrow: its choices hang under one button and stay open until they are left. */
import { Button, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import styles from './ecg-viewer.module.css';

/** `on`: something in it differs from what is usual. */
export function ToolbarMenu(props: {
  readonly label: string;
  readonly on: boolean;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      // The viewer may lie in a window of its own: nothing of it is drawn into another.
      withinPortal={false}
      trapFocus
      shadow="md"
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          className={styles.fold}
          variant={props.on ? 'light' : 'default'}
          rightSection={<IconChevronDown size={12} />}
          onClick={() => setOpen(!isOpen)}
        >
          {props.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown
        className={styles.menu}
        // Escape leaves the menu, not the case behind it.
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setOpen(false);
        }}
      >
        {props.children}
      </Popover.Dropdown>
    </Popover>
  );
}
