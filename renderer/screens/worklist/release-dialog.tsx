/** 放弃接诊: the case goes back to the list with a reason that both ends can read; the draft stays for whoever goes on. */
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

const reasons = ['emergency', 'beyond', 'interrupted', 'unsuitable'] as const;

export function ReleaseDialog(props: { task: ListedTask; onClose: () => void; onReleased: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { task } = props;

  const release = async (): Promise<void> => {
    if (reason === null || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const given = [reason, note.trim()].filter(Boolean).join(':');
      await unwrap(station.worklist.release({ taskId: task.taskId, reason: given }));
      props.onReleased();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('promise.release.title', { name: task.order.patient.name })}
      centered
    >
      <Stack data-release-dialog>
        <Text size="sm">{t('promise.release.text')}</Text>
        <Select
          label={t('promise.release.reason')}
          data={reasons.map((code) => t(`promise.release.${code}`))}
          value={reason}
          onChange={setReason}
          data-autofocus
          data-release-reason
        />
        <TextInput
          label={t('promise.release.note')}
          value={note}
          maxLength={150}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button
            disabled={reason === null}
            loading={busy}
            onClick={() => void release()}
            data-confirm-release
          >
            {t('worklist.release')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
