/** 同行评议: what was said of one's own reports first, then one's edits to score, then drawn reports one after the other. */
import { Button, Center, Group, Kbd, Loader, Text, Title } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import type { PeerCase } from '#shared/study/peer-review.ts';
import type { Study } from '#shared/study/study.ts';
import { usePlace } from '../../state/place-store.ts';
import { usePeerReviews } from '../../state/use-peer-reviews.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { EditCard } from './edit-card.tsx';
import { FindingCard } from './finding-card.tsx';
import { PeerCaseRoom } from './peer-case-room.tsx';
import classes from './peer-review.module.css';

export default function PeerReviewScreen() {
  const { t } = useTranslation();
  const go = usePlace((state) => state.go);
  const queries = useQueryClient();
  const own = usePeerReviews();
  const [open, setOpen] = useState<{ case: PeerCase; study: Study } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const renew = (): void => void queries.invalidateQueries({ queryKey: ['peer-reviews'] });

  const next = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      setOpen(await unwrap(station.peerReview.next({ commandId: crypto.randomUUID() })));
    } catch (error) {
      setOpen(null);
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
      renew();
    }
  };
  const { told = [], toScore = [], toReview = 0 } = own.data ?? {};
  const [edit] = toScore;
  useHotkeys({
    Escape: () => (open === null ? go({ screen: 'worklist' }) : setOpen(null)),
    Enter: () => open === null && toReview > 0 && void next(),
  });
  const done = (): void => {
    setOpen(null);
    renew();
  };
  return (
    <div className={classes.screen} data-peer-review>
      <header className={classes.head}>
        <Title order={4}>{t('peer.title')}</Title>
        <Text size="sm" c="dimmed">
          {t('peer.hint')}
        </Text>
        <Group gap="xs" ml="auto" wrap="nowrap">
          {open === null && toReview > 0 && (
            <Button
              size="compact-sm"
              loading={busy}
              onClick={() => void next()}
              rightSection={<Kbd size="xs">Enter</Kbd>}
              data-next-peer
            >
              {t('peer.next', { count: toReview })}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => (open === null ? go({ screen: 'worklist' }) : setOpen(null))}
            rightSection={<Kbd size="xs">Esc</Kbd>}
          >
            {t('back')}
          </Button>
        </Group>
      </header>
      {failure && <FailureNote failure={failure} />}
      {own.error && <FailureNote failure={failureOf(own.error)} onRetry={() => void own.refetch()} />}
      {open !== null ? (
        <PeerCaseRoom key={open.case.reviewId} given={open.case} study={open.study} onDone={done} />
      ) : own.isPending ? (
        <Center h="100%">
          <Loader />
        </Center>
      ) : (
        <div className={classes.lists}>
          {told.map((finding) => (
            <FindingCard key={finding.reviewId} finding={finding} onAnswered={renew} />
          ))}
          {edit && <EditCard key={edit.reviewId} edit={edit} onScored={renew} />}
          {told.length + toScore.length === 0 && (
            <EmptyState
              icon={<IconUsersGroup size={40} stroke={1.2} />}
              title={t(toReview === 0 ? 'peer.none' : 'peer.toReview', { count: toReview })}
              {...(toReview === 0 ? {} : { hint: t('peer.nextHint') })}
            />
          )}
        </div>
      )}
    </div>
  );
}
