/** What was merged, by whom and why; every merge can be undone. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconHistory } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Merge } from '#shared/contract/exchange/patients.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { dateTimeText } from '../../ui/time-text.ts';
import classes from './patients.module.css';
import { RecordTable } from './record-table.tsx';

export function MergeHistory() {
  const { t } = useTranslation();
  const history = useQuery({
    queryKey: ['patients', 'history'],
    queryFn: () => unwrap(station.patients.history({ limit: 200 })),
  });
  if (history.error)
    return <FailureNote failure={failureOf(history.error)} onRetry={() => void history.refetch()} />;
  if (history.data?.length === 0)
    return <EmptyState icon={<IconHistory size={40} stroke={1.2} />} title={t('patients.noHistory')} />;
  return (
    <div className={classes.history} data-merge-history>
      {history.data?.map((merge) => (
        <MergeCard key={merge.mergeId} merge={merge} />
      ))}
    </div>
  );
}

function MergeCard({ merge }: { merge: Merge }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [undoing, setUndoing] = useState(false);
  const [note, setNote] = useState('');
  const timeOf = (at: number): string => dateTimeText(at, i18n.language, 'to the minute');
  const undo = async (): Promise<void> => {
    try {
      const done = await unwrap(station.patients.undoMerge({ mergeId: merge.mergeId, note }));
      if (done.flaggedReports > 0)
        notifications.show({
          color: 'yellow',
          message: t('patients.flagged', { count: done.flaggedReports }),
        });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
    void queries.invalidateQueries({ queryKey: ['patients'] });
  };
  return (
    <article className={classes.merge} data-merge={merge.mergeId} data-undone={merge.undoneAt !== null}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Text size="sm">
          <b>{merge.one.name}</b> ·{' '}
          {merge.mergedBy === null ? t('patients.byRule') : t('patients.by', { who: merge.mergedBy })} ·{' '}
          <span className="tabular">{timeOf(merge.mergedAt)}</span>
          {merge.note === '' ? '' : ` · ${merge.note}`}
        </Text>
        {merge.undoneAt === null ? (
          <Button size="compact-sm" variant="default" onClick={() => setUndoing((shown) => !shown)} data-undo>
            {t('patients.undo')}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t('patients.undone', { who: merge.undoneBy ?? '', when: timeOf(merge.undoneAt) })}
            {merge.undoNote === '' ? '' : ` · ${merge.undoNote}`}
          </Text>
        )}
      </Group>
      <RecordTable one={merge.one} other={merge.other} />
      {undoing && merge.undoneAt === null && (
        <Stack gap={6} mt="sm">
          <Text size="sm" c="dimmed">
            {t('patients.undoText')}
          </Text>
          <Group>
            <TextInput
              flex={1}
              placeholder={t('patients.undoWhy')}
              aria-label={t('patients.undoWhy')}
              value={note}
              maxLength={500}
              onChange={(event) => setNote(event.currentTarget.value)}
              data-autofocus
            />
            <Button color="red" onClick={() => void undo()} disabled={note.trim() === ''} data-confirm-undo>
              {t('patients.undo')}
            </Button>
          </Group>
        </Stack>
      )}
    </article>
  );
}
