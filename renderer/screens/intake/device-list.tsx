/** Devices of this station: who was turned away, who is known and how it is spoken to, tokens, and nodes to forward to. */
import { Alert, Badge, Button, Group, Table, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDevices, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedDevice, ListedRejection } from '#shared/contract/devices.ts';
import { type Language, translateFailure } from '#shared/failure.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { DeviceDialog } from './device-dialog.tsx';
import classes from './devices.module.css';
import { ForwardNodes } from './forward-nodes.tsx';
import { TokenList } from './token-list.tsx';

export function useDevices() {
  return useQuery({
    queryKey: ['devices'],
    queryFn: () => unwrap(station.devices.list()),
    refetchInterval: 5000,
  });
}

export function DeviceList() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { data, error } = useDevices();
  const [editing, setEditing] = useState<ListedDevice | 'new' | null>(null);
  if (error) return <FailureNote failure={failureOf(error)} />;
  if (!data) return null;

  const act = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      notifications.show({ color: 'teal', message: t('settings.saved') });
      await queries.invalidateQueries({ queryKey: ['devices'] });
    } catch (reason) {
      const { message, remedy } = failureOf(reason);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  const allow = ({ callingAet, address }: ListedRejection) =>
    act(unwrap(station.intake.allowDevice({ callingAet, address })));
  const dismiss = ({ callingAet, address }: ListedRejection) =>
    act(unwrap(station.devices.dismiss({ callingAet, address })));
  const when = (at: number) => new Date(at).toLocaleString(i18n.language, { hourCycle: 'h23' });
  const nothing = data.devices.length === 0 && data.rejected.length === 0;

  return (
    <div className={classes.sheet}>
      {data.admitsAny && (
        <Alert color="yellow" variant="light" mb="md">
          {t('devices.any')}
        </Alert>
      )}
      {!data.mayChange && (
        <Alert color="gray" variant="light" mb="md" data-ask-administrator>
          {t('devices.ask')}
        </Alert>
      )}
      {nothing && (
        <EmptyState
          icon={<IconDevices size={40} stroke={1.2} />}
          title={t('devices.empty')}
          hint={t('devices.emptyHint')}
        />
      )}
      {data.rejected.length > 0 && (
        <Section title={t('devices.rejected')}>
          <Table verticalSpacing={8} horizontalSpacing="md" className="tabular">
            <Table.Tbody>
              {data.rejected.map((one) => {
                const { message, remedy } = translateFailure(one.failure, i18n.language as Language);
                return (
                  <Table.Tr
                    key={`${one.callingAet} ${one.calledAet} ${one.address} ${one.failure.code}`}
                    data-rejected={one.callingAet}
                  >
                    <Table.Td w={220}>
                      <Text fw={600} size="sm">
                        {one.callingAet || '—'}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {one.address}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm" c="var(--yz-red)">
                        {message}
                      </Text>
                      <Text size="sm">{remedy}</Text>
                    </Table.Td>
                    <Table.Td w={190}>
                      <Text size="sm">{when(one.lastAt)}</Text>
                      <Text size="xs" c="dimmed">
                        {t('devices.times', { count: one.count })}
                      </Text>
                    </Table.Td>
                    <Table.Td w={230}>
                      {data.mayChange && (
                        <Group gap="sm" justify="flex-end" wrap="nowrap">
                          {one.failure.code === 'calling-ae-unknown' && one.callingAet !== '' && (
                            <Button
                              size="compact-sm"
                              onClick={() => void allow(one)}
                              data-allow={one.callingAet}
                            >
                              {t('intake.allow')}
                            </Button>
                          )}
                          <Button size="compact-sm" variant="default" onClick={() => void dismiss(one)}>
                            {t('devices.dismiss')}
                          </Button>
                        </Group>
                      )}
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Section>
      )}
      <Section
        title={t('devices.known')}
        act={
          data.mayChange ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => setEditing('new')}
              data-add-device
            >
              {t('devices.add')}
            </Button>
          ) : null
        }
      >
        <Table verticalSpacing={8} horizontalSpacing="md" highlightOnHover className="tabular">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('devices.device')}</Table.Th>
              <Table.Th>{t('devices.characterSet')}</Table.Th>
              <Table.Th>{t('devices.quiet')}</Table.Th>
              <Table.Th>{t('devices.may')}</Table.Th>
              <Table.Th>{t('devices.listens')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.devices.map((device) => (
              <Table.Tr key={`${device.aet} ${device.host}`} data-device={device.aet}>
                <Table.Td>
                  <Text fw={600} size="sm">
                    {device.aet} {device.name && <span className={classes.name}>{device.name}</span>}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {device.host || t('devices.anyAddress')}
                  </Text>
                </Table.Td>
                <Table.Td>{t(`devices.set.${device.characterSet}`)}</Table.Td>
                <Table.Td>
                  {device.quietMs === null
                    ? t('devices.byModality')
                    : t('devices.seconds', { count: device.quietMs / 1000 })}
                </Table.Td>
                <Table.Td>
                  <Group gap={6} wrap="nowrap">
                    {device.mayStore && (
                      <Badge variant="light" color="gray">
                        {t('devices.store')}
                      </Badge>
                    )}
                    {device.mayQuery && (
                      <Badge variant="light" color="gray">
                        {t('devices.query')}
                      </Badge>
                    )}
                    {!device.mayStore && !device.mayQuery && '—'}
                  </Group>
                </Table.Td>
                <Table.Td>
                  {device.listenPort === 0 ? '—' : `${device.host || '?'}:${device.listenPort}`}
                </Table.Td>
                <Table.Td>
                  {data.mayChange && (
                    <Group gap="sm" justify="flex-end" wrap="nowrap">
                      <Button size="compact-sm" variant="default" onClick={() => setEditing(device)}>
                        {t('devices.change')}
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="red"
                        onClick={() =>
                          void act(unwrap(station.devices.remove({ aet: device.aet, host: device.host })))
                        }
                      >
                        {t('devices.remove')}
                      </Button>
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Section>
      <ForwardNodes nodes={data.nodes} mayChange={data.mayChange} act={act} />
      <TokenList tokens={data.tokens} mayChange={data.mayChange} act={act} />
      {editing !== null && (
        <DeviceDialog
          device={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onKeep={(device) => {
            setEditing(null);
            void act(unwrap(station.devices.keep(device)));
          }}
        />
      )}
    </div>
  );
}

export function Section(props: { title: string; act?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <Group justify="space-between" mb={4}>
        <Title order={6}>{props.title}</Title>
        {props.act}
      </Group>
      {props.children}
    </section>
  );
}
