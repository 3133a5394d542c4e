/** While a signed report is amended: why, which one, and what the new text changes of it so far. */
import { Alert, Collapse, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Amending } from '#shared/report/amendment.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { amendmentOf } from '#shared/report/standing-text.ts';
import { ReportChanges } from '../dispatch/report-changes.tsx';
import { useReports } from '../dispatch/use-reports.ts';
import { amendReasonText } from '../worklist/amend-text.ts';
import { ChangedConclusions } from './changed-conclusions.tsx';

const nothing: ReportContent = { findings: '', impression: '', recommendation: '' };

export function AmendBanner(props: { task: ListedTask; amending: Amending; content: ReportContent }) {
  const { t, i18n } = useTranslation();
  const { task, amending, content } = props;
  const [shown, setShown] = useState(true);
  const reports = useReports(task.taskId);
  const versions = (reports.data ?? []).filter((one) => one.adopted).map((one) => one.report);
  const said = amendmentOf(versions, amending);
  const withdrawing = amending.purpose === 'withdraw';
  return (
    <Alert
      color={withdrawing ? 'red' : 'accent'}
      variant="outline"
      p="sm"
      flex="none"
      title={`${t(`amend.${amending.purpose}`)} · ${amendReasonText(amending, t)}`}
      data-amending={amending.purpose}
    >
      {said !== null && (
        <Text size="xs" c="dimmed" className="tabular">
          {t('amend.former', {
            version: said.former.version,
            author: said.former.author,
            time: new Date(said.former.issuedAt).toLocaleString(i18n.language, { hourCycle: 'h23' }),
          })}
        </Text>
      )}
      {said !== null && amending.purpose !== 'supplement' && (
        <>
          <UnstyledButton onClick={() => setShown(!shown)} aria-expanded={shown}>
            <Text size="sm" fw={600} mt={6}>
              {t(withdrawing ? 'amend.withdrawn.text' : 'amend.changes')}
            </Text>
          </UnstyledButton>
          <Collapse expanded={shown}>
            {!withdrawing && <ChangedConclusions kind={task.kind} before={said.former} after={content} />}
            <ReportChanges kind={task.kind} before={said.former} after={withdrawing ? nothing : content} />
          </Collapse>
        </>
      )}
    </Alert>
  );
}
