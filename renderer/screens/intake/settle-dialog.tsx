/** Why a refused arrival is discarded, or made again: a reason is always given and goes into the audit. */
import { Button, Chip, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const reasons = {
  discarded: ['duplicate', 'test', 'foreign'],
  retake: ['incomplete', 'damaged', 'unreadable'],
} as const;

export function SettleDialog(props: {
  act: 'discarded' | 'retake';
  count: number;
  onClose: () => void;
  onSettle: (reason: string) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Modal
      opened
      centered
      size={520}
      onClose={props.onClose}
      title={t(`intake.settleTitle.${props.act}`, { count: props.count })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') void props.onSettle(reason.trim());
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t(`intake.settleText.${props.act}`)}
          </Text>
          <Group gap="xs">
            {reasons[props.act].map((one) => {
              const words = t(`intake.reason.${one}`);
              return (
                <Chip key={one} size="xs" checked={reason === words} onChange={() => setReason(words)}>
                  {words}
                </Chip>
              );
            })}
          </Group>
          <TextInput
            label={t('intake.reason')}
            data-autofocus
            required
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-settle-reason
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={reason.trim() === ''} data-settle>
              {t(`intake.settleDo.${props.act}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
