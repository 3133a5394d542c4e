/** The signed reports of a task under the editor, folded to one line each; not adopted ones beside what was adopted. */
import { Accordion, Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TaskId } from '#shared/study/ids.ts';
import { useReports } from './use-reports.ts';

export function ReportHistory({ taskId }: { taskId: TaskId }) {
  const { t, i18n } = useTranslation();
  const { data } = useReports(taskId);
  if (!data || data.length === 0) return null;
  const adopted = data.find((report) => report.adopted);
  return (
    <div data-report-history>
      <Text size="xs" c="dimmed" mb={4}>
        {t('reporting.history')}
      </Text>
      <Accordion variant="contained" chevronPosition="left">
        {data.map((stored) => (
          <Accordion.Item key={stored.report.pdfSha256} value={stored.report.pdfSha256}>
            <Accordion.Control data-adopted={stored.adopted}>
              <Text size="sm" component="span">
                {t(`dispatch.status.${stored.status}`)} · {stored.memberName} ·{' '}
                {new Date(stored.committedAt).toLocaleTimeString(i18n.language, { hourCycle: 'h23' })}
              </Text>
              {!stored.adopted && (
                <Badge ml="sm" size="sm" color="grape" variant="outline">
                  {t('dispatch.notAdopted')}
                </Badge>
              )}
            </Accordion.Control>
            <Accordion.Panel>
              {!stored.adopted && (
                <Text size="xs" c="grape" mb={4}>
                  {t('reporting.notAdopted', { member: adopted?.memberName ?? '' })}
                </Text>
              )}
              <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
                {[stored.report.content.findings, stored.report.content.impression]
                  .filter(Boolean)
                  .join('\n\n')}
              </Text>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </div>
  );
}
