/** Tells an author once in this window that something serious was said of his report, wherever in it he is. */
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeerReviews } from '../../state/use-peer-reviews.ts';

const told = new Set<string>();

export function PeerNews() {
  const { t } = useTranslation();
  const findings = usePeerReviews().data?.told;
  useEffect(() => {
    for (const { reviewId, exam } of findings ?? []) {
      if (told.has(reviewId)) continue;
      told.add(reviewId);
      const id = `peer ${reviewId}`;
      notifications.show({ id, title: t('peer.news'), message: exam, color: 'orange', autoClose: false });
    }
  }, [findings, t]);
  return null;
}

/** He has it before him. */
export function dismissPeerNews(reviewId: string): void {
  notifications.hide(`peer ${reviewId}`);
}
