/** The turnaround board: share within the promise, median and 90th percentile by kind and site. Charts load when opened. */
import { Button, Center, Loader, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { TurnaroundRow, turnaroundSchema } from '#shared/contract/exchange/statistics.ts';
import { sinceText } from '../../state/countdown.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { PhaseTable } from './phase-table.tsx';
import classes from './statistics.module.css';
import { turnaroundCsv } from './turnaround-csv.ts';

const TurnaroundCharts = lazy(() => import('./turnaround-charts.tsx'));

type Turnaround = z.infer<typeof turnaroundSchema>;

const day = 86_400_000;
const ranges = { day, week: 7 * day, month: 30 * day } as const;
type Range = keyof typeof ranges;

export default function TurnaroundScreen() {
  const { t } = useTranslation();
  const [range, setRange] = useState<Range>('day');
  const board = useQuery({
    queryKey: ['turnaround', range],
    queryFn: () => {
      const to = Math.floor(exchangeNow());
      return unwrap(station.statistics.turnaround({ from: Math.max(0, to - ranges[range]), to }));
    },
    refetchInterval: 5_000,
  });
  const rows = board.data?.rows ?? [];
  const save = (data: Turnaround): void => {
    const text = turnaroundCsv(data, (key) => t(key.startsWith('kind.') ? key : `statistics.${key}`));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    link.download = `turnaround-${range}-${new Date(exchangeNow()).toISOString().slice(0, 10)}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <Title order={4}>{t('statistics.title')}</Title>
        <SegmentedControl
          size="xs"
          value={range}
          onChange={(value) => setRange(value as Range)}
          data={Object.keys(ranges).map((value) => ({ value, label: t(`statistics.range.${value}`) }))}
        />
        <Button
          size="compact-sm"
          variant="default"
          disabled={board.data === undefined}
          onClick={() => board.data && save(board.data)}
          data-csv
        >
          {t('statistics.csv')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('statistics.note')}
        </Text>
      </div>
      <div className={classes.scroller}>
        {board.error && <FailureNote failure={failureOf(board.error)} onRetry={() => void board.refetch()} />}
        {board.isPending && (
          <Center p="xl">
            <Loader />
          </Center>
        )}
        {board.data && rows.length === 0 && (
          <EmptyState icon={<IconChartBar size={40} stroke={1.2} />} title={t('statistics.empty')} />
        )}
        {board.data && rows.length > 0 && (
          <>
            <Suspense
              fallback={
                <Center h={320}>
                  <Loader />
                </Center>
              }
            >
              <TurnaroundCharts data={board.data} />
            </Suspense>
            <TurnaroundTable rows={rows} />
            <PhaseTable rows={board.data.phases} />
          </>
        )}
      </div>
    </div>
  );
}

function TurnaroundTable({ rows }: { rows: readonly TurnaroundRow[] }) {
  const { t } = useTranslation();
  const time = (ms: number | null): string => (ms === null ? '—' : sinceText(0, ms));
  return (
    <Table className="tabular" verticalSpacing={6} striped data-turnaround>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('statistics.kind')}</Table.Th>
          <Table.Th>{t('statistics.site')}</Table.Th>
          {['tasks', 'within', 'median', 'p90', 'p99', 'overdue', 'retaken', 'stillOpen'].map((name) => (
            <Table.Th key={name} ta="right">
              {t(`statistics.${name}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={`${row.kind}-${row.siteId}`}>
            <Table.Td>{t(`kind.${row.kind}`)}</Table.Td>
            <Table.Td>{row.siteName}</Table.Td>
            <Table.Td ta="right">{row.tasks}</Table.Td>
            <Table.Td ta="right">
              {row.tasks === 0 ? '—' : `${Math.round((100 * row.within) / row.tasks)}%`}
            </Table.Td>
            <Table.Td ta="right">{time(row.medianMs)}</Table.Td>
            <Table.Td ta="right">{time(row.p90Ms)}</Table.Td>
            <Table.Td ta="right">{time(row.p99Ms)}</Table.Td>
            <Table.Td ta="right">{row.overdue}</Table.Td>
            <Table.Td ta="right">{row.retaken}</Table.Td>
            <Table.Td ta="right">{row.stillOpen}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
