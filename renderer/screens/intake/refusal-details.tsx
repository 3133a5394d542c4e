/** All that is known of one refusal, for the person who calls the device's vendor; an unknown device can be allowed here. */
import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { RefusedArrival } from '#shared/contract/intake.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './intake.module.css';

export function RefusalDetails({ refusal, onClose }: { refusal: RefusedArrival; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const rows: ReadonlyArray<readonly [label: string, value: string]> = [
    [t('intake.detail.name'), refusal.name],
    [
      t('intake.detail.origin'),
      `${t(`intake.source.${refusal.source}`)} ${refusal.source === 'file' ? '' : refusal.origin}`,
    ],
    [t('intake.detail.at'), new Date(refusal.at).toLocaleString(i18n.language, { hourCycle: 'h23' })],
    [t('intake.detail.size'), t('intake.detail.bytes', { count: refusal.size })],
    [t('intake.detail.attempts'), String(refusal.attempts)],
    [t('intake.detail.code'), refusal.failure.code],
    ...Object.entries(refusal.failure.params).map(([name, value]) => [name, String(value)] as const),
    ['SHA-256', refusal.sha256 ?? t('intake.detail.noBytes')],
    ...(refusal.settled
      ? ([
          [
            t(`intake.settled.${refusal.settled.act}`),
            [
              refusal.settled.reason,
              refusal.settled.name,
              new Date(refusal.settled.at).toLocaleString(i18n.language, { hourCycle: 'h23' }),
            ]
              .filter(Boolean)
              .join(' · '),
          ],
        ] as const)
      : []),
  ];
  const allow = async (): Promise<void> => {
    try {
      const { aet, address } = refusal.failure.params;
      await unwrap(
        station.intake.allowDevice({ callingAet: String(aet ?? ''), address: String(address ?? '') }),
      );
      notifications.show({ color: 'teal', message: t('settings.saved') });
      onClose();
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('intake.details')} size={720} centered>
      <Stack data-refusal-sheet>
        <FailureNote failure={refusal.failure} />
        <Table layout="fixed" className="tabular">
          <Table.Tbody>
            {rows.map(([label, value]) => (
              <Table.Tr key={label}>
                <Table.Th w={150}>{label}</Table.Th>
                <Table.Td className={classes.breaking}>{value || '—'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="xs" c="dimmed">
          {refusal.sha256 === null ? t('intake.detail.noBytesHint') : t('intake.detail.keptHint')}
        </Text>
        <Group justify="flex-end">
          {refusal.failure.code === 'calling-ae-unknown' && (
            <Button variant="default" onClick={() => void allow()}>
              {t('intake.allow')}
            </Button>
          )}
          <Button onClick={onClose} data-autofocus>
            {t('intake.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
