/** Facts that must be seen before a word is written: still arriving, incomplete, identity, taken over, view only. */
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { comparedConflicts, openConflicts } from '#shared/study/conflict.ts';
import type { Study } from '#shared/study/study.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { useSession } from '../../state/session-store.ts';
import { identityText } from '../worklist/identity-text.ts';
import { promiseNotes } from '../worklist/promise-notes.ts';
import { versionText } from '../worklist/version-text.ts';
import { LateNotice } from './late-notice.tsx';
import { priorDate } from './prior-exam.ts';
import classes from './reading.module.css';

export function ReadingNotices(props: {
  task: ListedTask;
  study: Study;
  holding: boolean;
  /** The claim is under way: that is said elsewhere. */
  claiming: boolean;
}) {
  const { t, i18n } = useTranslation();
  const memberId = useSession((state) => state.session?.member.memberId);
  const { task, study } = props;
  const now = useExchangeSecond();
  const { received, expected, incomplete } = task.images;
  const instances = study.series.flatMap((series) => series.instances);
  const held = instances.filter((instance) => instance.held).length;
  const notices: Array<{ tone: 'warn' | 'calm'; text: string }> = [];
  if (task.state === 'arriving')
    notices.push({ tone: 'calm', text: t('reading.arriving', { received, expected: expected ?? '?' }) });
  else if (held < instances.length)
    notices.push({ tone: 'calm', text: t('reading.fetching', { held, of: instances.length }) });
  if (study.textCorrection !== undefined) {
    const { declared, readAs } = study.textCorrection;
    notices.push({
      tone: 'calm',
      text: t('reading.charset', { declared: declared || t('reading.charsetNone'), readAs }),
    });
  }
  if (incomplete)
    notices.push({ tone: 'warn', text: t('reading.incomplete', { received, expected: expected ?? '?' }) });
  if (!task.identity.settled) notices.push({ tone: 'warn', text: identityText(task, t) });
  const conflicts = comparedConflicts(task);
  if (openConflicts(task).length > conflicts.length)
    notices.push({ tone: 'warn', text: t('conflict.comparing') });
  if (conflicts.length > 0) {
    const fields = new Set(conflicts.flatMap((one) => one.differs));
    const differences = [...fields]
      .slice(0, 4)
      .map(
        ({ field, kept, other }) =>
          `${t(`conflict.field.${field}`)} ${versionText(field, kept, t)} / ${versionText(field, other, t)}`,
      )
      .join(';');
    notices.push({ tone: 'warn', text: `${t('conflict.notice')} ${differences}` });
  }
  for (const flag of task.quoteFlags ?? [])
    notices.push({
      tone: 'warn',
      text: t('quote.flag', { date: priorDate(flag.acquiredAt), exam: flag.exam, site: flag.siteName }),
    });
  notices.push(...promiseNotes(task, t, now, i18n.language));
  const late = task.lateImages;
  const joining =
    props.holding &&
    task.amending === undefined &&
    late !== undefined &&
    task.followUp === undefined &&
    late.count > 0;
  const lostTo = task.holder !== null && task.holder.memberId !== memberId ? task.holder.name : null;
  if (!props.holding && lostTo !== null && task.stamps.signedAt === null)
    notices.push({ tone: 'warn', text: t('worklist.heldBy', { holder: lostTo }) });
  else if (!props.holding && !props.claiming && task.stamps.signedAt === null)
    notices.push({ tone: 'calm', text: t('reading.viewOnly') });
  if (notices.length === 0 && !joining) return null;
  return (
    <div className={classes.notices} role="status">
      {joining && <LateNotice task={task} count={late.count} />}
      {notices.map((notice) => (
        <span key={notice.text} data-tone={notice.tone}>
          {notice.text}
        </span>
      ))}
    </div>
  );
}
