/** 保存期限: what the rules of this station or of the exchange would let go, why the rest stays, holds, and the last runs. */
import { Alert, SegmentedControl, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArchivePlace } from '#shared/contract/retention.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { sizeText } from '../../ui/size-text.ts';
import { type HeldStudy, HoldDialog } from './hold-dialog.tsx';
import { HoldList } from './hold-list.tsx';
import { PlanDesk } from './plan-desk.tsx';
import classes from './retention.module.css';
import { RuleList } from './rule-list.tsx';
import { RunList } from './run-list.tsx';

export interface HoldAct {
  readonly act: 'hold' | 'release';
  /** Null where the study is still to be found. */
  readonly study: HeldStudy | null;
}

export default function RetentionScreen() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [where, setWhere] = useState<ArchivePlace>('station');
  const [holding, setHolding] = useState<HoldAct | null>(null);
  const status = useQuery({
    queryKey: ['retention', where, 'status'],
    queryFn: () => unwrap(station.retention.status({ where })),
  });
  const plan = useQuery({
    queryKey: ['retention', where, 'plan'],
    queryFn: () => unwrap(station.retention.plan({ where })),
  });
  /** Does it, tells what went wrong, brings everything shown up to date. True when it was done. */
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: ['retention', where] });
    }
  };
  const runNow = async (): Promise<void> => {
    const run = await unwrap(station.retention.run({ where }));
    notifications.show({
      color: 'teal',
      message: t('retention.runDone', { studies: run.studies, size: sizeText(run.bytes) }),
    });
  };
  const mayDecide = status.data?.mayDecide === true;
  return (
    <div className={classes.screen} data-retention={where}>
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          value={where}
          onChange={(value) => setWhere(value as ArchivePlace)}
          data={(['station', 'exchange'] as const).map((value) => ({
            value,
            label: t(`retention.where.${value}`),
          }))}
          data-retention-where
        />
        <Text size="sm" c="dimmed">
          {status.data && t(`retention.intro.${where === 'exchange' && !mayDecide ? 'site' : where}`)}
        </Text>
      </div>
      {status.error ? (
        <Alert variant="transparent">
          <FailureNote failure={failureOf(status.error)} onRetry={() => void status.refetch()} />
        </Alert>
      ) : (
        status.data && (
          <div className={classes.body}>
            <aside className={classes.side}>
              <RuleList
                key={where}
                status={status.data}
                onSet={(policy) => act(() => unwrap(station.retention.setPolicy({ where, policy })))}
              />
              <HoldList holds={status.data.holds} onAct={setHolding} />
              <RunList runs={status.data.runs} />
            </aside>
            <PlanDesk
              key={`${where} plan`}
              where={where}
              plan={plan}
              nightly={status.data.policy.nightly}
              mayRun={mayDecide && status.data.policy.rules.length > 0}
              isBusy={holding !== null}
              onAct={setHolding}
              onRun={() => act(runNow)}
            />
          </div>
        )
      )}
      {holding && (
        <HoldDialog
          {...holding}
          onClose={() => setHolding(null)}
          onDone={async (studyInstanceUid, reason) => {
            const done = await act(() =>
              unwrap(station.retention[holding.act]({ where, studyInstanceUid, reason })),
            );
            if (done) setHolding(null);
          }}
        />
      )}
    </div>
  );
}
