/** The boards: share within the promise, median and 90th percentile by kind and site; critical values by their steps. Charts load when opened. */
import { Button, Center, Loader, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TurnaroundRow } from '#shared/contract/exchange/statistics.ts';
import { sinceText } from '../../state/countdown.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { SilenceBand } from '../worklist/silence-band.tsx';
import { CriticalBoard } from './critical-board.tsx';
import { criticalCsv } from './critical-csv.ts';
import { PeerBoard } from './peer-board.tsx';
import { peerCsv } from './peer-csv.ts';
import { PhaseTable } from './phase-table.tsx';
import { QualityTable } from './quality-table.tsx';
import classes from './statistics.module.css';
import { turnaroundCsv } from './turnaround-csv.ts';
import { saveCsv } from './write-csv.ts';

const TurnaroundCharts = lazy(() => import('./turnaround-charts.tsx'));

const day = 86_400_000;
const ranges = { day, week: 7 * day, month: 30 * day } as const;
type Range = keyof typeof ranges;
const views = ['turnaround', 'criticals', 'peer'] as const;
type View = (typeof views)[number];
const notes: Record<View, string> = {
  turnaround: 'statistics.note',
  criticals: 'statistics.criticalNote',
  peer: 'peer.board.basis',
};

export default function TurnaroundScreen() {
  const { t, i18n } = useTranslation();
  const [view, setView] = useState<View>('turnaround');
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
  const asksQuality = useSession(
    ({ info, session }) =>
      info?.role === 'reader' && session?.member.offices.includes('administrator') === true,
  );
  const offered = views.filter((one) => one !== 'peer' || asksQuality);
  const criticals = useQuery({
    queryKey: ['criticals', range],
    queryFn: () => {
      const to = Math.floor(exchangeNow());
      return unwrap(station.statistics.criticals({ from: Math.max(0, to - ranges[range]), to }));
    },
    refetchInterval: 5_000,
    enabled: view === 'criticals',
  });
  const peer = useQuery({
    queryKey: ['peer-board', range],
    queryFn: () => {
      const to = Math.floor(exchangeNow());
      return unwrap(station.peerReview.board({ from: Math.max(0, to - ranges[range]), to }));
    },
    refetchInterval: 30_000,
    enabled: view === 'peer',
  });
  const shown = { turnaround: board, criticals, peer }[view];
  const save = (): void => {
    const word = (key: string): string => t(key.startsWith('kind.') ? key : `statistics.${key}`);
    const day = new Date(exchangeNow()).toISOString().slice(0, 10);
    const language = i18n.language === 'en' ? 'en' : 'zh';
    if (view === 'turnaround' && board.data !== undefined)
      saveCsv(turnaroundCsv(board.data, word), `turnaround-${range}-${day}.csv`);
    if (view === 'criticals' && criticals.data !== undefined)
      saveCsv(criticalCsv(criticals.data, word, language), `criticals-${range}-${day}.csv`);
    if (view === 'peer' && peer.data !== undefined)
      saveCsv(
        peerCsv(peer.data, (key) => t(key)),
        `discrepancies-${range}-${day}.csv`,
      );
  };
  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <Title order={4}>{t('statistics.title')}</Title>
        <SegmentedControl
          size="xs"
          value={view}
          onChange={(value) => setView(value as View)}
          data={offered.map((value) => ({ value, label: t(`statistics.view.${value}`) }))}
          data-view
        />
        <SegmentedControl
          size="xs"
          value={range}
          onChange={(value) => setRange(value as Range)}
          data={Object.keys(ranges).map((value) => ({ value, label: t(`statistics.range.${value}`) }))}
        />
        <Button
          size="compact-sm"
          variant="default"
          disabled={shown.data === undefined}
          onClick={save}
          data-csv
        >
          {t('statistics.csv')}
        </Button>
        <Text size="xs" c="dimmed">
          {t(notes[view])}
        </Text>
      </div>
      <SilenceBand />
      <div className={classes.scroller}>
        {shown.error && <FailureNote failure={failureOf(shown.error)} onRetry={() => void shown.refetch()} />}
        {shown.isPending && (
          <Center p="xl">
            <Loader />
          </Center>
        )}
        {view === 'criticals' && criticals.data && <CriticalBoard board={criticals.data} />}
        {view === 'peer' && peer.data && <PeerBoard board={peer.data} />}
        {view === 'turnaround' && board.data && rows.length === 0 && (
          <EmptyState icon={<IconChartBar size={40} stroke={1.2} />} title={t('statistics.empty')} />
        )}
        {view === 'turnaround' && board.data && rows.length > 0 && (
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
        {view === 'turnaround' && <QualityTable />}
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
