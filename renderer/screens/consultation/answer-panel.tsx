/** For who is asked, beside the pictures: the question, the reader's draft, and the place for an opinion under his own name. */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedConsultation } from '#shared/contract/consultations.ts';
import type { Failure } from '#shared/failure.ts';
import { type ConsultationStep, consultationState, longestOpinion } from '#shared/study/consultation.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { clockText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './consultation.module.css';
import { stateText } from './state-text.ts';
import { useConsultations } from './use-consultations.ts';

export function AnswerPanel({ taskId }: { taskId: TaskId }) {
  const asked = useConsultations().filter((one) => one.taskId === taskId && one.side === 'asked');
  return asked.map((one) =>
    consultationState(one.consultation) === 'open' ? (
      <OpenQuestion key={one.consultation.consultationId} listed={one} />
    ) : (
      <Over key={one.consultation.consultationId} listed={one} />
    ),
  );
}

function Over({ listed }: { listed: ListedConsultation }) {
  const { t } = useTranslation();
  const now = useExchangeSecond();
  const { consultation } = listed;
  return (
    <section className={classes.panel} data-answer-over={consultationState(consultation)}>
      <Text size="sm" fw={600}>
        {stateText(consultation, t, now)}
      </Text>
      {consultation.answered !== null && (
        <Text size="sm" className={classes.text}>
          {consultation.answered.opinion}
        </Text>
      )}
    </section>
  );
}

function OpenQuestion({ listed }: { listed: ListedConsultation }) {
  const { t } = useTranslation();
  const now = useExchangeSecond();
  const queries = useQueryClient();
  const { consultation, taskId, task } = listed;
  const { consultationId } = consultation;
  const [opinion, setOpinion] = useState('');
  const [problem, setProblem] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const draft = useQuery({
    queryKey: ['case-state', consultationId],
    queryFn: () => unwrap(station.consultations.caseState({ taskId, consultationId })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // Once, and only while it lies before somebody.
  useEffect(() => {
    if (consultation.opened === null)
      void station.consultations.step({ taskId, consultationId, step: { what: 'opened' } });
  }, [taskId, consultationId, consultation.opened]);
  const step = async (given: ConsultationStep): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { state } = await unwrap(station.consultations.step({ taskId, consultationId, step: given }));
      notifications.show({
        color: state === 'queued' ? 'yellow' : 'teal',
        title: task?.order.patient.name ?? '',
        message: t(state === 'queued' ? 'consultation.queued' : 'consultation.answered'),
      });
      await queries.invalidateQueries({ queryKey: ['consultations'] });
    } catch (error) {
      setProblem(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const written = draft.data
    ? [draft.data.findings, draft.data.impression, draft.data.recommendation].filter(Boolean).join('\n')
    : '';
  const says = opinion.trim() !== '';
  return (
    <section className={classes.panel} style={{ maxHeight: 'none' }} data-question={consultationId}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>{t('consultation.from', { name: consultation.asked.name })}</Text>
        <Text size="sm" c="dimmed" className="tabular" flex="none">
          {t('consultation.left', { time: clockText(Math.max(0, consultation.answerBy - now)) })}
        </Text>
      </Group>
      <Text className={classes.text}>{consultation.question}</Text>
      <Text size="xs" c="dimmed">
        {t('consultation.draft')}
      </Text>
      {draft.error ? (
        <FailureNote failure={failureOf(draft.error)} onRetry={() => void draft.refetch()} />
      ) : (
        <div className={classes.draft} data-case-draft>
          {written || t('consultation.noDraft')}
        </div>
      )}
      <Textarea
        label={t('consultation.opinion')}
        name="opinion"
        value={opinion}
        maxLength={longestOpinion}
        autosize
        minRows={4}
        maxRows={12}
        onChange={(event) => setOpinion(event.currentTarget.value)}
      />
      {problem && <FailureNote failure={problem} />}
      <Group justify="flex-end">
        <Button
          variant="default"
          disabled={!says}
          title={says ? undefined : t('consultation.declineReason')}
          loading={busy}
          onClick={() => void step({ what: 'declined', reason: opinion.trim().slice(0, 500) })}
          data-decline-consultation
        >
          {t('consultation.decline')}
        </Button>
        <Button
          disabled={!says}
          loading={busy}
          onClick={() => void step({ what: 'answered', opinion: opinion.trim() })}
          data-send-opinion
        >
          {t('consultation.answer')}
        </Button>
      </Group>
    </section>
  );
}
