/** In a practice region, after signing: what was planted, so that one can learn from it. */
import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { station, unwrap } from '../../station/client.ts';

export function PlantedFinding({ task }: { task: ListedTask }) {
  const { t, i18n } = useTranslation();
  const signed = task.simulation && task.stamps.signedAt !== null;
  const { data } = useQuery({
    queryKey: ['finding', task.taskId],
    queryFn: () => unwrap(station.practice.finding({ taskId: task.taskId })),
    enabled: signed,
    retry: false,
  });
  if (!signed || !data) return null;
  return (
    <Alert color="orange" variant="light" title={t('reading.finding')} data-finding>
      <Text size="sm">{i18n.language === 'en' ? data.en : data.zh}</Text>
    </Alert>
  );
}
