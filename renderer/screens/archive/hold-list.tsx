/** Studies on legal hold: why, since when, and who may lift it. */
import { Button, Group, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LegalHold } from '#shared/retention/retention.ts';
import classes from './retention.module.css';
import type { HoldAct } from './retention-screen.tsx';

export function HoldList(props: { holds: readonly LegalHold[]; onAct: (act: HoldAct) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <section className={classes.card} data-holds>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Text fw={600}>{t('retention.holds')}</Text>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconLock size={14} />}
          onClick={() => props.onAct({ act: 'hold', study: null })}
          data-new-hold
        >
          {t('retention.holdTitle')}
        </Button>
      </Group>
      {props.holds.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('retention.holdsNone')}
        </Text>
      )}
      {props.holds.map((hold) => (
        <div key={hold.studyInstanceUid} className={classes.line} data-hold={hold.studyInstanceUid}>
          <div className={classes.grow}>
            <Text size="sm" fw={500} truncate title={hold.studyInstanceUid}>
              {hold.patientName || t('retention.unknownStudy')}
            </Text>
            <Text size="xs" c="dimmed" className="tabular">
              {[new Date(hold.setAt).toLocaleDateString(i18n.language), hold.memberName, hold.reason]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </div>
          {hold.mayRelease ? (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => props.onAct({ act: 'release', study: hold })}
              data-release
            >
              {t('retention.release')}
            </Button>
          ) : (
            <Text size="xs" c="dimmed">
              {t('retention.ofCentre')}
            </Text>
          )}
        </div>
      ))}
    </section>
  );
}
