/** 交班: what a reader still holds goes to the next one, with its drafts, and the reader is signed out. */
import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import { countdownOf } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { usePlace } from '../../state/place-store.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { CountdownRing } from '../../ui/countdown-ring.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { lyingOf } from '../../viewers/lay-study.ts';
import { asideKey } from '../reading/use-laid.ts';
import { useWorklist } from '../worklist/use-worklist.ts';

export function HandOverDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { session, setSession } = useSession();
  const go = usePlace((state) => state.go);
  const [busy, setBusy] = useState(false);
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const now = useExchangeSecond();
  const mine = useWorklist('mine', '', null);
  const held = (mine.data?.tasks ?? []).filter((task) => task.holder?.memberId === session?.member.memberId);

  const handOver = async (): Promise<void> => {
    setBusy(true);
    const lying = held.flatMap(({ taskId }) => {
      const lies = lyingOf(asideKey(session?.member.memberId, taskId));
      return lies === null ? [] : [{ taskId, lying: lies }];
    });
    try {
      const { kept } = await unwrap(station.worklist.handOver({ lying }));
      setFailures(kept.map(({ failure }) => failure));
      if (kept.length > 0) return;
      go({ screen: 'worklist' });
      await station.session.signOut();
      setSession(null);
    } catch (error) {
      setFailures([failureOf(error)]);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      centered
      size="lg"
      title={t('session.handOverTitle', { count: held.length })}
      data-hand-over-dialog
    >
      <Stack>
        <Text size="sm">{t(held.length === 0 ? 'session.handOverNone' : 'session.handOverText')}</Text>
        {held.length > 0 && (
          <Table>
            <Table.Tbody>
              {held.map((task) => (
                <Table.Tr key={task.taskId} data-handing={task.taskId}>
                  <Table.Td w={64}>
                    <CountdownRing
                      countdown={countdownOf(task, now)}
                      size={42}
                      label={t('worklist.column.clock')}
                    />
                  </Table.Td>
                  <Table.Td fw={600}>{task.order.patient.name}</Table.Td>
                  <Table.Td>{`${task.modality} ${task.studyDescription}`}</Table.Td>
                  <Table.Td>{task.siteName}</Table.Td>
                  <Table.Td>{t(`state.${task.state}`)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {failures.map((failure, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: failures have no names of their own
          <FailureNote key={index} failure={failure} />
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button data-autofocus loading={busy} onClick={() => void handOver()} data-confirm-hand-over>
            {t('session.handOverAct')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
