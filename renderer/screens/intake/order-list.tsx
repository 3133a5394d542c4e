/** Orders whose study has not arrived yet. */
import { Badge, Table, Text } from '@mantine/core';
import { IconClipboardList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#shared/study/order.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

export function OrderList({ orders }: { orders: readonly Order[] }) {
  const { t, i18n } = useTranslation();
  if (orders.length === 0)
    return <EmptyState icon={<IconClipboardList size={40} stroke={1.2} />} title={t('intake.ordersEmpty')} />;
  return (
    <Table verticalSpacing={8} horizontalSpacing="md" className="tabular">
      <Table.Tbody>
        {orders.map((order) => (
          <Table.Tr key={order.orderId} data-order={order.orderId}>
            <Table.Td>
              <Text fw={600}>{order.patient.name}</Text>
              <Text size="xs" c="dimmed">
                {[t(`sex.${order.patient.sex}`), order.patient.birthDate, order.patient.id]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Table.Td>
            <Table.Td>
              {order.modality} {order.bodyPart}
              <Text size="xs" c="dimmed">
                {order.accessionNumber}
              </Text>
            </Table.Td>
            <Table.Td>{order.complaint}</Table.Td>
            <Table.Td>
              <Badge variant="light" color={order.urgency === 'routine' ? 'gray' : 'red'}>
                {t(`urgency.${order.urgency}`)}
              </Badge>
            </Table.Td>
            <Table.Td>
              {new Date(order.placedAt).toLocaleString(i18n.language, { hourCycle: 'h23' })}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
