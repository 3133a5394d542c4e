/** What was refused, from where, why, and what to do about it; an unknown device can be allowed here. */
import { Button, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RefusedArrival } from '#shared/contract/intake.ts';
import { type Language, translateFailure } from '#shared/failure.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

export function RefusalList({ refusals }: { refusals: readonly RefusedArrival[] }) {
  const { t, i18n } = useTranslation();
  if (refusals.length === 0)
    return <EmptyState icon={<IconShieldCheck size={40} stroke={1.2} />} title={t('intake.refusalsEmpty')} />;
  const allow = async (refusal: RefusedArrival): Promise<void> => {
    try {
      await unwrap(
        station.intake.allowDevice({
          callingAet: String(refusal.failure.params.aet ?? ''),
          address: String(refusal.failure.params.address ?? ''),
        }),
      );
      notifications.show({ color: 'teal', message: t('settings.saved') });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  return (
    <Table verticalSpacing={8} horizontalSpacing="md" className="tabular">
      <Table.Tbody>
        {refusals.map((refusal) => {
          const { message, remedy } = translateFailure(refusal.failure, i18n.language as Language);
          return (
            <Table.Tr key={refusal.arrivalId} data-refusal={refusal.failure.code}>
              <Table.Td>{new Date(refusal.at).toLocaleString(i18n.language, { hourCycle: 'h23' })}</Table.Td>
              <Table.Td>
                <Text fw={600} size="sm">
                  {refusal.name}
                </Text>
                <Text size="xs" c="dimmed">
                  {/* A file given by hand has no place of its own: the station's copy says nobody anything. */}
                  {t(`intake.source.${refusal.source}`)} {refusal.source === 'file' ? '' : refusal.origin}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm" c="var(--yz-red)">
                  {message}
                </Text>
                <Text size="sm">{remedy}</Text>
              </Table.Td>
              <Table.Td>
                {refusal.failure.code === 'calling-ae-unknown' && (
                  <Button size="compact-sm" variant="default" onClick={() => void allow(refusal)}>
                    {t('intake.allow')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
