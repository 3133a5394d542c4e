/** The dry run as it stands now: what goes and by which rule, what stays and why; a study can be held from its row. */
import { Badge, Button, Center, Group, Loader, Modal, Stack, Table, Tabs, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArchivePlace } from '#shared/contract/retention.ts';
import type { KeepReason, RetentionPlan, RetentionStudy } from '#shared/retention/retention.ts';
import { failureOf } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { sizeText } from '../../ui/size-text.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import classes from './retention.module.css';
import type { HoldAct } from './retention-screen.tsx';

type Row = RetentionStudy & { readonly rule: string; readonly why?: KeepReason };

/** As many rows as anybody looks through; the totals count all. */
const mostRows = 500;

export function PlanDesk(props: {
  where: ArchivePlace;
  plan: UseQueryResult<RetentionPlan, Error>;
  nightly: boolean;
  mayRun: boolean;
  isBusy: boolean;
  onAct: (act: HoldAct) => void;
  onRun: () => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<'go' | 'kept'>('go');
  const [at, setAt] = useState(0);
  const [confirming, setConfirming] = useState(false);
  const [running, setRunning] = useState(false);
  const plan = props.plan.data;
  const rows: readonly Row[] = (plan?.[tab] ?? []).slice(0, mostRows);
  const current = rows[Math.min(at, rows.length - 1)];
  const hold = (study: Row): void => {
    if (study.why !== 'hold') props.onAct({ act: 'hold', study });
  };
  useHotkeys(
    {
      ArrowDown: () => setAt((now) => Math.min(rows.length - 1, now + 1)),
      ArrowUp: () => setAt((now) => Math.max(0, now - 1)),
      h: () => current && hold(current),
    },
    !props.isBusy && !confirming,
  );
  const totals = plan && {
    studies: plan.totals.studies,
    objects: plan.totals.objects,
    size: sizeText(plan.totals.bytes),
  };
  const run = async (): Promise<void> => {
    setRunning(true);
    if (await props.onRun()) setConfirming(false);
    setRunning(false);
  };
  if (props.plan.error)
    return (
      <div className={classes.plan}>
        <FailureNote failure={failureOf(props.plan.error)} onRetry={() => void props.plan.refetch()} />
      </div>
    );
  if (!plan || !totals)
    return (
      <Center className={classes.plan}>
        <Loader />
      </Center>
    );
  return (
    <div className={classes.plan} data-plan>
      <Group justify="space-between" wrap="nowrap" px="md" className={classes.planHead}>
        <Tabs
          value={tab}
          onChange={(value) => {
            setTab(value === 'kept' ? 'kept' : 'go');
            setAt(0);
          }}
        >
          <Tabs.List>
            <Tabs.Tab value="go" data-plan-tab="go">
              {t(props.nightly ? 'retention.tonight' : 'retention.now')} <b>{plan.go.length}</b>
            </Tabs.Tab>
            <Tabs.Tab value="kept" data-plan-tab="kept">
              {t('retention.stays')} <b>{plan.kept.length}</b>
            </Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <Group gap="sm" wrap="nowrap">
          {plan.go.length > 0 && (
            <Text size="sm" c="dimmed" className="tabular" data-plan-totals>
              {t('retention.totals', totals)}
            </Text>
          )}
          {props.mayRun && (
            <Button
              size="compact-sm"
              color="red"
              variant="light"
              disabled={plan.go.length === 0}
              onClick={() => setConfirming(true)}
              data-run-now
            >
              {t('retention.runNow')}
            </Button>
          )}
        </Group>
      </Group>
      <div className={classes.rows}>
        {rows.length === 0 ? (
          <EmptyState
            icon={<IconShieldCheck size={40} stroke={1.2} />}
            title={t(tab === 'go' ? 'retention.goNone' : 'retention.keptNone')}
            {...(tab === 'go' ? { hint: t('retention.goNoneHint') } : {})}
          />
        ) : (
          <PlanTable rows={rows} current={current} onPick={setAt} onHold={hold} />
        )}
        {plan[tab].length > mostRows && (
          <Text size="sm" c="dimmed" p="md">
            {t('retention.more', { count: plan[tab].length - mostRows })}
          </Text>
        )}
      </div>
      {confirming && (
        <Modal opened centered title={t('retention.runNow')} onClose={() => setConfirming(false)}>
          <Stack>
            <Text fw={600} className="tabular">
              {t('retention.totals', totals)}
            </Text>
            <Text size="sm">{t('retention.runText', { where: t(`retention.where.${props.where}`) })}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setConfirming(false)} data-autofocus>
                {t('cancel')}
              </Button>
              <Button color="red" loading={running} onClick={() => void run()} data-confirm-run>
                {t('retention.runNow')}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </div>
  );
}

function PlanTable(props: {
  rows: readonly Row[];
  current: Row | undefined;
  onPick: (at: number) => void;
  onHold: (study: Row) => void;
}) {
  const { t, i18n } = useTranslation();
  const isKept = props.rows[0]?.why !== undefined;
  return (
    <Table stickyHeader horizontalSpacing="md" className="tabular">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('retention.column.patient')}</Table.Th>
          <Table.Th>{t('retention.column.site')}</Table.Th>
          <Table.Th>{t('retention.column.arrived')}</Table.Th>
          <Table.Th ta="right">{t('retention.column.objects')}</Table.Th>
          <Table.Th ta="right">{t('retention.column.size')}</Table.Th>
          <Table.Th>{t(isKept ? 'retention.column.why' : 'retention.column.rule')}</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rows.map((study, index) => (
          <Table.Tr
            key={study.studyInstanceUid}
            className={study === props.current ? classes.current : undefined}
            onClick={() => props.onPick(index)}
            data-plan-row={study.studyInstanceUid}
          >
            <Table.Td className={classes.name} title={study.studyInstanceUid}>
              <b>{study.patientName}</b> <span className={classes.quiet}>{study.modalities.join(', ')}</span>
            </Table.Td>
            <Table.Td className={classes.name}>{study.siteName}</Table.Td>
            <Table.Td>{new Date(study.at).toLocaleDateString(i18n.language)}</Table.Td>
            <Table.Td ta="right">{study.objects}</Table.Td>
            <Table.Td ta="right" className={classes.whole}>
              {sizeText(study.bytes)}
            </Table.Td>
            <Table.Td title={study.rule}>
              {study.why ? (
                <Badge variant="light" color={study.why === 'hold' ? 'accent' : 'gray'} data-why={study.why}>
                  {t(`retention.why.${study.why}`)}
                </Badge>
              ) : (
                study.rule
              )}
            </Table.Td>
            <Table.Td ta="right">
              {study.why !== 'hold' && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  onClick={() => props.onHold(study)}
                  data-hold-row
                >
                  {t('retention.hold')} <span className={classes.quiet}>&nbsp;H</span>
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
