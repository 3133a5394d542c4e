/** A page of the audit: one record a row; the whole of the one under the cursor below it. */
import { Badge, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '#shared/contract/exchange/audit.ts';
import { dateTimeText } from '../../ui/time-text.ts';
import { actWord } from './act-word.ts';
import classes from './audit.module.css';

export function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <Table className="tabular" verticalSpacing={5} stickyHeader data-audit-rows>
      <Table.Thead>
        <Table.Tr>
          {['number', 'at', 'person', 'station', 'act', 'outcome', 'object', 'detail'].map((name) => (
            <Table.Th key={name}>{t(`audit.column.${name}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row
            key={row.number}
            row={row}
            isOpen={open === row.number}
            onOpen={() => setOpen(open === row.number ? null : row.number)}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ row, isOpen, onOpen }: { row: AuditRow; isOpen: boolean; onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const when = dateTimeText(row.at, i18n.language, 'with seconds');
  return (
    <>
      <Table.Tr
        className={classes.row}
        onClick={onOpen}
        aria-expanded={isOpen}
        data-record={row.number}
        data-act={row.act}
      >
        <Table.Td>{row.number}</Table.Td>
        <Table.Td className={classes.whole}>{when}</Table.Td>
        <Table.Td className={classes.whole}>{row.memberName ?? row.memberId ?? t('audit.nobody')}</Table.Td>
        <Table.Td className={classes.cut}>{row.stationName ?? row.stationId ?? '—'}</Table.Td>
        <Table.Td className={classes.whole}>{actWord(t, row.act)}</Table.Td>
        <Table.Td>
          <Badge size="sm" variant="light" color={row.success ? 'gray' : 'red'}>
            {t(`audit.outcome.${row.success ? 'done' : 'refused'}`)}
          </Badge>
        </Table.Td>
        <Table.Td className={classes.cut} title={row.object}>
          {row.accessionNumber || row.object}
        </Table.Td>
        <Table.Td className={classes.detail} title={row.detail}>
          {row.detail}
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr data-record-whole>
          <Table.Td colSpan={8} className={classes.wholeRecord}>
            <Text size="xs">
              {t('audit.column.object')}: {row.object}
            </Text>
            <Text size="xs">
              {t('audit.column.detail')}: {row.detail || '—'}
            </Text>
            <Text size="xs" className={classes.hash}>
              SHA-256: {row.hash}
            </Text>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
