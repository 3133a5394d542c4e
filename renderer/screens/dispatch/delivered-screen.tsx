/** The delivered view (journey steps 11 and 12): the report as it came home, and at the township the one key 签收. */
import { Button, Center, Loader, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconCheck, IconFileText, IconPhoto } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { StoredReport } from '#shared/contract/dispatch.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { taskIdSchema } from '#shared/study/ids.ts';
import { usePlace } from '../../state/place-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useTalk } from '../../state/talk-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { PlantedFinding } from '../practice/planted-finding.tsx';
import { ReferActs } from '../referral/refer-acts.tsx';
import { ReferralMark } from '../referral/referral-mark.tsx';
import { amendingText, noticeText } from '../worklist/amend-text.ts';
import { QualityMark } from '../worklist/quality-mark.tsx';
import { TalkButton } from '../worklist/talk-button.tsx';
import { AmendActs } from './amend-acts.tsx';
import classes from './dispatch.module.css';
import { NoticePanel } from './notice-panel.tsx';
import { QuoteFlags } from './quote-flags.tsx';
import { ReportSheet } from './report-sheet.tsx';
import { StageLine } from './stage-line.tsx';
import { useReports } from './use-reports.ts';

export default function DeliveredScreen({ taskId: given }: { taskId: string }) {
  const { t } = useTranslation();
  const taskId = taskIdSchema.parse(given);
  const go = usePlace((state) => state.go);
  const queries = useQueryClient();
  const role = useSession((state) => state.info?.role);
  const reports = useReports(taskId);
  const task = useQuery({
    queryKey: ['task', taskId],
    queryFn: () => unwrap(station.worklist.get({ taskId })),
    refetchInterval: 5000,
  });
  const clinic = role === 'clinic';
  const latest = reports.data?.find(
    (report) => report.taskId === taskId && report.adopted && report.status !== 'preliminary',
  );
  const newest = reports.data?.find((report) => report.taskId === taskId && report.adopted);
  const notice = task.data?.notice;
  const isOpenNotice = notice !== undefined && notice.acknowledged === null;
  const due = clinic && latest !== undefined && (task.data?.state === 'delivered' || isOpenNotice);

  const back = (): void => go({ screen: clinic ? 'tracking' : 'worklist' });
  const acknowledge = async (): Promise<void> => {
    if (!due || !latest) return;
    try {
      await unwrap(station.dispatch.acknowledge({ reportId: latest.reportId, version: latest.version }));
      notifications.show({
        color: 'teal',
        title: t('dispatch.acknowledged'),
        message: t('dispatch.received'),
      });
      await queries.invalidateQueries({ queryKey: ['task', taskId] });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  useHotkeys({
    Escape: back,
    F8: () => void acknowledge(),
    'Alt+s': () => useTalk.getState().open(taskId),
  });

  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={18} />}
          onClick={back}
          title="Esc"
        >
          {t('back')}
        </Button>
        {task.data && <StageLine task={task.data} />}
        <ReferralMark taskId={taskId} />
        {task.data?.quality !== undefined && <QualityMark quality={task.data.quality} />}
        <div className={classes.space} />
        {task.data && <TalkButton task={task.data} />}
        {task.data && !clinic && <AmendActs task={task.data} />}
        {clinic && newest !== undefined && <ReferActs report={newest} />}
        <Button
          variant="default"
          leftSection={<IconPhoto size={18} />}
          onClick={() => go({ screen: 'reading', taskId })}
        >
          {t('dispatch.viewImages')}
        </Button>
        {clinic && (
          <Button
            size="md"
            disabled={!due}
            leftSection={<IconCheck size={18} />}
            onClick={() => void acknowledge()}
            title="F8"
            data-acknowledge
          >
            {t(task.data?.state === 'received' ? 'dispatch.acknowledged' : 'dispatch.acknowledge')}
          </Button>
        )}
      </div>
      <div className={classes.scroller}>
        {reports.error && (
          <FailureNote failure={failureOf(reports.error)} onRetry={() => void reports.refetch()} />
        )}
        {reports.isPending && (
          <Center p="xl">
            <Loader />
          </Center>
        )}
        {reports.data?.length === 0 && (
          <EmptyState
            icon={<IconFileText size={40} stroke={1.2} />}
            title={t('dispatch.noReport')}
            hint={t('dispatch.noReportHint')}
          />
        )}
        <div className={classes.sheets}>
          {clinic && task.data && isOpenNotice && <NoticePanel task={task.data} notice={notice} />}
          {task.data && !(clinic && isOpenNotice) && <Notes task={task.data} />}
          <QuoteFlags flags={task.data?.quoteFlags ?? []} />
          {task.data && <PlantedFinding task={task.data} />}
          {reports.data?.map((stored) => (
            <ReportSheet
              key={stored.report.pdfSha256}
              stored={stored}
              replacedBy={replacedBy(stored, reports.data)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** Who is at it, and who has taken note. */
function Notes({ task }: { task: ListedTask }) {
  const { t, i18n } = useTranslation();
  const { amending, notice } = task;
  const texts = [
    ...(amending === undefined ? [] : [amendingText(amending, t)]),
    ...(notice === undefined ? [] : [noticeText(notice, t, i18n.language)]),
  ];
  return texts.map((text) => (
    <Text key={text} size="sm" className={classes.note} data-tone="warn" data-promise-note>
      {text}
    </Text>
  ));
}

/** The version that took the place of this one: the first correction or withdrawal after it. */
function replacedBy(stored: StoredReport, all: readonly StoredReport[]): StoredReport | null {
  if (!stored.adopted) return null;
  const later = all.filter(
    (one) =>
      one.adopted &&
      one.version > stored.version &&
      (one.status === 'corrected' || one.status === 'withdrawn'),
  );
  return later.sort((one, other) => one.version - other.version)[0] ?? null;
}
