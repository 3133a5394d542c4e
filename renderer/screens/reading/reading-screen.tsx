/** Reading (journey step 7): the study gets the room, the order and the report stand beside it, the clock runs over both. */
import { ActionIcon, Button, Center, Loader, Stack, Text, Tooltip } from '@mantine/core';
import { IconMaximize } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prior } from '#shared/contract/exchange/patients.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { LinkedText } from '#shared/report/numbers/image-links.ts';
import { criticalStanding } from '#shared/study/critical.ts';
import { taskIdSchema } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import { useBesideApart, useImagesApart } from '../../state/images-apart.ts';
import { usePlace } from '../../state/place-store.ts';
import { useReadMarks } from '../../state/read-marks-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useTalk } from '../../state/talk-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { pressedIn } from '../../station/images-page.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useDressed } from '../../ui/use-dressed.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { ReportPanel, type ReportPanelHandle, ReportPanelRoom } from '../reporting/report-panel.tsx';
import { useNextTask } from '../worklist/use-next-task.ts';
import { BesidePlace, BesideRoom } from './beside-room.tsx';
import { ClaimNote } from './claim-note.tsx';
import { CompanionFrame } from './companion-frame.tsx';
import { CriticalNotice } from './critical-notice.tsx';
import { openedTaskQuery } from './opened-task.ts';
import { StudyRoom, TimeLapseFrame } from './parts.ts';
import { PassCase } from './pass-case.tsx';
import { PatientBanner } from './patient-banner.tsx';
import { PictureRoom } from './picture-room.tsx';
import { examOf } from './prior-exam.ts';
import { PriorFrame } from './prior-frame.tsx';
import { PriorsStrip } from './priors-strip.tsx';
import { RaiseCritical } from './raise-critical.tsx';
import classes from './reading.module.css';
import { ReadingNotices } from './reading-notices.tsx';
import { personOfTask, usePublishedAnalysis } from './use-analysis.ts';
import { useCompanion } from './use-companion.ts';
import { useFullPicture } from './use-full-picture.ts';
import { useApartControl } from './use-images-apart.ts';
import { asideKey, useLaid } from './use-laid.ts';
import { useMarks } from './use-marks.ts';
import { useThinkFirst } from './use-think-first.ts';

