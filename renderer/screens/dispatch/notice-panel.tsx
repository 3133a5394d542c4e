/**
 * The red notice at the township: a report that somebody may have acted on says something else now. It stands, and rings, until
 * a person here takes note of it by name (the receipt of the new version).
 */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Notice } from '#shared/report/amendment.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { amendReasonText } from '../worklist/amend-text.ts';
import classes from './dispatch.module.css';
import { ReportChanges } from './report-changes.tsx';
import { useReports } from './use-reports.ts';

export function NoticePanel(props: { task: ListedTask; notice: Notice; onOpen?: () => void }) {
  const { t, i18n } = useTranslation();
  const { task, notice } = props;
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const reports = useReports(task.taskId);
  const { reportId, version } = notice;
  const stored = reports.data?.find((one) => one.reportId === reportId && one.version === version);
  // A final report quotes no preliminary one: that lies here itself.
  const earlier = reports.data?.find(
    (one) => one.adopted && one.reportId === reportId && one.version === version - 1,
  );
  const before = stored?.report.amendment?.former ?? earlier?.report.content;

  const take = async (): Promise<void> => {
    setBusy(true);
    try {
      await unwrap(station.dispatch.acknowledge({ reportId, version }));
      notifications.show({
        color: 'teal',
        title: t('amend.notice.done'),
        message: task.order.patient.name,
      });
      await queries.invalidateQueries({ queryKey: ['task', task.taskId] });
      await queries.invalidateQueries({ queryKey: ['tracking'] });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className={classes.notice} role="alert" data-notice={notice.what} data-task={task.taskId}>
      <IconAlertOctagon size={30} aria-hidden />
      <div className={classes.noticeText}>
        <Text fw={700} size="lg">
          {t(`amend.notice.${notice.what}`)} · {task.order.patient.name} ·{' '}
          {task.studyDescription || task.bodyPart || task.modality}
        </Text>
        <Text size="sm" className="tabular">
          {[
            t('amend.notice.who', {
              name: notice.name,
              time: new Date(notice.at).toLocaleString(i18n.language, { hourCycle: 'h23' }),
              version,
            }),
            amendReasonText(notice, t),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {before === undefined || stored === undefined ? (
          <Text size="sm" c="dimmed">
            {t('amend.notice.coming')}
          </Text>
        ) : (
          <div className={classes.noticeChanges}>
            <ReportChanges kind={task.kind} before={before} after={stored.report.content} />
          </div>
        )}
      </div>
      <Group gap="sm" wrap="nowrap" flex="none">
        {props.onOpen && (
          <Button variant="default" onClick={props.onOpen}>
            {t('amend.notice.open')}
          </Button>
        )}
        <Button
          color="red"
          loading={busy}
          disabled={stored === undefined}
          onClick={() => void take()}
          data-take-note
        >
          {t('amend.notice.take')}
        </Button>
      </Group>
    </section>
  );
}
