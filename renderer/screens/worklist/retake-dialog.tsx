/** 请求重拍: the holder asks the township for new images with a coded reason; the clock stands meanwhile. */
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import { type RetakeReason, retakeReasonsOf } from '#shared/study/retake.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

export function RetakeDialog(props: { task: ListedTask; onClose: () => void; onAsked: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<RetakeReason | null>(null);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { task } = props;

  const ask = async (): Promise<void> => {
    if (reason === null || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await unwrap(station.worklist.retake({ taskId: task.taskId, reason, note: note.trim() }));
      props.onAsked();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('retake.title', { name: task.order.patient.name })}
      centered
    >
      <Stack data-retake-dialog>
        <Text size="sm">{t('retake.text')}</Text>
        <Select
          label={t('retake.reason')}
          data={retakeReasonsOf(task.kind).map((code) => ({
            value: code,
            label: t(`retake.reason.${code}`),
          }))}
          value={reason}
          onChange={(value) => setReason(value as RetakeReason | null)}
          data-autofocus
          data-retake-reason
        />
        <TextInput
          label={t('retake.note')}
          value={note}
          maxLength={200}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={reason === null} loading={busy} onClick={() => void ask()} data-confirm-retake>
            {t('retake.ask')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
