/** Over the list at both ends: cases that nobody answers and whom to telephone about them; one key says 已电话. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPhoneCall } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { type Contact, rungToPhone } from '#shared/study/escalation.ts';
import { clockText, countdownOf } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import classes from './phone-band.module.css';
import { contactText, rungNote } from './rung-note.ts';

/** More lines than this hide the list under them. */
const mostShown = 3;

export function PhoneBand({ tasks }: { tasks: readonly ListedTask[] }) {
  const { t } = useTranslation();
  const now = useExchangeSecond();
  const [busy, setBusy] = useState(false);
  const shown = tasks.slice(0, mostShown);
  const phoned = async (task: ListedTask | undefined, contact: Contact | undefined): Promise<void> => {
    const rung = task === undefined ? null : rungToPhone(task);
    if (busy || task === undefined || rung === null || contact === undefined) return;
    setBusy(true);
    try {
      const { taskId } = task;
      const text = contactText(contact);
      const done = await unwrap(station.worklist.phoned({ taskId, rung: rung.rung, contact: text }));
      notifications.show({
        color: done.state === 'committed' ? 'teal' : 'yellow',
        title: task.order.patient.name,
        message: t(done.state === 'committed' ? 'escalation.phonedDone' : 'escalation.phonedQueued', {
          contact: text,
        }),
      });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    } finally {
      setBusy(false);
    }
  };
  const [first] = shown;
  useHotkeys(
    { F8: () => void phoned(first, first === undefined ? undefined : rungToPhone(first)?.to[0]) },
    first !== undefined,
  );
  if (first === undefined) return null;
  return (
    <div className={classes.band} role="alert" data-phone-band>
      {shown.map((task, index) => (
        <div key={task.taskId} className={classes.line} data-phone-line={task.taskId}>
          <IconPhoneCall size={18} aria-hidden />
          <b>
            {task.order.patient.name} · {task.modality} · {task.siteName}
          </b>
          <span className="tabular">{leftText(countdownOf(task, now).leftMs, t)}</span>
          <span className={classes.text}>{rungNote(task, t)}</span>
          {rungToPhone(task)?.to.map((contact, place) => (
            <Button
              key={contactText(contact)}
              size="compact-sm"
              variant="default"
              disabled={busy}
              title={index === 0 && place === 0 ? 'F8' : contactText(contact)}
              onClick={() => void phoned(task, contact)}
              data-phoned={contact.name}
            >
              {t('escalation.markPhoned')} {contact.name}
              {index === 0 && place === 0 ? ' F8' : ''}
            </Button>
          ))}
        </div>
      ))}
    </div>
  );
}

/** A rung may be set to fire before the promise is over. */
function leftText(leftMs: number, t: TFunction): string {
  const time = clockText(leftMs).replace('+', '');
  return t(leftMs < 0 ? 'escalation.overBy' : 'escalation.left', { time });
}
