/** 无需修改 (Alt+K): the late images were seen, and the report stands as it is. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';

export function KeepReport({ task, onKept }: { task: ListedTask; onKept: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const keep = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const { taskId, studyInstanceUid } = task;
    try {
      const kept = await unwrap(station.signing.keepReport({ taskId, openStudies: [studyInstanceUid] }));
      const committed = kept.state === 'committed';
      notifications.show({
        color: committed ? 'teal' : 'yellow',
        title: task.order.patient.name,
        message: t(committed ? 'promise.keep.done' : 'promise.keep.queued'),
      });
      onKept();
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
      setBusy(false);
    }
  };
  useHotkeys({ 'Alt+k': () => void keep() });
  return (
    <Button variant="default" loading={busy} onClick={() => void keep()} title="Alt+K" data-keep-report>
      {t('promise.keep')}
    </Button>
  );
}
