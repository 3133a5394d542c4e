/** Pictures of the case in windows of their own, each by one key; who wants them so has them there with the Enter that opens a case. */
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApartStore } from '../../state/images-apart.ts';

export interface ApartControl {
  /** The window they lie in; null: here. */
  readonly page: Window | null;
  readonly toggle: () => void;
}

/** `title`: the word of the window's title. `active`: false for a case that is only built behind another. */
export function useApartControl(
  useStore: ApartStore,
  title: 'reading.apart.title' | 'reading.apart.besideTitle',
  memberId: string | undefined,
  active: boolean,
): ApartControl {
  const { t } = useTranslation();
  const { page, open, close, isWanted } = useStore();
  const shownTitle = t(title);
  useEffect(() => {
    if (active && memberId !== undefined && isWanted(memberId)) open(memberId, shownTitle);
  }, [active, memberId, open, isWanted, shownTitle]);
  return {
    page,
    toggle() {
      if (memberId === undefined) return;
      if (page !== null) close(memberId);
      else if (!open(memberId, shownTitle))
        notifications.show({
          color: 'yellow',
          title: t('reading.apart.none'),
          message: t('reading.apart.noneHint'),
        });
    },
  };
}
