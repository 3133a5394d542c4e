/** What a second doctor changed of another's conclusion, with the two keys of its score. */
import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { PeerEdit } from '#shared/study/peer-review.ts';
import { station, unwrap } from '../../station/client.ts';
import { ChangeBadges } from './change-badges.tsx';
import classes from './peer-review.module.css';
import { PeerScore } from './peer-score.tsx';

export function EditCard({ edit, onScored }: { edit: PeerEdit; onScored: () => void }) {
  const { t } = useTranslation();
  const { reviewId, change } = edit;
  return (
    <section className={classes.card} data-peer-edit={reviewId}>
      <Text size="sm" fw={600}>
        {t('peer.edit', { name: edit.authorName })}
      </Text>
      <Text size="sm" c="dimmed">
        {edit.exam} · {edit.siteName}
      </Text>
      <ChangeBadges change={change} />
      <PeerScore
        source="edit"
        onScore={async (verdict, commandId) => {
          await unwrap(station.peerReview.score({ commandId, reviewId, verdict }));
          notifications.show({ color: 'teal', message: t('peer.kept') });
          onScored();
        }}
      />
    </section>
  );
}
