/** One message: whose, when, and whether it has left; beside 请回电 the one key that says it was done. */
import { Button, Group, Text } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ListedMessage } from '#shared/contract/talk.ts';
import { minuteText } from '../../ui/time-text.ts';
import classes from './talk.module.css';

/** Written so much earlier than it was taken: it waited for the link, and says so. */
const waitedMs = 60_000;

export function TalkLine(props: { message: ListedMessage; isOwnSide: boolean; onCalledBack: () => void }) {
  const { t, i18n } = useTranslation();
  const { message } = props;
  const { callback } = message;
  const date = new Date(message.at).toLocaleDateString(i18n.language, { month: '2-digit', day: '2-digit' });
  return (
    <div
      className={classes.line}
      data-message={message.messageId}
      data-own={props.isOwnSide}
      data-sent={!message.queued && !message.refused}
    >
      <Text size="xs" c="dimmed" className="tabular">
        {t(`talk.side.${message.from}`)} · {message.name} · {date} {minuteText(message.at)}
        {message.at - message.writtenAt > waitedMs
          ? ` (${t('talk.writtenAt', { time: minuteText(message.writtenAt) })})`
          : ''}
      </Text>
      {message.text !== '' && <div className={classes.text}>{message.text}</div>}
      {callback !== undefined && (
        <Group gap="xs" wrap="nowrap">
          <IconPhone size={16} aria-hidden />
          <Text fw={700} className="tabular" data-callback={callback.done === null ? 'open' : 'done'}>
            {t('talk.callBack', { phone: callback.phone })}
          </Text>
          {callback.done !== null && (
            <Text size="sm" c="teal">
              {t('talk.calledBy', { name: callback.done.name, time: minuteText(callback.done.at) })}
            </Text>
          )}
          {callback.done === null && !message.queued && !message.refused && (
            <Button size="compact-sm" variant="default" onClick={props.onCalledBack} data-called-back>
              {t('talk.calledBack')}
            </Button>
          )}
        </Group>
      )}
      {message.queued && (
        <Text size="xs" c="yellow">
          {t('talk.queued')}
        </Text>
      )}
      {message.refused && (
        <Text size="xs" c="red" fw={600}>
          {t('talk.refused')}
        </Text>
      )}
    </div>
  );
}
