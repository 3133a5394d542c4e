/** The turnaround board: share within the promise, median and 90th percentile by kind and site. Charts load when opened. */
import { Center, Loader, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TurnaroundRow } from '#shared/contract/exchange/statistics.ts';
import { sinceText } from '../../state/countdown.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './statistics.module.css';

const TurnaroundCharts = lazy(() => import('./turnaround-charts.tsx'));

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
    refetchInterval: 30_000,
  });
  const rows = board.data?.rows ?? [];
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
          {['tasks', 'within', 'median', 'p90', 'overdue', 'retaken', 'stillOpen'].map((name) => (
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
            <Table.Td ta="right">{row.overdue}</Table.Td>
            <Table.Td ta="right">{row.retaken}</Table.Td>
            <Table.Td ta="right">{row.stillOpen}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
