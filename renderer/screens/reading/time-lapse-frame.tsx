/** Journey step 7: all ECGs of the patient in the order of time, each against the one that is read; to look at and to quote. */
import { Button, Center, Loader } from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prior } from '#shared/contract/exchange/patients.ts';
import type { Language } from '#shared/failure.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { useReadEcg } from '../../state/read-ecg-store.ts';
import { failureOf } from '../../station/client.ts';
import { serialWords } from '../../viewers/ecg/serial/serial-words.ts';
import { type LapseEntry, TimeLapsePanel } from '../../viewers/ecg/serial/time-lapse-panel.tsx';
import { analysedPriorQuery } from './analyse-prior.ts';
import { priorDate } from './prior-exam.ts';
import classes from './reading.module.css';
import type { EcgPerson } from './use-analysis.ts';

export default function TimeLapseFrame(props: {
  taskId: TaskId;
  /** The ECGs among the priors. */
  priors: readonly Prior[];
  person: EcgPerson;
  onInsert: (sentence: string) => void;
  /** Where it lies: the button that changes it. */
  place: ReactNode;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const queries = useQueryClient();
  const { taskId, person } = props;
  const inTime = [...props.priors].sort((a, b) => a.at - b.at);
  const found = useQueries({
    queries: inTime.map((prior) => analysedPriorQuery(queries, taskId, prior, person)),
  });
  const now = useReadEcg((state) => state.ecg);
  const entries = inTime.map((prior, index): LapseEntry => {
    const one = found[index];
    const state: LapseEntry['state'] =
      one?.data !== undefined
        ? { status: 'done', analysis: one.data.analysis }
        : one?.error
          ? { status: 'failed', failure: failureOf(one.error) }
          : { status: 'running' };
    return {
      key: prior.depositId,
      date: priorDate(one?.data?.at ?? prior.at),
      where: prior.siteName,
      state,
    };
  });
  return (
    <section className={classes.compare} data-time-lapse={entries.length} aria-label={t('priors.timeLapse')}>
      <header className={classes.compareHead}>
        <b>{t('priors.timeLapse')}</b>
        <span className="tabular">{entries.length + 1}</span>
        {props.place}
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={props.onClose}
          title="Alt+T"
          data-close-comparison
        >
          {t('priors.closeCompare')}
        </Button>
      </header>
      <div className={classes.compareRoom}>
        {now === null ? (
          <Center h="100%">
            <Loader size="sm" mr="sm" />
            {serialWords[language].waiting}
          </Center>
        ) : (
          <TimeLapsePanel
            entries={entries}
            now={now.analysis}
            nowIntervals={now.measurements}
            language={language}
            onInsert={props.onInsert}
          />
        )}
      </div>
    </section>
  );
}
