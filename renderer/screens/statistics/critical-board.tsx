/** 危急值: how many were read back within ten minutes, and each with the time of its steps; open ones first seen by their mark. */
import { Badge, Table, Text } from '@mantine/core';
import { IconBellCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CriticalBoard as Board, CriticalRow } from '#shared/contract/exchange/statistics.ts';
import { promisedReadBackMs } from '#shared/contract/exchange/statistics.ts';
import { sinceText } from '../../state/countdown.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dateTimeText } from '../../ui/time-text.ts';
import classes from './statistics.module.css';

const steps = ['delivered', 'opened', 'readBack', 'acted', 'closed'] as const;
const sums = ['raised', 'open', 'within10', 'median', 'p90'] as const;

export function CriticalBoard({ board }: { board: Board }) {
  const { t } = useTranslation();
  if (board.rows.length === 0) {
    return (
      <EmptyState icon={<IconBellCheck size={40} stroke={1.2} />} title={t('statistics.criticalNone')} />
    );
  }
  const time = (ms: number | null): string => (ms === null ? '—' : sinceText(0, ms));
  return (
    <div data-criticals>
      <Table className="tabular" verticalSpacing={6} striped mb="md" data-critical-sums>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('statistics.kind')}</Table.Th>
            {sums.map((name) => (
              <Table.Th key={name} ta="right">
                {t(`statistics.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {board.sums.map((sum) => (
            <Table.Tr key={sum.kind}>
              <Table.Td>{t(`kind.${sum.kind}`)}</Table.Td>
              <Table.Td ta="right">{sum.raised}</Table.Td>
              <Table.Td ta="right">{sum.open}</Table.Td>
              <Table.Td ta="right" data-within={sum.kind}>
                {sum.counted === 0
                  ? '—'
                  : `${Math.round((100 * sum.within) / sum.counted)}% (${sum.within}/${sum.counted})`}
              </Table.Td>
              <Table.Td ta="right">{time(sum.medianMs)}</Table.Td>
              <Table.Td ta="right">{time(sum.p90Ms)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Table className="tabular" verticalSpacing={6} striped>
        <Table.Thead>
          <Table.Tr>
            {['raisedAt', 'site', 'accession', 'finding', 'state'].map((name) => (
              <Table.Th key={name}>{t(`statistics.${name}`)}</Table.Th>
            ))}
            {[...steps, 'calls'].map((name) => (
              <Table.Th key={name} ta="right">
                {t(`statistics.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {board.rows.map((row) => (
            <Row key={row.noticeId} row={row} />
          ))}
        </Table.Tbody>
      </Table>
      {board.more > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('statistics.more', { count: board.more })}
        </Text>
      )}
    </div>
  );
}

function Row({ row }: { row: CriticalRow }) {
  const { t, i18n } = useTranslation();
  const after = (at: number | null): string => (at === null ? '—' : sinceText(row.raisedAt, at));
  const isLate = row.readBackAt !== null && row.readBackAt - row.raisedAt > promisedReadBackMs;
  return (
    <Table.Tr data-critical={row.noticeId} data-state={row.state}>
      <Table.Td className={classes.whole}>
        {dateTimeText(row.raisedAt, i18n.language, 'with seconds')}
      </Table.Td>
      <Table.Td>{row.siteName}</Table.Td>
      <Table.Td>{row.accessionNumber}</Table.Td>
      <Table.Td>{i18n.language === 'en' ? row.text.en : row.text.zh}</Table.Td>
      <Table.Td>
        <Badge size="sm" variant="light" color={row.state === 'closed' ? 'gray' : 'red'}>
          {t(`statistics.state.${row.state}`)}
        </Badge>
      </Table.Td>
      {steps.map((step) => (
        <Table.Td
          key={step}
          ta="right"
          {...(step === 'readBack' && isLate ? { c: 'var(--yz-red)', fw: 600 } : {})}
          data-step={step}
        >
          {after(row[`${step}At`])}
        </Table.Td>
      ))}
      <Table.Td ta="right">{row.calls}</Table.Td>
    </Table.Tr>
  );
}
