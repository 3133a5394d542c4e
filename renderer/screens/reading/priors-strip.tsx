/** Priors of the patient, folded to one quiet line until they are wanted: date, exam, site, impression. */
import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prior } from '#shared/contract/exchange/patients.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { hangsBeside, type RankedExam, rankPriors } from '#shared/study/rank-priors.ts';
import { failureOf } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { priorDate, priorExam } from './prior-exam.ts';
import { priorsQuery } from './priors-query.ts';
import classes from './reading.module.css';

export function PriorsStrip(props: {
  taskId: TaskId;
  /** What is read: the priors that help most with it come first. */
  exam: RankedExam;
  /** An ECG is compared with all earlier ones too. */
  ecg: boolean;
  comparing: string | null;
  lapsing: boolean;
  /** A display is kept for what is compared: the prior that helps most is there when it is of the same kind, once for a case. */
  hangs: boolean;
  onCompare: (prior: Prior) => void;
  onTimeLapse: (priors: readonly Prior[]) => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const priors = useQuery(priorsQuery(props.taskId));
  const list = rankPriors(props.exam, priors.data ?? [], Date.now());
  const [foremost] = list;
  const hung = useRef(false);
  const { hangs, exam, comparing, lapsing, onCompare } = props;
  useEffect(() => {
    if (!hangs || hung.current || foremost === undefined || !hangsBeside(exam, foremost)) return;
    hung.current = true;
    if (comparing === null && !lapsing) onCompare(foremost);
  }, [hangs, exam, foremost, comparing, lapsing, onCompare]);
  const ecgs = props.ecg ? (priors.data ?? []).filter(({ kind }) => kind === 'ecg') : [];
  useHotkeys({
    'Alt+p': () => foremost && props.onCompare(foremost),
    'Alt+t': () => ecgs.length > 0 && props.onTimeLapse(ecgs),
  });
  // The line's place is kept while the exchange looks, so that the picture below does not jump.
  if (priors.isPending) return <section className={`${classes.priors} ${classes.priorsPending}`} aria-busy />;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.priors} data-priors={list.length}>
      <div className={classes.priorsLine}>
        <UnstyledButton
          className={classes.priorsHead}
          onClick={() => setOpen((shown) => !shown)}
          disabled={list.length === 0}
          aria-expanded={open}
          data-priors-toggle
        >
          {list.length > 0 && <Chevron size={15} aria-hidden />}
          <Text size="sm" span c={list.length === 0 ? 'dimmed' : undefined}>
            {priors.error
              ? `${t('priors.title')} · ${failureOf(priors.error).message}`
              : list.length === 0
                ? t('priors.none')
                : `${t('priors.title')} ${list.length}`}
          </Text>
          {!open && list[0] && (
            <Text size="sm" span c="dimmed" truncate className="tabular">
              {priorDate(list[0].at)} · {priorExam(list[0])} · {list[0].siteName}
            </Text>
          )}
        </UnstyledButton>
        {foremost !== undefined && (
          <Button
            size="compact-xs"
            variant={props.comparing === foremost.depositId ? 'filled' : 'default'}
            title={`${t('priors.compareLatest')} (Alt+P)`}
            aria-pressed={props.comparing === foremost.depositId}
            onClick={() => props.onCompare(foremost)}
            data-compare-foremost
          >
            {t('priors.compare')}
          </Button>
        )}
        {ecgs.length > 0 && (
          <Button
            size="compact-xs"
            variant={props.lapsing ? 'filled' : 'default'}
            title={`${t('priors.timeLapse')} (Alt+T)`}
            aria-pressed={props.lapsing}
            onClick={() => props.onTimeLapse(ecgs)}
            data-time-lapse-button
          >
            {t('priors.timeLapse')}
          </Button>
        )}
      </div>
      {open && (
        <ul className={classes.priorsList}>
          {list.map((prior) => (
            <li key={prior.depositId} data-prior={prior.depositId}>
              <span className="tabular">{priorDate(prior.at)}</span>
              <span>{priorExam(prior)}</span>
              <span title={prior.known === 'record' ? '' : t(`priors.merged.${prior.known}`)}>
                {prior.siteName}
                {prior.known === 'record' ? '' : ' ⇄'}
              </span>
              <Text size="sm" span truncate title={prior.report?.impression ?? ''}>
                {prior.report === null
                  ? t('priors.noReport')
                  : `${t(`dispatch.status.${prior.report.status}`)} · ${prior.report.impression}`}
              </Text>
              <span className="tabular">{t('priors.images', { count: prior.images })}</span>
              <Button
                size="compact-xs"
                variant={props.comparing === prior.depositId ? 'filled' : 'default'}
                onClick={() => props.onCompare(prior)}
                data-compare
              >
                {t('priors.compare')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
