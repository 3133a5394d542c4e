/**
 * The quarantine: what was refused, from where, why, and what to do about it. One or many are tried again, discarded or
 * marked for a retake, one is kept beside a study as an attachment, by hand or by key; what is accepted after all is joined to its order at once.
 */
import { Button, Group, Kbd, SegmentedControl, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArrivedStudy, RefusedArrival } from '#shared/contract/intake.ts';
import type { Order } from '#shared/study/order.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { AttachDialog } from './attach-dialog.tsx';
import classes from './intake.module.css';
import { JoinDialog } from './join-dialog.tsx';
import { RefusalDetails } from './refusal-details.tsx';
import { RefusalRow } from './refusal-row.tsx';
import { SettleDialog } from './settle-dialog.tsx';

export function RefusalList({ orders }: { orders: readonly Order[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isHistory, setHistory] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(0);
  const [settling, setSettling] = useState<'discarded' | 'retake' | null>(null);
  const [attaching, setAttaching] = useState<RefusedArrival | null>(null);
  const [details, setDetails] = useState<RefusedArrival | null>(null);
  const [joining, setJoining] = useState<ArrivedStudy | null>(null);
  const [isTrying, setTrying] = useState(false);
  const refusals = useQuery({
    queryKey: ['intake', 'refusals', isHistory],
    queryFn: () => unwrap(station.intake.refusals({ settled: isHistory })),
    refetchInterval: 10_000,
  });
  const rows = refusals.data ?? [];
  const current = rows[Math.min(at, rows.length - 1)];
  const picked = rows.filter((row) => chosen.has(row.arrivalId));
  // Without a choice the acts go to the row the cursor stands on.
  const meant = picked.length > 0 ? picked : current ? [current] : [];
  const arrivalIds = meant.map((row) => row.arrivalId);
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['intake'] });
  const toggle = (arrivalId: string): void =>
    setChosen((given) => {
      const next = new Set(given);
      if (!next.delete(arrivalId)) next.add(arrivalId);
      return next;
    });

  const retry = async (): Promise<void> => {
    if (arrivalIds.length === 0 || isTrying) return;
    setTrying(true);
    // Taken at once: what is chosen while it is tried is chosen for the next act.
    setChosen(new Set());
    try {
      const answers = await unwrap(station.intake.retryRefusals({ arrivalIds }));
      const kept = answers.filter((answer) => answer.studyInstanceUid !== null);
      const again = answers.length - kept.length;
      notifications.show({
        color: again > 0 ? 'yellow' : 'teal',
        message: t('intake.retried', { kept: kept.length, again }),
      });
      await refresh();
      await offerJoining(kept[0]?.studyInstanceUid ?? null);
    } catch (error) {
      setChosen(chosen);
      tell(error);
    } finally {
      setTrying(false);
    }
  };

  /** A study that was refused at first has missed its chance to be joined by number: a person does it now. */
  const offerJoining = async (studyInstanceUid: string | null): Promise<void> => {
    if (studyInstanceUid === null || orders.length === 0) return;
    const arrivals = await unwrap(station.intake.arrivals());
    const study = arrivals.find((one) => one.studyInstanceUid === studyInstanceUid);
    if (study && study.order === null) setJoining(study);
  };

  const settle = async (act: 'discarded' | 'retake', reason: string): Promise<void> => {
    try {
      const { settled } = await unwrap(station.intake.settleRefusals({ arrivalIds, act, reason }));
      notifications.show({ color: 'teal', message: t(`intake.settledCount.${act}`, { count: settled }) });
      setSettling(null);
      setChosen(new Set());
      await refresh();
    } catch (error) {
      tell(error);
    }
  };

  const attach = async (refusal: RefusedArrival, studyInstanceUid: string, reason: string): Promise<void> => {
    try {
      await unwrap(station.intake.attachRefusal({ arrivalId: refusal.arrivalId, studyInstanceUid, reason }));
      notifications.show({ color: 'teal', message: t('intake.attached', { name: refusal.name }) });
      setAttaching(null);
      setChosen(new Set());
      await refresh();
    } catch (error) {
      tell(error);
    }
  };

  // One file goes beside one study.
  const attachable = !isHistory && meant.length === 1 && meant[0]?.sha256 != null ? meant[0] : null;
  const canAct = !isHistory && meant.length > 0;
  useHotkeys(
    {
      ArrowDown: () => setAt((now) => Math.min(rows.length - 1, now + 1)),
      ArrowUp: () => setAt((now) => Math.max(0, now - 1)),
      x: () => current && toggle(current.arrivalId),
      'Ctrl+a': () => setChosen(new Set(rows.map((row) => row.arrivalId))),
      o: () => current && setDetails(current),
      r: () => canAct && void retry(),
      a: () => attachable && setAttaching(attachable),
      t: () => canAct && setSettling('retake'),
      Delete: () => canAct && setSettling('discarded'),
    },
    settling === null && details === null && joining === null && attaching === null,
  );

  return (
    <>
      <Group px="md" py="xs" justify="space-between">
        <SegmentedControl
          size="xs"
          value={isHistory ? 'settled' : 'open'}
          onChange={(value) => {
            setHistory(value === 'settled');
            setChosen(new Set());
            setAt(0);
          }}
          data={(['open', 'settled'] as const).map((value) => ({
            value,
            label: t(`intake.refusals.${value}`),
          }))}
          data-refusal-filter
        />
        {!isHistory && rows.length > 0 && (
          <Group gap="xs">
            <Text size="xs" c="dimmed">
              {t('intake.refusalKeys')} <Kbd size="xs">↑↓</Kbd> <Kbd size="xs">X</Kbd> · {t('intake.details')}{' '}
              <Kbd size="xs">O</Kbd>
            </Text>
            <Button
              size="compact-sm"
              disabled={!canAct}
              loading={isTrying}
              onClick={() => void retry()}
              data-retry
            >
              {t('intake.retry', { count: meant.length })} <Hint of="R" />
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={attachable === null}
              onClick={() => setAttaching(attachable)}
              data-attach
            >
              {t('intake.attach')} <Hint of="A" />
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={!canAct}
              onClick={() => setSettling('retake')}
              data-retake
            >
              {t('intake.retake')} <Hint of="T" />
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={!canAct}
              onClick={() => setSettling('discarded')}
              data-discard
            >
              {t('intake.discard')} <Hint of="Del" />
            </Button>
          </Group>
        )}
      </Group>
      {rows.length === 0 ? (
        <EmptyState icon={<IconShieldCheck size={40} stroke={1.2} />} title={t('intake.refusalsEmpty')} />
      ) : (
        <Table verticalSpacing={8} horizontalSpacing="md" className="tabular">
          <Table.Tbody>
            {rows.map((refusal, index) => (
              <RefusalRow
                key={refusal.arrivalId}
                refusal={refusal}
                isCurrent={refusal === current}
                isChosen={chosen.has(refusal.arrivalId)}
                onToggle={isHistory ? null : () => toggle(refusal.arrivalId)}
                onPick={() => setAt(index)}
                onOpen={() => setDetails(refusal)}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {settling && (
        <SettleDialog
          act={settling}
          count={meant.length}
          onClose={() => setSettling(null)}
          onSettle={(reason) => settle(settling, reason)}
        />
      )}
      {attaching && (
        <AttachDialog
          refusal={attaching}
          onClose={() => setAttaching(null)}
          onAttach={(studyInstanceUid, reason) => attach(attaching, studyInstanceUid, reason)}
        />
      )}
      {details && <RefusalDetails refusal={details} onClose={() => setDetails(null)} />}
      {joining && (
        <JoinDialog
          study={joining}
          orders={orders}
          onClose={() => setJoining(null)}
          onJoined={() => {
            setJoining(null);
            void refresh();
          }}
        />
      )}
    </>
  );
}

function tell(error: unknown): void {
  const { message, remedy } = failureOf(error);
  notifications.show({ color: 'red', title: message, message: remedy });
}

function Hint({ of }: { of: string }) {
  return <span className={classes.keyHint}>{of}</span>;
}
