/** 补充申请单: what an emergency left to follow; only what is missing is asked for. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import type { Order } from '#shared/study/order.ts';
import { followingFields } from '#shared/study/order-rules.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { ConsentFields, consentOf } from './consent-fields.tsx';

export function SupplementDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const own = useSession((state) => state.session?.member.name ?? '');
  const [history, setHistory] = useState('');
  const [question, setQuestion] = useState('');
  const [by, setBy] = useState('');
  const [askedBy, setAskedBy] = useState(own);
  const [problem, setProblem] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const missing = followingFields(order);
  const consent = consentOf(by, askedBy);
  const says = history.trim() !== '' || question.trim() !== '' || consent !== null;

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!says || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const { state } = await unwrap(
        station.intake.supplementOrder({ orderId: order.orderId, history, question, consent }),
      );
      notifications.show({
        color: state === 'queued' ? 'yellow' : 'teal',
        title: order.patient.name,
        message: t(state === 'queued' ? 'intake.supplementKept' : 'intake.supplemented'),
      });
      await queries.invalidateQueries({ queryKey: ['tracking'] });
      onClose();
    } catch (error) {
      setProblem(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size={600}
      centered
      title={t('intake.supplementTitle', { name: order.patient.name })}
    >
      <form onSubmit={(event) => void send(event)} data-supplement-form>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('intake.supplementText')}
          </Text>
          {missing.includes('history') && (
            <Textarea
              label={t('intake.history')}
              name="history"
              value={history}
              maxLength={4000}
              autosize
              minRows={2}
              onChange={(event) => setHistory(event.currentTarget.value)}
              data-autofocus
            />
          )}
          {missing.includes('question') && (
            <Textarea
              label={t('intake.question')}
              name="question"
              value={question}
              maxLength={2000}
              autosize
              onChange={(event) => setQuestion(event.currentTarget.value)}
            />
          )}
          {missing.includes('consent') && (
            <ConsentFields
              by={by}
              askedBy={askedBy}
              required={false}
              missing={false}
              onBy={setBy}
              onAskedBy={setAskedBy}
            />
          )}
          {problem && <FailureNote failure={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!says} loading={busy} data-send-supplement>
              {t('intake.supplement')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
