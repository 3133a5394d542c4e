/** 机器提示危急,待确认 (journey step 7): what the rules say, and the two keys that answer it. No mode hides it. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { type CriticalHit, type CriticalVerdict, openHits } from '#shared/study/critical.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { dismissCritical } from '../house/announce-alert.ts';
import classes from './reading.module.css';

export function CriticalNotice({
  task,
  mayJudge,
  seen,
}: {
  task: ListedTask;
  mayJudge: boolean;
  /** It is on the screen: the alert has done its work. */
  seen: boolean;
}) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const open = openHits(task);
  useEffect(() => {
    if (seen) dismissCritical(task.taskId);
  }, [task.taskId, seen]);
  const judge = async (verdict: CriticalVerdict): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const judged = await unwrap(station.reading.judgeCritical({ taskId: task.taskId, verdict }));
      const committed = judged.state === 'committed';
      notifications.show({
        color: committed ? 'teal' : 'yellow',
        title: task.order.patient.name,
        message: t(committed ? `critical.${verdict}.done` : 'critical.queued'),
      });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    } finally {
      setBusy(false);
    }
  };
  const asks = mayJudge && open.length > 0;
  useHotkeys({ 'Alt+y': () => void judge('confirmed'), 'Alt+x': () => void judge('rejected') }, asks);
  return (
    <>
      {open.length > 0 && (
        <div className={classes.critical} role="alert" data-critical-notice="unconfirmed">
          <b>{t('critical.notice', { findings: findingsText(open, t, i18n.language) })}</b>
          {asks && (
            <>
              <Button
                size="compact-sm"
                color="red"
                variant="white"
                loading={busy}
                title="Alt+Y"
                onClick={() => void judge('confirmed')}
                data-confirm-critical
              >
                {t('critical.confirm')} Alt+Y
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                disabled={busy}
                title="Alt+X"
                onClick={() => void judge('rejected')}
                data-reject-critical
              >
                {t('critical.reject')} Alt+X
              </Button>
            </>
          )}
        </div>
      )}
      {judgedOf(task).map(({ what, name, hits }) => (
        <div
          key={`${what} ${name}`}
          className={what === 'confirmed' ? classes.critical : classes.judged}
          data-critical-notice={what}
        >
          {t(`critical.notice.${what}${name === '' ? '.queued' : ''}`, {
            name,
            findings: findingsText(hits, t, i18n.language),
          })}
        </div>
      ))}
    </>
  );
}

interface Judged {
  readonly what: CriticalVerdict;
  /** Empty while the verdict waits for the link. */
  readonly name: string;
  readonly hits: readonly CriticalHit[];
}

/** Verdicts by what and by whom, each with the hits it was about. */
function judgedOf(task: ListedTask): Judged[] {
  const judged = new Map<string, Judged>();
  for (const hit of task.critical ?? []) {
    if (hit.verdict === null) continue;
    const { what, name } = hit.verdict;
    const key = `${what} ${name}`;
    judged.set(key, { what, name, hits: [...(judged.get(key)?.hits ?? []), hit] });
  }
  return [...judged.values()];
}

/** Each finding once, with the rule sets that name it: 疑似急性心肌梗死(浙江、山西). */
export function findingsText(hits: readonly CriticalHit[], t: TFunction, language: string): string {
  const chinese = language === 'zh-CN';
  const sets = new Map<string, Set<string>>();
  for (const { text, ruleSet } of hits.flatMap((hit) => hit.findings)) {
    const name = chinese ? text.zh : text.en;
    sets.set(name, (sets.get(name) ?? new Set()).add(t(`critical.ruleSet.${ruleSet}`, ruleSet)));
  }
  return [...sets]
    .map(([name, named]) =>
      chinese ? `${name}(${[...named].join('、')})` : `${name} (${[...named].join(', ')})`,
    )
    .join(chinese ? ';' : '; ');
}
