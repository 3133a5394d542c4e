/** An earlier study beside the one that is read: marked 对比, to look at only; its report under it, to quote by key. */
import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prior } from '#shared/contract/exchange/patients.ts';
import type { Language } from '#shared/failure.ts';
import type { Quote } from '#shared/report/report.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { pickViewer } from '../../viewers/pick-viewer.ts';
import { SerialComparison, StudyRoom } from './parts.ts';
import { priorDate, priorExam } from './prior-exam.ts';
import classes from './reading.module.css';
import type { EcgPerson } from './use-analysis.ts';

const nothing = (): void => undefined;

export function PriorFrame(props: {
  taskId: TaskId;
  prior: Prior;
  /** Of the opened ECG; null when it is none: then there is nothing to measure against. */
  person: EcgPerson | null;
  onQuote: (quote: Quote, text: string) => void;
  onInsert: (text: string) => void;
  /** Where it lies: the button that changes it. */
  place: ReactNode;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const [measured, setMeasured] = useState(false);
  const { prior, taskId } = props;
  const { depositId, studyInstanceUid } = prior;
  const opened = useQuery({
    queryKey: ['prior', taskId, depositId],
    queryFn: () => unwrap(station.patients.openPrior({ taskId, depositId })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const growing = useQuery({
    queryKey: ['prior-study', taskId, studyInstanceUid],
    enabled: opened.data !== undefined,
    queryFn: () => unwrap(station.patients.priorStudy({ taskId, studyInstanceUid })),
    refetchInterval: (query) =>
      query.state.data?.series.every((one) => one.instances.every((instance) => instance.held)) === true
        ? false
        : 1500,
  });
  const study = growing.data ?? opened.data?.study;
  const isHeld =
    growing.data?.series.every((one) => one.instances.every((instance) => instance.held)) === true;
  const saved = useQuery({
    queryKey: ['prior-marks', taskId, studyInstanceUid],
    enabled: isHeld,
    queryFn: () => unwrap(station.patients.priorMarks({ taskId, studyInstanceUid })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { person } = props;
  const comparable = person !== null && study !== undefined && pickViewer(study) === 'ecg';
  useHotkeys({ 'Alt+d': () => setMeasured((shown) => !shown) }, comparable);
  const report = opened.data?.report?.report ?? null;
  const exam = priorExam(prior);
  const date = priorDate(prior.at);
  const named = `${date} · ${exam} · ${prior.siteName}`;
  const quote = (): void => {
    const lead = t('priors.quoteText', { date, exam, site: prior.siteName });
    props.onQuote(
      {
        depositId,
        studyInstanceUid,
        siteName: prior.siteName,
        exam,
        acquiredAt: prior.at,
        reportId: prior.report?.reportId ?? null,
        version: prior.report?.version ?? null,
      },
      lead + (report?.content.impression ?? ''),
    );
  };
  return (
    <section className={classes.compare} data-comparison={depositId} aria-label={t('priors.compare')}>
      <header className={classes.compareHead}>
        <b>{t('priors.compare')}</b>
        <span className="tabular" title={named}>
          {named}
        </span>
        {comparable && (
          <Button
            size="compact-xs"
            variant={measured ? 'filled' : 'default'}
            title="Alt+D"
            aria-pressed={measured}
            onClick={() => setMeasured((shown) => !shown)}
            data-serial-toggle
          >
            {t('priors.difference')}
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={quote} disabled={!opened.data} data-quote>
          {t('priors.quote')}
        </Button>
        {props.place}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={props.onClose} data-close-comparison>
          {t('priors.closeCompare')}
        </Button>
      </header>
      <div className={classes.compareRoom}>
        {opened.error ? (
          <FailureNote failure={failureOf(opened.error)} onRetry={() => void opened.refetch()} />
        ) : study === undefined ? (
          <Center h="100%">
            <Stack align="center" gap="sm">
              <Loader />
              <Text c="dimmed">{t('priors.opening')}</Text>
            </Stack>
          </Center>
        ) : measured && comparable ? (
          <Suspense fallback={null}>
            <SerialComparison
              study={study}
              person={person}
              date={date}
              language={i18n.language as Language}
              onInsert={props.onInsert}
            />
          </Suspense>
        ) : (
          <Suspense fallback={null}>
            <StudyRoom
              study={study}
              comparison
              linkRoom={taskId}
              shownMarks={saved.data ?? undefined}
              onShown={nothing}
              onMeasurement={nothing}
            />
          </Suspense>
        )}
      </div>
      {report !== null && (
        <div className={classes.compareReport} data-prior-report>
          <Text size="sm" c="dimmed">
            {t('priors.findings')}
          </Text>
          <Text size="sm" className={classes.priorText}>
            {report.content.findings}
          </Text>
          <Text size="sm" c="dimmed" mt={4}>
            {t('priors.impression')}
          </Text>
          <Text size="sm" fw={600} className={classes.priorText}>
            {report.content.impression}
          </Text>
        </div>
      )}
    </section>
  );
}
