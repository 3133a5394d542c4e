/** 同行评议 over the list: how many drawn reports wait for this reader, which edits of his want a score, what was said of his own. */
import { Button, Kbd } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../state/place-store.ts';
import { usePeerReviews } from '../../state/use-peer-reviews.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import classes from './peer-review.module.css';

export function PeerBand() {
  const { t } = useTranslation();
  const go = usePlace((state) => state.go);
  const own = usePeerReviews().data;
  const asked = [
    ['told', own?.told.length ?? 0],
    ['toScore', own?.toScore.length ?? 0],
    ['toReview', own?.toReview ?? 0],
  ] as const;
  const any = asked.some(([, count]) => count > 0);
  useHotkeys({ 'Alt+p': () => go({ screen: 'peer-review' }) }, any);
  if (!any) return null;
  return (
    <div className={classes.band} role="status" data-peer-band>
      <IconUsersGroup size={18} aria-hidden />
      <b>{t('peer.title')}</b>
      {asked.map(
        ([name, count]) =>
          count > 0 && (
            <span key={name} data-peer={name} data-count={count}>
              {t(`peer.${name}`, { count })}
            </span>
          ),
      )}
      <Button
        size="compact-sm"
        variant="default"
        ml="auto"
        rightSection={<Kbd size="xs">Alt+P</Kbd>}
        onClick={() => go({ screen: 'peer-review' })}
        data-open-peer
      >
        {t('peer.open')}
      </Button>
    </div>
  );
}
