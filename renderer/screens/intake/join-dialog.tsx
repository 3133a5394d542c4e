/** Joining a study to an order by a person, side by side: never by name or time alone, never by the machine. */
import { Alert, Button, Group, Modal, Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArrivedStudy } from '#shared/contract/intake.ts';
import type { Failure } from '#shared/failure.ts';
import type { Order } from '#shared/study/order.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

export function JoinDialog(props: {
  study: ArrivedStudy;
  orders: readonly Order[];
  onClose: () => void;
  onJoined: () => void;
}) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const order = props.orders.find((one) => one.orderId === chosen) ?? null;
  const device = props.study.devicePatient;
  const sexWord = (sex: string): string => (/^[MFOU]$/.test(sex) ? t(`sex.${sex}`) : sex);
  const rows: ReadonlyArray<readonly [label: string, onDevice: string, onOrder: string]> = [
    [t('intake.patient'), device.name, order?.patient.name ?? ''],
    [t('intake.sex'), sexWord(device.sex), sexWord(order?.patient.sex ?? '')],
    [t('intake.birthDate'), device.birthDate ?? '', order?.patient.birthDate ?? ''],
    [t('intake.id'), device.id, order?.patient.id ?? ''],
  ];
  const join = async (): Promise<void> => {
    if (!order) return;
    try {
      await unwrap(
        station.intake.join({ studyInstanceUid: props.study.studyInstanceUid, orderId: order.orderId }),
      );
      props.onJoined();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Modal opened onClose={props.onClose} title={t('intake.joinTitle')} size={680} centered>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('intake.joinText')}
        </Text>
        <Select
          label={t('intake.choose')}
          searchable
          data-autofocus
          data={props.orders.map((one) => ({
            value: one.orderId,
            label: `${one.patient.name} · ${one.modality} · ${one.accessionNumber} · ${one.complaint}`,
          }))}
          value={chosen}
          onChange={setChosen}
          nothingFoundMessage={t('intake.ordersEmpty')}
        />
        <Table withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th />
              <Table.Th>{t('intake.device')}</Table.Th>
              <Table.Th>{t('intake.order')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([label, onDevice, onOrder]) => (
              <Table.Tr key={label}>
                <Table.Th>{label}</Table.Th>
                <Table.Td>{onDevice || '—'}</Table.Td>
                <Table.Td
                  fw={order && onDevice !== onOrder ? 700 : 400}
                  c={order && onDevice !== onOrder ? 'var(--yz-amber)' : undefined}
                >
                  {onOrder || '—'}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {order && rows.slice(0, 3).some(([, onDevice, onOrder]) => onDevice !== onOrder) && (
          <Alert color="yellow" variant="light">
            {t('intake.joinDifferent')}
          </Alert>
        )}
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={!order} onClick={() => void join()} data-confirm-join>
            {t('intake.join')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
