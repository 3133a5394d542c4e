/** For the second doctor: who wrote it, which words and which coded conclusions differ by now. For the first: why it came back. */
import { Alert, Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { changedConclusions } from '#shared/report/conclusions.ts';
import type { Report, ReportContent } from '#shared/report/report.ts';
import { ReportChanges } from '../dispatch/report-changes.tsx';

export function ReviewBanner(props: { task: ListedTask; submission: Report | null; content: ReportContent }) {
  const { t, i18n } = useTranslation();
  const { task, submission, content } = props;
  const { review } = task;
  if (review === undefined || task.amending !== undefined) return null;
  if (task.state !== 'reviewing') {
    const { returned } = review;
    return returned === null ? null : (
      <Alert color="red" variant="outline" p="sm" flex="none" data-review-returned>
        {t('review.returned', { name: returned.name, reason: returned.reason })}
      </Alert>
    );
  }
  if (submission === null) return null;
  const [author] = submission.signatures;
  const { removed, added } = changedConclusions(task.kind, submission.content, content);
  return (
    <Alert
      color="accent"
      variant="outline"
      p="sm"
      flex="none"
      title={t('review.by', {
        name: author?.name ?? '',
        time: new Date(submission.issuedAt).toLocaleTimeString(i18n.language, { hourCycle: 'h23' }),
      })}
      data-review-banner
    >
      {removed.length + added.length > 0 && (
        <>
          <Text size="xs" c="dimmed">
            {t('review.conclusions')}
          </Text>
          <Group gap={6} mb={6} data-conclusions>
            {removed.map(({ code, text }) => (
              <Badge key={`- ${code}`} color="red" variant="outline" tt="none" td="line-through">
                − {text}
              </Badge>
            ))}
            {added.map(({ code, text }) => (
              <Badge key={`+ ${code}`} color="teal" variant="outline" tt="none">
                + {text}
              </Badge>
            ))}
          </Group>
        </>
      )}
      <Text size="sm" fw={600}>
        {t('review.changes')}
      </Text>
      <ReportChanges kind={task.kind} before={submission.content} after={content} />
    </Alert>
  );
}
