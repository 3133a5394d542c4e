/** Where the pictures of a case lie: beside its report, or in the window on another display, under the banner of whose they are. */
import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../state/session-store.ts';
import classes from './reading.module.css';

export function PictureRoom(props: {
  /** The window they lie in; null: here. */
  page: Window | null;
  /** False for a case that is only being built behind another: nobody may see it. */
  active: boolean;
  banner: ReactNode;
  children: ReactNode;
  onBringBack: () => void;
}) {
  const { t } = useTranslation();
  const isLocked = useSession((state) => state.session?.locked !== false);
  const { page, children } = props;
  const host = page?.document.getElementById('root') ?? null;
  if (host === null) return children;
  return (
    <>
      <div className={classes.apart} data-images-apart>
        <Text size="sm" c="dimmed">
          {t('reading.apart.there')}
        </Text>
        <Button size="compact-sm" variant="default" onClick={props.onBringBack} title="Alt+M">
          {t('reading.apart.back')}
        </Button>
      </div>
      {createPortal(
        <div className={classes.apartRoom} data-shown={props.active && !isLocked}>
          {props.banner}
          <div className={classes.room}>{children}</div>
        </div>,
        host,
      )}
    </>
  );
}
