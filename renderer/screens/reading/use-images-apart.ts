/** The pictures of the case in a window of their own, by one key; who wants them so has them there with the Enter that opens a case. */
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useImagesApart, wantsApart } from '../../state/images-apart.ts';

export interface ApartControl {
  /** The window they lie in; null: here. */
  readonly page: Window | null;
  readonly toggle: () => void;
}

export function useApartControl(memberId: string | undefined, active: boolean): ApartControl {
  const { t } = useTranslation();
  const { page, open, close } = useImagesApart();
  const title = t('reading.apart.title');
  useEffect(() => {
    if (active && memberId !== undefined && wantsApart(memberId)) open(memberId, title);
  }, [active, memberId, open, title]);
  return {
    page,
    toggle() {
      if (memberId === undefined) return;
      if (page !== null) close(memberId);
      else if (!open(memberId, title))
        notifications.show({
          color: 'yellow',
          title: t('reading.apart.none'),
          message: t('reading.apart.noneHint'),
        });
    },
  };
}
