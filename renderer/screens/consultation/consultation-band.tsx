/** On top of every screen: somebody waits for this person's opinion on a case. */
import { Button } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedConsultation } from '#shared/contract/consultations.ts';
import { consultationState } from '#shared/study/consultation.ts';
import { clockText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { usePlace } from '../../state/place-store.ts';
import { announceConsultation } from '../house/announce-alert.ts';
import classes from './consultation.module.css';
import { useConsultations } from './use-consultations.ts';

/** More lines than this hide the room under them. */
const mostShown = 3;

export function ConsultationBand() {
  const { place } = usePlace();
  const open = useConsultations().filter(
    ({ side, consultation, task }) =>
      side === 'asked' && task !== null && consultationState(consultation) === 'open',
  );
  const lines = open.filter(({ taskId }) => !(place.screen === 'reading' && place.taskId === taskId));
  useEffect(() => {
    for (const { consultation } of open) {
      if (consultation.opened === null) announceConsultation(consultation);
    }
  }, [open]);
  if (lines.length === 0) return null;
  return (
    <div className={classes.band} role="alert" data-consultation-band>
      {lines.slice(0, mostShown).map((one) => (
        <AskedLine key={one.consultation.consultationId} {...one} />
      ))}
    </div>
  );
}

/** Counts down by itself: with nobody waiting no room is drawn anew each second. */
function AskedLine({ taskId, consultation, task }: ListedConsultation) {
  const { t } = useTranslation();
  const now = useExchangeSecond();
  const go = usePlace((state) => state.go);
  return (
    <div className={classes.line} data-asked={consultation.consultationId}>
      <IconMessageQuestion size={20} aria-hidden />
      <b>
        {t('consultation.band')} · {task?.order.patient.name} · {task?.modality}
      </b>
      <span className={classes.bandText}>
        {consultation.asked.name}: {consultation.question}
      </span>
      <span className="tabular">
        {t('consultation.left', { time: clockText(Math.max(0, consultation.answerBy - now)) })}
      </span>
      <Button
        size="compact-sm"
        variant="white"
        color="dark"
        flex="none"
        onClick={() => go({ screen: 'reading', taskId })}
        data-open-case
      >
        {t('consultation.open')}
      </Button>
    </div>
  );
}
