/** The loop's history: each step with its exchange time and the name of who took it. */
import { useTranslation } from 'react-i18next';
import type { CriticalNotice } from '#shared/study/critical-notice.ts';
import { contactsText } from '../worklist/rung-note.ts';
import classes from './critical-band.module.css';

interface Line {
  readonly at: number;
  readonly what: string;
  readonly who: string;
}

export function NoticeSteps({ notice }: { notice: CriticalNotice }) {
  const { t, i18n } = useTranslation();
  const lines: Line[] = [{ at: notice.raised.at, what: t('notice.step.raised'), who: notice.raised.name }];
  const add = (at: number | undefined | null, what: string, who: string): void => {
    if (at != null) lines.push({ at, what, who });
  };
  add(notice.deliveredAt, t('notice.step.delivered'), '');
  add(notice.opened?.at, t('notice.step.opened'), notice.opened?.name ?? '');
  for (const { at, name, contact, recipient, repeated } of notice.calls) {
    const text = repeated ? t('notice.step.repeated') : '';
    add(at, '☎', t('notice.step.call', { name, contact, recipient, repeated: text }));
  }
  for (const { at, minute, to } of notice.rungs) add(at, t('notice.rung', { minute }), contactsText(to));
  if (notice.readBack !== null) {
    const { at, how, name, recipient } = notice.readBack;
    add(at, t('notice.step.read-back'), how === 'phone' ? t('notice.step.phone', { recipient, name }) : name);
  }
  if (notice.acted !== null) {
    const { at, name, action, note } = notice.acted;
    add(at, t('notice.step.acted'), [name, t(`notice.act.${action}`), note].filter(Boolean).join(' · '));
  }
  add(notice.closed?.at, t('notice.step.closed'), notice.closed?.name ?? '');
  lines.sort((one, other) => one.at - other.at);
  return (
    <ol className={classes.steps} data-notice-steps>
      {lines.map(({ at, what, who }) => (
        <li key={`${at} ${what} ${who}`}>
          <span className="tabular">
            {new Date(at).toLocaleTimeString(i18n.language, { hourCycle: 'h23' })}
          </span>
          <b>{what}</b>
          <span>{who}</span>
        </li>
      ))}
    </ol>
  );
}
