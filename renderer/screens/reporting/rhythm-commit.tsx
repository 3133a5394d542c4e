/** 先判后看 (journey step 8): one key commits the rhythm; then what the machine says stands beside it. */
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { committedRhythms } from '#shared/report/rhythm-commit.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import type { ThinkFirst } from '../reading/use-think-first.ts';
import classes from './reporting.module.css';

export function RhythmCommit({ thinkFirst }: { thinkFirst: ThinkFirst }) {
  const { t } = useTranslation();
  const { masked, commitment, commit } = thinkFirst;
  useHotkeys(
    Object.fromEntries(committedRhythms.map((rhythm, i) => [`Alt+${i + 1}`, () => commit(rhythm)])),
    masked,
  );
  if (commitment === null) return null;
  const { committed, agreed, counted } = commitment;
  if (committed === null)
    return (
      <section className={classes.machine} data-rhythm-commit="open">
        <Text size="sm" fw={600}>
          {t('reporting.commitRhythm')}
        </Text>
        <div className={classes.rhythms}>
          {committedRhythms.map((rhythm, i) => (
            <Button
              key={rhythm}
              size="compact-sm"
              variant="default"
              title={`Alt+${i + 1}`}
              onClick={() => commit(rhythm)}
              data-rhythm={rhythm}
            >
              {i + 1} {t(`reporting.rhythm.${rhythm}`)}
            </Button>
          ))}
        </div>
      </section>
    );
  const { rhythm, machine } = committed;
  const verdict = machine === null ? 'unmeasured' : machine === rhythm ? 'agrees' : 'differs';
  return (
    <section className={classes.machine} data-rhythm-commit={verdict}>
      <Text size="sm">
        {t('reporting.rhythmYours')} <b>{t(`reporting.rhythm.${rhythm}`)}</b>
        {machine !== null && (
          <>
            {' · '}
            {t('reporting.rhythmMachine')} <b>{t(`reporting.rhythm.${machine}`)}</b>
          </>
        )}
        {' · '}
        <b>{t(`reporting.rhythm.${verdict}`)}</b>
      </Text>
      <Text size="xs" c="dimmed">
        {t('reporting.rhythmTally', { agreed, counted })}
      </Text>
    </section>
  );
}
