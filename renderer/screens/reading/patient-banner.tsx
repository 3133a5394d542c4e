/** Whose case this is, from the order: always in sight, over images and report alike, with the clock. */
import { ActionIcon, Badge, Text, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Language } from '#shared/failure.ts';
import { ageText } from '#shared/study/age.ts';
import type { Study } from '#shared/study/study.ts';
import { countdownOf, sinceText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { CountdownRing } from '../../ui/countdown-ring.tsx';
import { TalkButton } from '../worklist/talk-button.tsx';
import { TaskMarks } from '../worklist/task-marks.tsx';
import { BesideDocuments } from './beside-documents.tsx';
import classes from './reading.module.css';

export function PatientBanner({
  task,
  study,
  onBack,
  acts,
}: {
  task: ListedTask;
  study: Study;
  onBack: () => void;
  acts?: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const now = useExchangeSecond();
  const { order } = task;
  const { patient } = order;
  const person = [
    t(`sex.${patient.sex}`),
    ageText(patient.birthDate, task.acquiredAt ?? now, i18n.language as Language),
    patient.id,
  ].filter(Boolean);
  const begun = task.stamps.firstByteAt;
  const { consent } = order;
  const asked = [
    order.question,
    order.history,
    consent === undefined
      ? ''
      : t('intake.consentBy', { by: t(`intake.consent.${consent.by}`), name: consent.askedBy }),
  ].filter(Boolean);
  return (
    <div className={classes.banner} data-banner>
      <Tooltip label={`${t('back')} Esc`}>
        <ActionIcon variant="subtle" color="gray" onClick={onBack} aria-label={t('back')}>
          <IconArrowLeft size={20} />
        </ActionIcon>
      </Tooltip>
      <CountdownRing countdown={countdownOf(task, now)} size={40} label={t('worklist.column.clock')} />
      <div className={classes.who}>
        <Text fw={700} size="lg" component="span" truncate>
          {patient.name}
        </Text>
        <Text size="sm" c="dimmed" component="span" className="tabular" truncate>
          {person.join(' · ')}
        </Text>
      </div>
      <div className={classes.what}>
        <Text size="sm" component="span" truncate>
          <b>{task.modality}</b> {task.studyDescription || task.bodyPart} · {task.siteName}
        </Text>
        <Text size="xs" c="dimmed" component="span" className="tabular" truncate>
          {[
            order.accessionNumber,
            begun === null ? '' : t('sinceUpload', { time: sinceText(begun, task.clock.stoppedAt ?? now) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <div className={classes.asked}>
        <Text size="sm" component="span" truncate title={order.complaint}>
          {order.complaint}
        </Text>
        <Text size="xs" c="dimmed" component="span" truncate title={asked.join('\n')} data-asked>
          {asked.join(' · ')}
        </Text>
      </div>
      <div className={classes.badges}>
        <div className={classes.marks} data-marks>
          {order.urgency !== 'routine' && (
            <Badge color="red" variant="filled" flex="none">
              {t(`urgency.${order.urgency}`)}
            </Badge>
          )}
          <Badge color="gray" variant="light" flex="none">
            {t(`state.${task.state}`)}
          </Badge>
          <TaskMarks task={task} />
        </div>
        <TalkButton task={task} />
        {acts}
        <BesideDocuments study={study} />
        <Text size="sm" className={`tabular ${classes.phone}`} c="dimmed" title={t('reading.phone')}>
          ☎ {order.phone}
        </Text>
      </div>
    </div>
  );
}
