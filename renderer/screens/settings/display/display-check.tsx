/** The check of the monitor that the window is on: what was found, when it is due again, and whether greys are corrected by it. */
import { Button, Switch, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkDueAt, correctedStandingOf, standingOf } from '#shared/measure/display-check.ts';
import { useDisplayCheck, useDisplayChecks } from '../../../state/display-checks.ts';
import { useMonitorName } from '../../../state/use-monitor.ts';
import { dateText } from '../../../ui/time-text.ts';
import { percentOf, StandingText } from './standing-text.tsx';
import { TestScreen } from './test-screen.tsx';

export function DisplayCheck() {
  const { t } = useTranslation();
  const monitor = useMonitorName();
  const check = useDisplayCheck(monitor);
  const change = useDisplayChecks((state) => state.change);
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const { seen, metered, isCorrecting } = check;
  const due = checkDueAt(check);
  const standing = metered === null ? null : standingOf(metered);
  const corrected = metered !== null && isCorrecting ? correctedStandingOf(metered) : null;
  const isOverdue = due !== null && due <= Date.now();
  return (
    <div data-display-check>
      <Text size="sm" fw={500}>
        {t('display.title')} <span className="tabular">{monitor}</span>
      </Text>
      <Text size="xs" c="dimmed" mb={8}>
        {t('display.hint')}
      </Text>
      {due === null && <Text size="sm">{t('display.never')}</Text>}
      {seen !== null && (
        <Text size="sm" c={seen.failed.length > 0 ? 'yellow' : undefined} data-seen={seen.failed.length}>
          {t(seen.failed.length > 0 ? 'display.seenFailed' : 'display.seenFine', {
            date: dateText(seen.at),
            count: seen.failed.length,
          })}
        </Text>
      )}
      {metered !== null && standing !== null && (
        <>
          <Text size="sm" data-metered={standing.grade}>
            {t('display.metered', {
              date: dateText(metered.at),
              grade: t(`display.grade.${standing.grade}`),
            })}
          </Text>
          <StandingText standing={standing} />
        </>
      )}
      {corrected !== null && (
        <Text size="xs" className="tabular" data-corrected>
          {t('display.corrected', {
            deviation: percentOf(corrected.deviation),
          })}
        </Text>
      )}
      {due !== null && (
        <Text size="sm" c={isOverdue ? 'yellow' : 'dimmed'} data-due={isOverdue ? 'over' : 'later'}>
          {t(isOverdue ? 'display.overdue' : 'display.due', { date: dateText(due) })}
        </Text>
      )}
      <Switch
        mt="sm"
        label={t('display.correct')}
        description={metered === null ? t('display.needsMeter') : t('display.correctHint')}
        disabled={metered === null}
        checked={isCorrecting && metered !== null}
        onChange={(event) => change(monitor, { isCorrecting: event.currentTarget.checked })}
        data-correct-greys
      />
      <Button mt="sm" size="compact-md" variant="default" onClick={() => setOpen(true)} data-open-pattern>
        {t('display.open')}
      </Button>
      {open && <TestScreen monitor={monitor} onClose={close} />}
    </div>
  );
}
