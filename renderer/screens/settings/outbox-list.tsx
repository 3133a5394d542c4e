/** What waits to be sent, since when, with the last failure: nothing is ever dropped in silence. */
import { Badge, Paper, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Language, translateFailure } from '#shared/failure.ts';
import { station, unwrap } from '../../station/client.ts';
import classes from './settings.module.css';

export function OutboxList() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ['outbox'],
    queryFn: () => unwrap(station.dispatch.outbox()),
    refetchInterval: 5000,
  });
  return (
    <Paper withBorder p="lg" className={classes.card}>
      <Title order={5} mb="md">
        {t('settings.outbox')}
      </Title>
      {(data ?? []).length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('settings.outboxEmpty')}
        </Text>
      ) : (
        <Table className="tabular">
          <Table.Tbody>
            {data?.map((item) => (
              <Table.Tr key={item.itemId}>
                <Table.Td>{t(`outbox.${item.what}`)}</Table.Td>
                <Table.Td>
                  {new Date(item.createdAt).toLocaleTimeString(i18n.language, { hourCycle: 'h23' })}
                </Table.Td>
                <Table.Td>
                  {t('settings.attempts', { count: item.attempts })}{' '}
                  {item.refused && <Badge color="red">{t('settings.refused')}</Badge>}
                  <Text size="xs" c="dimmed">
                    {item.lastFailure
                      ? translateFailure(item.lastFailure, i18n.language as Language).message
                      : null}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  );
}
