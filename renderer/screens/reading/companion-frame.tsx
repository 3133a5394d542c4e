/** The other examination of the visit beside the one in hand: with its own clock, state and report; by one key it is taken in hand. */
import { Button, Center, CloseButton, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Quote } from '#shared/report/report.ts';
import { clockText, countdownOf } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { openedTaskQuery } from './opened-task.ts';
import { StudyRoom } from './parts.ts';
import { priorDate, priorExam } from './prior-exam.ts';
import classes from './reading.module.css';
import { personOfTask } from './use-analysis.ts';
import { useThinkFirst } from './use-think-first.ts';

const nothing = (): void => undefined;

export function CompanionFrame(props: {
  task: ListedTask;
  /** Of the person who reads: his own examination is shown with what he marked. */
  isOwn: boolean;
  onQuote: (quote: Quote, text: string) => void;
  onTakeInHand: () => void;
  /** Where it lies: the button that changes it. */
  place: ReactNode;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const now = useExchangeSecond();
  const { task, isOwn } = props;
  const clock = countdownOf(task, now);
  const opened = useQuery(openedTaskQuery(task.taskId));
  const marks = useQuery({
    queryKey: ['companion-marks', task.taskId],
    enabled: isOwn && task.kind === 'imaging',
    queryFn: () => unwrap(station.reading.marks({ taskId: task.taskId })),
    gcTime: 0,
  });
  // Whose first reading is still to come says nothing of the machine's: not beside another case either.
  const isFirst = task.kind === 'ecg' && (task.state === 'waiting' || task.state === 'reading');
  const thinkFirst = useThinkFirst(task.taskId, isFirst && isOwn);
  const masked = isFirst && !isOwn ? 'claim' : thinkFirst.masked;
  const exam = priorExam({ ...task, description: task.studyDescription });
  const named = `${task.order.patient.name} · ${exam} · ${t(`state.${task.state}`)}`;
  const report =
    task.reports.filter(({ adopted, submitted }) => adopted && submitted !== true).at(-1) ?? null;
  const quote = (): void =>
    props.onQuote(
      {
        depositId: task.depositId,
        studyInstanceUid: task.studyInstanceUid,
        siteName: task.siteName,
        exam,
        acquiredAt: task.acquiredAt,
        reportId: report?.reportId ?? null,
        version: report?.version ?? null,
      },
      t('together.quote', {
        exam,
        date: priorDate(task.acquiredAt ?? task.order.placedAt),
        number: task.order.accessionNumber,
      }),
    );
  useHotkeys({ 'Alt+i': quote });
  return (
    <section className={classes.compare} data-companion={task.taskId} aria-label={t('together.title')}>
      <header className={classes.compareHead}>
        <b className="tabular" title={t('worklist.column.clock')} data-companion-clock={clock.band}>
          {clockText(clock.leftMs)}
        </b>
        <b>{t('together.title')}</b>
        <span className="tabular" title={named}>
          {named}
        </span>
        <Button size="compact-xs" variant="default" onClick={quote} title="Alt+I" data-companion-quote>
          {t('together.refer')}
        </Button>
        <Button
          size="compact-xs"
          variant="filled"
          onClick={props.onTakeInHand}
          title="Alt+E"
          data-companion-take
        >
          {t('together.take')}
        </Button>
        {props.place}
        <CloseButton
          size="sm"
          className={classes.compareClose}
          onClick={props.onClose}
          aria-label={t('priors.closeCompare')}
          title={t('priors.closeCompare')}
          data-companion-close
        />
      </header>
      <div className={classes.compareRoom}>
        {opened.error ? (
          <FailureNote failure={failureOf(opened.error)} onRetry={() => void opened.refetch()} />
        ) : opened.data === undefined ? (
          <Center h="100%">
            <Loader />
          </Center>
        ) : (
          <Suspense fallback={null}>
            <StudyRoom
              study={opened.data.study}
              person={personOfTask(task)}
              masked={masked}
              comparison
              shownMarks={marks.data ?? undefined}
              onShown={nothing}
              onMeasurement={nothing}
            />
          </Suspense>
        )}
      </div>
      <Text size="xs" c="dimmed" px={8} py={2}>
        {report === null
          ? t('together.noReport')
          : t('together.report', { name: report.memberName, version: report.version })}
      </Text>
    </section>
  );
}
