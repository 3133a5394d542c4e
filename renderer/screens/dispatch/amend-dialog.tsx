/** 更正, 撤回 or 补充: a coded reason and a few words, before a signed report is taken up again. */
import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import { type AmendPurpose, type AmendReason, amendReasons } from '#shared/report/amendment.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

export function AmendDialog(props: {
  task: ListedTask;
  purpose: AmendPurpose;
  onClose: () => void;
  onBegun: () => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<AmendReason | null>(null);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { task, purpose } = props;

  const begin = async (): Promise<void> => {
    if (reason === null || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await unwrap(station.worklist.amend({ taskId: task.taskId, purpose, reason, note: note.trim() }));
      props.onBegun();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(`amend.title.${purpose}`, { name: task.order.patient.name })}
      centered
    >
      <Stack data-amend-dialog={purpose}>
        <Text size="sm">{t(`amend.text.${purpose}`)}</Text>
        <Select
          label={t('amend.reason')}
          data={amendReasons[purpose].map((code) => ({ value: code, label: t(`amend.reason.${code}`) }))}
          value={reason}
          onChange={(value) => setReason(value as AmendReason | null)}
          data-autofocus
          data-amend-reason
        />
        <Textarea
          label={t('amend.note')}
          value={note}
          maxLength={300}
          autosize
          minRows={2}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button
            color={purpose === 'withdraw' ? 'red' : 'accent'}
            disabled={reason === null}
            loading={busy}
            onClick={() => void begin()}
            data-begin-amendment
          >
            {t('amend.begin')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
