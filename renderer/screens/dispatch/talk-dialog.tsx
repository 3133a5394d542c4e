/** The messages of a case at either end: what was said by whom and when, 请回电, and a line to answer with. */
import { Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import { taskIdSchema } from '#shared/study/ids.ts';
import { callbackPhoneSchema, longestMessage } from '#shared/study/talk.ts';
import { useSession } from '../../state/session-store.ts';
import { useTalk } from '../../state/talk-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './talk.module.css';
import { TalkLine } from './talk-line.tsx';

/** Mounted once in the window. */
export function TalkHost() {
  const { taskId, close } = useTalk();
  return taskId === null ? null : <TalkDialog key={taskId} given={taskId} onClose={close} />;
}

function TalkDialog({ given, onClose }: { given: string; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const taskId = taskIdSchema.parse(given);
  const clinic = useSession((state) => state.info?.role === 'clinic');
  const [text, setText] = useState('');
  const [asksCall, setAsksCall] = useState(false);
  const [phone, setPhone] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const end = useRef<HTMLDivElement>(null);
  const task = useQuery({
    queryKey: ['task', taskId],
    queryFn: () => unwrap(station.worklist.get({ taskId })),
  });
  const listed = useQuery({
    queryKey: ['talk', taskId],
    queryFn: async () => (await unwrap(station.talk.list({ taskId }))).messages,
    placeholderData: keepPreviousData,
  });
  const messages = listed.data ?? [];
  const arrived = messages.filter((message) => !message.queued && !message.refused).length;
  useEffect(() => {
    if (arrived === 0) return;
    void station.talk
      .markSeen({ taskId, count: arrived })
      .then(() => queries.invalidateQueries({ queryKey: ['talk-seen'] }));
  }, [arrived, taskId, queries]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line is brought into sight
  useEffect(() => {
    // Newer browsers answer a promise here, which is no way to end an effect.
    end.current?.scrollIntoView({ block: 'end' });
  }, [messages.length]);

  const { order } = task.data ?? {};
  // A township is called at the bedside; a reader says where he sits.
  const number = phone ?? (clinic ? (order?.phone ?? '') : '');
  const isCallable = callbackPhoneSchema.safeParse(number).success;
  const ready = asksCall ? isCallable : text.trim() !== '';

  const tell = async (act: Promise<{ state: 'committed' | 'queued' }>, queued: string | null) => {
    setFailure(null);
    try {
      const { state } = await act;
      if (state === 'queued' && queued !== null) notifications.show({ color: 'yellow', message: queued });
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: ['talk', taskId] });
    }
  };
  // The field is free at once: what is typed while a message is on its way belongs to the next one.
  const send = async (): Promise<void> => {
    const given = { taskId, text: text.trim(), callback: asksCall ? number.trim() : null };
    setText('');
    setAsksCall(false);
    if (await tell(unwrap(station.talk.post(given)), null)) return;
    setText((now) => (now === '' ? given.text : now));
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      centered
      title={t('talk.title', { name: order?.patient.name ?? '', site: task.data?.siteName ?? '' })}
    >
      <Stack gap="sm" data-talk={taskId}>
        {order && (
          <Text size="sm" c="dimmed">
            {task.data?.modality} {task.data?.studyDescription || task.data?.bodyPart} · {order.complaint} · ☎{' '}
            {order.phone}
          </Text>
        )}
        {listed.error && <FailureNote failure={failureOf(listed.error)} />}
        <div className={classes.lines} role="log" aria-label={t('talk.open')}>
          {messages.length === 0 && !listed.isPending && (
            <Text size="sm" c="dimmed">
              {t('talk.empty')}
            </Text>
          )}
          {messages.map((message) => (
            <TalkLine
              key={message.messageId}
              message={message}
              isOwnSide={message.from === (clinic ? 'clinic' : 'centre')}
              onCalledBack={() =>
                void tell(
                  unwrap(station.talk.calledBack({ taskId, messageId: message.messageId })),
                  t('talk.kept'),
                )
              }
            />
          ))}
          <div ref={end} />
        </div>
        <Textarea
          label={t('talk.write')}
          value={text}
          maxLength={longestMessage}
          rows={2}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter ends a word of the input method first.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (ready) void send();
          }}
          data-autofocus
          data-talk-text
        />
        {failure && <FailureNote failure={failure} />}
        <Group align="flex-start" wrap="nowrap">
          <Checkbox
            label={t('talk.askCall')}
            checked={asksCall}
            onChange={(event) => setAsksCall(event.currentTarget.checked)}
            mt={8}
            data-ask-call
          />
          {asksCall && (
            <TextInput
              flex={1}
              aria-label={t('talk.phone')}
              placeholder={t('talk.phone')}
              value={number}
              maxLength={40}
              error={isCallable ? null : t('talk.phoneHint')}
              onChange={(event) => setPhone(event.currentTarget.value)}
              data-call-phone
            />
          )}
          <Text size="xs" c="dimmed" className="tabular" ml="auto" mt={10}>
            {text.length}/{longestMessage}
          </Text>
          <Button disabled={!ready} onClick={() => void send()} data-send-message>
            {t('talk.send')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
