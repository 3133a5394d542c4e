/** What was said of the author's own report: the score and why, never by whom a drawn report was scored; he answers or takes note. */
import { Badge, Button, Group, Text, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import type { PeerFinding } from '#shared/study/peer-review.ts';
import { usePlace } from '../../state/place-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { dateTimeText } from '../../ui/time-text.ts';
import { ChangeBadges } from './change-badges.tsx';
import { dismissPeerNews } from './peer-news.tsx';
import classes from './peer-review.module.css';

export function FindingCard({ finding, onAnswered }: { finding: PeerFinding; onAnswered: () => void }) {
  const { t, i18n } = useTranslation();
  const go = usePlace((state) => state.go);
  const { reviewId, change, note, taskId } = finding;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const sent = useRef({ text: '', commandId: '' });
  useEffect(() => dismissPeerNews(reviewId), [reviewId]);

  const answer = async (): Promise<void> => {
    const given = text.trim();
    if (sent.current.text !== given || sent.current.commandId === '')
      sent.current = { text: given, commandId: crypto.randomUUID() };
    setBusy(true);
    setFailure(null);
    try {
      const { commandId } = sent.current;
      await unwrap(station.peerReview.answer({ commandId, reviewId, text: given }));
      onAnswered();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={classes.card} data-peer-finding={reviewId}>
      <Group gap="xs">
        <Badge color="orange" variant="filled">
          {t('peer.points', { score: finding.score })}
        </Badge>
        {finding.significant && (
          <Badge color="red" variant="light">
            {t('peer.matters.yes')}
          </Badge>
        )}
        <Text size="sm" fw={600}>
          {finding.exam} · {finding.siteName}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          {t(`peer.source.${finding.source}`)} ·{' '}
          {dateTimeText(finding.scoredAt, i18n.language, 'to the minute')}
        </Text>
      </Group>
      <Text size="sm">{t(`peer.score.${finding.score}`)}</Text>
      {change !== null && <ChangeBadges change={change} />}
      {note !== '' && <Text className={classes.note}>{note}</Text>}
      <Textarea
        label={t('peer.answer')}
        name="peer-answer"
        autosize
        minRows={2}
        maxRows={5}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="xs">
        <Button
          size="compact-md"
          variant="default"
          onClick={() => go({ screen: 'dispatch', taskId })}
          data-open-report
        >
          {t('peer.openReport')}
        </Button>
        <Button size="compact-md" loading={busy} onClick={() => void answer()} data-answer>
          {t(text.trim() === '' ? 'peer.noted' : 'peer.sendAnswer')}
        </Button>
      </Group>
      {failure && <FailureNote failure={failure} />}
    </section>
  );
}
