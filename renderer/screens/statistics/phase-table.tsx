/** Where the time goes: each phase of the line by kind. */
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PhaseRow } from '#shared/contract/exchange/statistics.ts';
import { sinceText } from '../../state/countdown.ts';

export function PhaseTable({ rows }: { rows: readonly PhaseRow[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <Table className="tabular" verticalSpacing={6} striped data-phases mt="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('statistics.kind')}</Table.Th>
          <Table.Th>{t('statistics.phase')}</Table.Th>
          {['tasks', 'median', 'p90', 'p99'].map((name) => (
            <Table.Th key={name} ta="right">
              {t(`statistics.${name}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={`${row.kind}-${row.phase}`}>
            <Table.Td>{t(`kind.${row.kind}`)}</Table.Td>
            <Table.Td>{t(`statistics.phase.${row.phase}`)}</Table.Td>
            <Table.Td ta="right">{row.tasks}</Table.Td>
            <Table.Td ta="right">{sinceText(0, row.medianMs)}</Table.Td>
            <Table.Td ta="right">{sinceText(0, row.p90Ms)}</Table.Td>
            <Table.Td ta="right">{sinceText(0, row.p99Ms)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
