/** Where the prior and the other examination of the visit lie: beside the pictures that are read, or in a window of their own on a further display. */
import { ActionIcon, Center, Text } from '@mantine/core';
import { IconArrowBack, IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApartRoom } from './apart-room.tsx';

export function BesideRoom(props: {
  page: Window;
  active: boolean;
  banner: ReactNode;
  /** Null while nothing is beside the case. */
  children: ReactNode | null;
}) {
  const { t } = useTranslation();
  return (
    <ApartRoom page={props.page} active={props.active} banner={props.banner}>
      {props.children ?? (
        <Center flex={1} p="md" data-beside-empty>
          <Text size="sm" c="dimmed" ta="center">
            {t('reading.apart.besideEmpty')}
          </Text>
        </Center>
      )}
    </ApartRoom>
  );
}

/** The button that takes it to a further display, and back. */
export function BesidePlace({ isApart, onChange }: { isApart: boolean; onChange: () => void }) {
  const { t } = useTranslation();
  const label = `${t('reading.apart.besideKey')} (Ctrl+Alt+M)`;
  const Shape = isApart ? IconArrowBack : IconExternalLink;
  return (
    <ActionIcon
      size="sm"
      variant="default"
      onClick={onChange}
      title={label}
      aria-label={label}
      aria-pressed={isApart}
      data-beside-place
    >
      <Shape size={15} />
    </ActionIcon>
  );
}
