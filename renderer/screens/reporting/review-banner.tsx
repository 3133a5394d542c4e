/** For the second doctor: who wrote it, which words and which coded conclusions differ by now. For the first: why it came back. */
import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Report, ReportContent } from '#shared/report/report.ts';
import { returnedTo, underReview } from '#shared/study/review.ts';
import { ReportChanges } from '../dispatch/report-changes.tsx';
import { ChangedConclusions } from './changed-conclusions.tsx';

export function ReviewBanner(props: { task: ListedTask; submission: Report | null; content: ReportContent }) {
  const { t, i18n } = useTranslation();
  const { task, submission, content } = props;
  if (underReview(task) === null) {
    const returned = returnedTo(task);
    return returned === null ? null : (
      <Alert color="red" variant="outline" p="sm" flex="none" data-review-returned>
        {t('review.returned', { name: returned.name, reason: returned.reason })}
      </Alert>
    );
  }
  if (submission === null) return null;
  const [author] = submission.signatures;
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
      <ChangedConclusions kind={task.kind} before={submission.content} after={content} />
      <Text size="sm" fw={600}>
        {t('review.changes')}
      </Text>
      <ReportChanges kind={task.kind} before={submission.content} after={content} />
    </Alert>
  );
}
