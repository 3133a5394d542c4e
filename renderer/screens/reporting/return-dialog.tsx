/** 退回修改: the reviewer says why, and the writer holds the task again. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import { underReview } from '#shared/study/review.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

export function ReturnDialog(props: { task: ListedTask; onClose: () => void; onReturned: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { task } = props;
  const giveBack = async (): Promise<void> => {
    if (reason.trim() === '' || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await unwrap(station.worklist.returnFromReview({ taskId: task.taskId, reason: reason.trim() }));
      props.onReturned();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('review.returnTitle', { name: underReview(task)?.name ?? '' })}
      centered
    >
      <Stack data-return-dialog>
        <Text size="sm">{t(task.amending === undefined ? 'review.returnText' : 'amend.returnText')}</Text>
        <Textarea
          label={t('review.reason')}
          value={reason}
          maxLength={300}
          autosize
          minRows={2}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button
            disabled={reason.trim() === ''}
            loading={busy}
            onClick={() => void giveBack()}
            data-confirm-return
          >
            {t('review.return')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
