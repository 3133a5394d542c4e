/** Where the pictures of a case lie: beside its report, or in the window on another display, under the banner of whose they are. */
import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApartRoom } from './apart-room.tsx';
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
  const { page, children } = props;
  if (page === null) return children;
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
      <ApartRoom page={page} active={props.active} banner={props.banner}>
        {children}
      </ApartRoom>
    </>
  );
}
