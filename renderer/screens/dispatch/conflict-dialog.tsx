/** 身份冲突 at the township: two versions of one image beside what the order says, and 以此为准 with a reason. */
import { Alert, Button, Group, Modal, Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import { comparedConflicts } from '#shared/study/conflict.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { orderText, versionText } from '../worklist/version-text.ts';

const reasons = ['corrected', 'mistaken', 'asked'] as const;

export function ConflictDialog({ task, onClose }: { task: ListedTask; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const open = comparedConflicts(task);
  const [conflict] = open;
  const versions = conflict === undefined ? [] : [conflict.keptSha256, conflict.otherSha256];

  const choose = async (sha256: (typeof versions)[number]): Promise<void> => {
    if (conflict === undefined || reason === null || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const { sopInstanceUid } = conflict;
      await unwrap(station.intake.settleConflict({ taskId: task.taskId, sopInstanceUid, sha256, reason }));
      if (open.length === 1) onClose();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('conflict.title', { name: task.order.patient.name })}
      size={820}
      centered
    >
      <Stack data-conflict-dialog>
        <Text size="sm" data-conflict-exam>
          <b>{task.modality}</b> {task.studyDescription || task.bodyPart} ·{' '}
          <span className="tabular">{task.order.accessionNumber}</span>
        </Text>
        <Text size="sm" c="dimmed">
          {t('conflict.text', { count: open.length })}
        </Text>
        {conflict === undefined ? (
          <Alert color="teal" variant="light">
            {t('conflict.none')}
          </Alert>
        ) : (
          <>
            <Table withTableBorder layout="fixed" className="tabular">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={110} />
                  <Table.Th>{t('conflict.order')}</Table.Th>
                  <Table.Th>{t('conflict.kept')}</Table.Th>
                  <Table.Th>{t('conflict.other')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {conflict.differs.map((difference) => (
                  <Table.Tr key={difference.field}>
                    <Table.Th>{t(`conflict.field.${difference.field}`)}</Table.Th>
                    <Table.Td data-order-says>{orderText(difference.field, task.order, t)}</Table.Td>
                    <Table.Td>{versionText(difference.field, difference.kept, t)}</Table.Td>
                    <Table.Td fw={700} c="var(--yz-amber)">
                      {versionText(difference.field, difference.other, t)}
                    </Table.Td>
                  </Table.Tr>
                ))}
                <Table.Tr>
                  <Table.Th>{t('conflict.image')}</Table.Th>
                  <Table.Td colSpan={3}>
                    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                      {conflict.sopInstanceUid}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              </Table.Tbody>
            </Table>
            <Select
              label={t('conflict.reason')}
              placeholder={t('conflict.reasonFirst')}
              data={reasons.map((code) => t(`conflict.reason.${code}`))}
              value={reason}
              onChange={setReason}
              data-conflict-reason
            />
            {failure && <FailureNote failure={failure} />}
            <Group grow>
              {versions.map((sha256, at) => (
                <Button
                  key={sha256}
                  variant="default"
                  disabled={reason === null}
                  loading={busy}
                  onClick={() => void choose(sha256)}
                  data-choose-version={at === 0 ? 'kept' : 'other'}
                >
                  {t(at === 0 ? 'conflict.chooseKept' : 'conflict.chooseOther')}
                </Button>
              ))}
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}
