/** What must not be overlooked about a task, in words and shape: incomplete, identity, queued signature, not adopted. */
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';

export function TaskMarks({ task }: { task: ListedTask }) {
  const { t } = useTranslation();
  const { received, expected, incomplete } = task.images;
  return (
    <>
      {incomplete && (
        <Badge size="sm" color="yellow" variant="outline">
          {t('worklist.incomplete', { received, expected: expected ?? '?' })}
        </Badge>
      )}
      {!task.identity.settled && (
        <Badge size="sm" color="red" variant="outline">
          {t('worklist.identity')}
        </Badge>
      )}
      {task.queuedSignature && (
        <Badge size="sm" color="yellow" variant="light">
          {t('worklist.queued')}
        </Badge>
      )}
      {task.reports.some((report) => !report.adopted) && (
        <Badge size="sm" color="grape" variant="outline">
          {t('worklist.unadopted')}
        </Badge>
      )}
    </>
  );
}
