/** 发起会诊: whom, what is asked, and how long one waits. Draft, images and measurements go along by themselves. */
import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultedGiven } from '#shared/contract/exchange/consultations.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import { consultationMinutes, longestQuestion } from '#shared/study/consultation.ts';
import { memberIdSchema, siteIdSchema } from '#shared/study/ids.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

export function AskDialog({ task, onClose }: { task: ListedTask; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const own = useSession((state) => state.session?.member.memberId);
  const listed = useQuery({
    queryKey: ['consultants'],
    queryFn: () => unwrap(station.consultations.consultants()),
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [question, setQuestion] = useState('');
  const [minutes, setMinutes] = useState<number>(10);
  const [problem, setProblem] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const members = (listed.data?.members ?? []).filter(({ memberId }) => memberId !== own);
  const sites = (listed.data?.sites ?? []).filter(({ siteId }) => siteId !== task.siteId);
  const ready = chosen !== null && question.trim() !== '';

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    setProblem(null);
    const member = members.find(({ memberId }) => memberId === chosen);
    const to: ConsultedGiven =
      member === undefined
        ? { siteId: siteIdSchema.parse(chosen) }
        : { memberId: memberIdSchema.parse(chosen) };
    try {
      const { state } = await unwrap(
        station.consultations.ask({ taskId: task.taskId, to, question: question.trim(), minutes }),
      );
      const name = member?.name ?? sites.find(({ siteId }) => siteId === chosen)?.name ?? '';
      notifications.show({
        color: state === 'queued' ? 'yellow' : 'teal',
        title: task.order.patient.name,
        message: t(state === 'queued' ? 'consultation.queued' : 'consultation.sentNow', { name }),
      });
      await queries.invalidateQueries({ queryKey: ['consultations'] });
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
      title={t('consultation.dialog', { name: task.order.patient.name })}
    >
      <form onSubmit={(event) => void send(event)} data-consult-form>
        <Stack>
          {listed.error && <FailureNote failure={failureOf(listed.error)} />}
          <Select
            label={t('consultation.to')}
            required
            searchable
            value={chosen}
            data={[
              {
                group: t('consultation.sites'),
                items: sites.map(({ siteId, name, tier }) => ({
                  value: siteId as string,
                  label: t('referral.siteOf', { site: name, tier: t(`tier.${tier ?? 'unsaid'}`) }),
                })),
              },
              {
                group: t('consultation.members'),
                items: members.map(({ memberId, name, title }) => ({
                  value: memberId as string,
                  label: [name, title].filter(Boolean).join(' '),
                })),
              },
            ]}
            onChange={setChosen}
            data-autofocus
            data-consultant
          />
          <Textarea
            label={t('consultation.question')}
            name="question"
            required
            value={question}
            maxLength={longestQuestion}
            autosize
            minRows={2}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('consultation.minutes')}
            </Text>
            <SegmentedControl
              aria-label={t('consultation.minutes')}
              value={String(minutes)}
              onChange={(value) => setMinutes(Number(value))}
              data={consultationMinutes.map((count) => ({
                value: String(count),
                label: t('consultation.minutesOf', { count }),
              }))}
            />
          </div>
          <Text size="xs" c="dimmed">
            {t('consultation.goesAlong')}
          </Text>
          {problem && <FailureNote failure={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!ready} loading={busy} data-send-consultation>
              {t('consultation.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
