/** Taking over names the holder and what becomes of his or her work; never in silence. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

export function TakeOverDialog(props: { task: ListedTask; onClose: () => void; onTaken: () => void }) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const holder = props.task.holder;
  if (!holder) return null;
  const takeOver = async (): Promise<void> => {
    try {
      await unwrap(station.worklist.takeOver({ taskId: props.task.taskId, from: holder.memberId }));
      props.onTaken();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('worklist.takeOverTitle', { holder: holder.name })}
      centered
    >
      <Stack>
        <Text size="sm">{t('worklist.takeOverText', { holder: holder.name })}</Text>
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button data-autofocus onClick={() => void takeOver()}>
            {t('worklist.takeOver')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
