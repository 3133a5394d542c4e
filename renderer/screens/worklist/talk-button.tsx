/** Opens the messages of a case by a click or Alt+S; the number on it is what the person has not seen. */
import { Badge, Button } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { useTalk } from '../../state/talk-store.ts';
import { useUnseen } from '../../state/use-unseen.ts';

export function TalkButton({ task }: { task: ListedTask }) {
  const { t } = useTranslation();
  const unseen = useUnseen()(task);
  const open = useTalk((state) => state.open);
  return (
    <Button
      size="compact-sm"
      variant="default"
      flex="none"
      leftSection={<IconMessage size={15} />}
      rightSection={
        unseen > 0 && (
          <Badge size="sm" color="red" variant="filled" title={t('talk.unseen', { count: unseen })}>
            {unseen}
          </Badge>
        )
      }
      title="Alt+S"
      onClick={() => open(task.taskId)}
      data-open-talk
    >
      {t('talk.open')}
      {(task.talk?.length ?? 0) > 0 ? ` ${task.talk?.length}` : ''}
    </Button>
  );
}
