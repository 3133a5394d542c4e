/** The practice township's switches, over the worklist of a practice region. */
import { Button, Menu, Switch, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconSend } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sinceText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import classes from '../worklist/worklist.module.css';

const kinds = ['ecg', 'dr', 'ct', 'mr', 'us'] as const;

export function PracticeBar() {
  const { t } = useTranslation();
  const now = useExchangeSecond();
  const queries = useQueryClient();
  const { data: status } = useQuery({
    queryKey: ['practice'],
    queryFn: () => unwrap(station.practice.status()),
    refetchInterval: 5000,
  });
  if (!status) return null;
  const run = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
      await queries.invalidateQueries({ queryKey: ['practice'] });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  return (
    <div className={classes.practice} data-practice>
      <Text size="sm" c="dimmed">
        {t('worklist.practice')}
      </Text>
      <Menu>
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconSend size={14} />}>
            {t('worklist.practice.sendOne')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => void run(() => unwrap(station.practice.sendOne({ kind })))}>
              {kind.toUpperCase()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Switch
        size="xs"
        label={t('worklist.practice.rush')}
        checked={status.rush}
        onChange={(event) => {
          const on = event.currentTarget.checked;
          void run(() => unwrap(station.practice.setRush({ on })));
        }}
      />
      <Text size="sm" c="dimmed" className="tabular">
        {status.paused
          ? t('worklist.practice.paused', { count: status.unclaimed })
          : status.nextAt !== null && status.nextAt > now
            ? t('worklist.practice.next', { time: sinceText(now, status.nextAt) })
            : ''}
      </Text>
    </div>
  );
}
