/** 图像质量 by month and site: what the readers said of the exams that they signed. */
import { Button, Group, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { grades, type QualityRow } from '#shared/study/quality.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { qualityCsv, scoredOf } from './quality-csv.ts';
import { saveCsv } from './write-csv.ts';

const yearMs = 365 * 86_400_000;
/** More reasons than this say nothing any more. */
const mostReasons = 3;

export function QualityTable() {
  const { t } = useTranslation();
  const table = useQuery({
    queryKey: ['quality'],
    queryFn: () => {
      const to = Math.floor(exchangeNow());
      return unwrap(station.statistics.quality({ from: Math.max(0, to - yearMs), to }));
    },
    // A month's table does not change while one looks at it.
    refetchInterval: 600_000,
  });
  const rows = (table.data?.rows ?? []).filter((row) => scoredOf(row) > 0);
  const save = (): void =>
    saveCsv(
      qualityCsv(rows, (key) => t(key.startsWith('kind.') ? key : `quality.${key}`)),
      `quality-${new Date(exchangeNow()).toISOString().slice(0, 10)}.csv`,
    );
  return (
    <section data-quality-table>
      <Group mt="lg" mb={6}>
        <Title order={5}>{t('quality.table')}</Title>
        <Button
          size="compact-sm"
          variant="default"
          disabled={rows.length === 0}
          onClick={save}
          data-quality-csv
        >
          {t('quality.csv')}
        </Button>
      </Group>
      {table.error && <FailureNote failure={failureOf(table.error)} onRetry={() => void table.refetch()} />}
      {table.data && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('quality.none')}
        </Text>
      )}
      {rows.length > 0 && <Rows rows={rows} />}
    </section>
  );
}

function Rows({ rows }: { rows: readonly QualityRow[] }) {
  const { t } = useTranslation();
  return (
    <Table className="tabular" verticalSpacing={6} striped>
      <Table.Thead>
        <Table.Tr>
          {['month', 'site', 'kind'].map((name) => (
            <Table.Th key={name}>{t(`quality.${name}`)}</Table.Th>
          ))}
          {['signed', 'scored', ...grades.map((grade) => `grade.${grade}`), 'shareA'].map((name) => (
            <Table.Th key={name} ta="right">
              {t(`quality.${name}`)}
            </Table.Th>
          ))}
          <Table.Th>{t('quality.reasons')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={`${row.month} ${row.siteId} ${row.kind}`} data-quality-row={row.month}>
            <Table.Td>{row.month}</Table.Td>
            <Table.Td>{row.siteName}</Table.Td>
            <Table.Td>{t(`kind.${row.kind}`)}</Table.Td>
            <Table.Td ta="right">{row.signed}</Table.Td>
            <Table.Td ta="right">{scoredOf(row)}</Table.Td>
            {grades.map((grade) => (
              <Table.Td key={grade} ta="right">
                {row.grades[grade]}
              </Table.Td>
            ))}
            <Table.Td ta="right">{Math.round((100 * row.grades.A) / scoredOf(row))}%</Table.Td>
            <Table.Td>
              {row.reasons
                .slice(0, mostReasons)
                .map(({ reason, count }) => `${t(`quality.reason.${reason}`)} ${count}`)
                .join(' · ')}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