export default function ReadingScreen({
  taskId: given,
  ahead,
  active,
}: {
  taskId: string;
  /** False while it is only being built behind the list: nobody sees it, and nothing of it is asked for or recorded. */
  active: boolean;
  /** What lies ready of it while its claim is still under way; omit when it needs none, or has it. */
  ahead?: Study | undefined;
}) {
  const { t } = useTranslation();
  const go = usePlace((state) => state.go);
  const memberId = useSession((state) => state.session?.member.memberId);
  const taskId = taskIdSchema.parse(given);
  const nextTask = useNextTask();
  const clinic = useSession((state) => state.info?.role === 'clinic');
  const home = { screen: clinic ? 'tracking' : 'worklist' } as const;
  const panel = useRef<ReportPanelHandle>(null);
  const viewer = useRef<HTMLElement>(null);
  const [panelShown, setPanelShown] = useState(true);
  const [pictured, setPictured] = useState(false);
  const dressed = useDressed(pictured, active);
  const [comparing, setComparing] = useState<Prior | null>(null);
  const [lapsing, setLapsing] = useState<readonly Prior[] | null>(null);
  const queries = useQueryClient();
  const opened = useQuery({
    ...openedTaskQuery(taskId),
    enabled: active,
    placeholderData: () => {
      const task = queries.getQueryData<ListedTask>(['task', taskId]);
      return ahead === undefined || task === undefined ? undefined : { task, study: ahead, shown: [] };
    },
  });
  // The task's snapshot is renewed by every event about it.
  const task = useQuery({
    queryKey: ['task', taskId],
    queryFn: () => unwrap(station.worklist.get({ taskId })),
    enabled: active,
  });

  usePublishedAnalysis(opened.data?.task, opened.data?.study, dressed);
  const shown = task.data ?? opened.data?.task;
  const holding =
    shown !== undefined &&
    shown.holder?.memberId === memberId &&
    (holdable.has(shown.state) || shown.amending !== undefined);
  const [wasHeld, setWasHeld] = useState(false);
  if (holding && !wasHeld) setWasHeld(true);
  const laid = useLaid(shown, holding);
  const claiming = ahead !== undefined && !holding && !wasHeld;
  // Who amends a report has committed himself long ago, and a reviewer judges what another has.
  const isFirstReading = holding && shown.amending === undefined && shown.state !== 'reviewing';
  const thinkFirst = useThinkFirst(taskId, isFirstReading && shown.kind === 'ecg');
  const together = useCompanion(active ? shown : undefined, holding);
  const apart = useApartControl(useImagesApart, 'reading.apart.title', memberId, active);
  const besideApart = useApartControl(useBesideApart, 'reading.apart.besideTitle', memberId, active);
  const toggleFullPicture = useFullPicture(active, apart.page?.document ?? document);
  const toggleFullBeside = useFullPicture(active, besideApart.page?.document ?? null);
  const writeReport = (): void => {
    if (document.fullscreenElement !== null) toggleFullPicture();
    panel.current?.focus();
  };
  useHotkeys(
    {
      F11: () => (pressedIn() === besideApart.page ? toggleFullBeside() : toggleFullPicture()),
      Escape: () => go(home),
      'Ctrl+Enter': () => panel.current?.sign('final'),
      'Ctrl+p': () => panel.current?.sign('preliminary'),
      'Ctrl+e': writeReport,
      'Alt+m': apart.toggle,
      'Ctrl+Alt+m': besideApart.toggle,
      'Alt+e': together.cycle,
      'Alt+s': () => useTalk.getState().open(taskId),
      'Ctrl+b': () => setPanelShown((shown) => !shown),
    },
    active,
  );
  // What was built unseen could not take the keyboard then.
  useEffect(() => {
    if (active && document.activeElement === document.body)
      viewer.current?.querySelector<HTMLElement>('section[tabindex="0"]')?.focus({ preventScroll: true });
  }, [active]);

  const leave = async (next: boolean): Promise<void> => {
    if (!next || !(await nextTask(null))) go({ screen: 'worklist' });
  };

  const markShown = useCallback(
    (sopInstanceUids: readonly string[]) => {
      if (!active) return;
      setPictured(true);
      void station.reading.markShown({ taskId, sopInstanceUids: [...sopInstanceUids] });
    },
    [taskId, active],
  );
  const marked =
    shown?.kind !== 'imaging' ? 'drawn' : claiming ? 'claiming' : holding && laid ? 'kept' : 'drawn';
  const marks = useMarks(taskId, marked, apart.page !== null);
  useEffect(() => (active ? useReadMarks.getState().clear : undefined), [active]);
  /** All that was written and marked lies on the disk first. */
  const prepareToPass = async (): Promise<boolean> =>
    (await panel.current?.save()) !== false && (await marks.flush());
  const insertLinked = useCallback((text: LinkedText) => panel.current?.insertLinked(text), []);
  const insertMeasurement = useCallback((text: string) => panel.current?.insert(text), []);

  if (opened.error)
    return (
      <Center h="100%" p="xl">
        <FailureNote failure={failureOf(opened.error)} onRetry={() => void opened.refetch()} />
      </Center>
    );
  if (!opened.data || shown === undefined || !laid)
    return (
      <Center h="100%">
        <Stack align="center" gap="sm">
          <Loader />
          <Text c="dimmed">{t('reading.loading')}</Text>
        </Stack>
      </Center>
    );
  /** Over the report, and over the pictures where they lie apart; what has a key of its own stands over one of them only. */
  const bannerWith = (raise: ReactNode) => (
    <PatientBanner
      task={shown}
      study={opened.data.study}
      onBack={() => go(home)}
      acts={
        <>
          {together.companion !== null && !together.isShown && (
            <Button
              size="compact-sm"
              color="red"
              variant="light"
              onClick={together.cycle}
              title="Alt+E"
              data-together
            >
              {t('together.open', { kind: t(`together.kind.${together.companion.kind}`) })}
            </Button>
          )}
          <Tooltip label={`${t('reading.fullPicture')} F11`}>
            <ActionIcon
              variant="default"
              size="lg"
              onClick={toggleFullPicture}
              aria-label={t('reading.fullPicture')}
              data-full-picture-key
            >
              <IconMaximize size={17} />
            </ActionIcon>
          </Tooltip>
          {raise}
          {holding && shown.amending === undefined && <PassCase task={shown} prepare={prepareToPass} />}
        </>
      }
    />
  );
  const besidePlace = <BesidePlace isApart={besideApart.page !== null} onChange={besideApart.toggle} />;
  const isAnyBeside = comparing !== null || lapsing !== null || together.isShown;
  const beside = holding && isAnyBeside && (
    <>
      {comparing && (
        <PriorFrame
          key={comparing.depositId}
          taskId={taskId}
          prior={comparing}
          person={opened.data.task.kind === 'ecg' ? personOfTask(opened.data.task) : null}
          onInsert={insertMeasurement}
          onQuote={(quote, text) => panel.current?.quote(quote, text)}
          place={besidePlace}
          onClose={() => setComparing(null)}
        />
      )}
      {lapsing !== null && (
        <Suspense fallback={null}>
          <TimeLapseFrame
            taskId={taskId}
            priors={lapsing}
            person={personOfTask(opened.data.task)}
            onInsert={insertMeasurement}
            place={besidePlace}
            onClose={() => setLapsing(null)}
          />
        </Suspense>
      )}
      {together.isShown && together.companion && (
        <CompanionFrame
          key={together.companion.taskId}
          task={together.companion}
          isOwn={together.companion.holder?.memberId === memberId}
          onQuote={(quote, text) => panel.current?.quote(quote, text)}
          onTakeInHand={together.cycle}
          place={besidePlace}
          onClose={together.close}
        />
      )}
    </>
  );
  return (
    <div className={classes.screen} data-task={active ? taskId : undefined} data-state={shown.state}>
      {bannerWith(
        (holding || wroteIt(shown, memberId)) && (
          <RaiseCritical task={shown} study={opened.data.study} room={() => viewer.current} />
        ),
      )}
      {shown.critical !== undefined && (
        <CriticalNotice task={shown} seen={active} mayJudge={holding || wroteIt(shown, memberId)} />
      )}
      <ReadingNotices task={shown} study={opened.data.study} holding={holding} claiming={claiming} />
      {claiming && <ClaimNote seen={active} />}
      {holding && (
        <PriorsStrip
          taskId={taskId}
          exam={examOf(opened.data.study)}
          ecg={opened.data.task.kind === 'ecg'}
          comparing={comparing?.depositId ?? null}
          lapsing={lapsing !== null}
          hangs={besideApart.page !== null && opened.data.task.kind === 'imaging'}
          onCompare={(prior) => {
            setLapsing(null);
            setComparing((now) => (now?.depositId === prior.depositId ? null : prior));
          }}
          onTimeLapse={(priors) => {
            setComparing(null);
            setLapsing((now) => (now === null ? priors : null));
          }}
        />
      )}
      <div className={classes.room}>
        <PictureRoom page={apart.page} active={active} banner={bannerWith(null)} onBringBack={apart.toggle}>
          <section className={classes.viewer} ref={viewer}>
            {marks.failure && (
              <div className={classes.unkept} data-marks-unkept>
                <FailureNote failure={marks.failure} onRetry={() => void marks.flush()} />
              </div>
            )}
            <Suspense
              fallback={
                <Center h="100%">
                  <Loader />
                </Center>
              }
            >
              <StudyRoom
                aside={holding ? asideKey(memberId, taskId) : null}
                linkRoom={taskId}
                study={opened.data.study}
                person={personOfTask(opened.data.task)}
                masked={claiming ? 'claim' : thinkFirst.masked}
                criticalVerdict={verdictOf(shown)}
                active={active}
                shownBefore={opened.data.shown}
                onShown={markShown}
                onMeasurement={insertMeasurement}
                onLinked={insertLinked}
                marks={marks}
              />
            </Suspense>
          </section>
          {besideApart.page === null && beside}
        </PictureRoom>
        {besideApart.page !== null && (
          <BesideRoom page={besideApart.page} active={active} banner={bannerWith(null)}>
            {beside || null}
          </BesideRoom>
        )}
        {panelShown && (!dressed || claiming) && <ReportPanelRoom />}
        {panelShown && dressed && !claiming && (
          <ReportPanel
            ref={panel}
            task={shown}
            holding={holding}
            thinkFirst={thinkFirst}
            onDone={(next) => void leave(next === true)}
          />
        )}
      </div>
    </div>
  );
}

const holdable: ReadonlySet<string> = new Set(['reading', 'preliminary', 'reviewing']);

function verdictOf(task: ListedTask): 'confirmed' | 'rejected' | null {
  const standing = criticalStanding(task);
  return standing === 'unconfirmed' ? null : standing;
}

/** Whoever wrote the report that stands answers for what the machine said after it. */
function wroteIt(task: ListedTask, memberId: string | undefined): boolean {
  return (
    task.holder === null && task.reports.filter((report) => report.adopted).at(-1)?.memberId === memberId
  );
}
