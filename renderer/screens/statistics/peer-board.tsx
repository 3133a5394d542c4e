/** 差异记录: how many reports were read once more and how they were scored, by kind and author, and every discrepancy with its answer. */
import { Badge, Table, Text, Title } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PeerBoard as Board, PeerRow } from '#shared/study/peer-review.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dateTimeText } from '../../ui/time-text.ts';
import { ChangeBadges } from '../peer-review/change-badges.tsx';
import classes from './statistics.module.css';

const counts = ['drawn', 'scored', 'score1', 'score2', 'score3', 'score4', 'significant', 'edits'] as const;
const columns = ['signedAt', 'exam', 'source', 'author', 'reviewer', 'points', 'note', 'answer'] as const;

export function PeerBoard({ board }: { board: Board }) {
  const { t } = useTranslation();
  if (board.kinds.length === 0) {
    return <EmptyState icon={<IconUsersGroup size={40} stroke={1.2} />} title={t('peer.board.none')} />;
  }
  const numbers = (of: Board['authors'][number] | Board['kinds'][number]): number[] => [
    of.drawn,
    of.scored,
    ...of.scores,
    of.significant,
    of.edits,
  ];
  const head = (first: string, more: readonly string[]) => (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{t(`peer.board.${first}`)}</Table.Th>
        {[...more, ...counts].map((name) => (
          <Table.Th key={name} ta="right">
            {t(`peer.board.${name}`)}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
  const cells = (values: readonly number[], id: string) =>
    values.map((value, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the columns keep their places
      <Table.Td key={`${id} ${at}`} ta="right">
        {value}
      </Table.Td>
    ));
  return (
    <div data-peer-board>
      <Table className="tabular" verticalSpacing={6} striped mb="md" data-peer-kinds>
        {head('kind', ['signed'])}
        <Table.Tbody>
          {board.kinds.map((row) => (
            <Table.Tr key={row.kind} data-kind={row.kind}>
              <Table.Td>{t(`kind.${row.kind}`)}</Table.Td>
              {cells([row.signed, ...numbers(row)], row.kind)}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {board.authors.length > 0 && (
        <Table className="tabular" verticalSpacing={6} striped mb="md" data-peer-authors>
          {head('author', [])}
          <Table.Tbody>
            {board.authors.map((row) => (
              <Table.Tr key={row.authorName}>
                <Table.Td>{row.authorName}</Table.Td>
                {cells(numbers(row), row.authorName)}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Title order={5} mb={6}>
        {t('peer.board.log')}
      </Title>
      {board.rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('peer.board.concurred')}
        </Text>
      ) : (
        <Table className="tabular" verticalSpacing={6} striped data-peer-log>
          <Table.Thead>
            <Table.Tr>
              {columns.map((name) => (
                <Table.Th key={name}>{t(`peer.board.${name}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {board.rows.map((row) => (
              <Row key={row.reviewId} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {board.more > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('statistics.more', { count: board.more })}
        </Text>
      )}
    </div>
  );
}

function Row({ row }: { row: PeerRow }) {
  const { t, i18n } = useTranslation();
  return (
    <Table.Tr data-peer-row={row.reviewId} data-source={row.source}>
      <Table.Td className={classes.whole}>
        {dateTimeText(row.openedAt, i18n.language, 'to the minute')}
      </Table.Td>
      <Table.Td>
        {row.exam} · {row.siteName}
        <Text size="xs" c="dimmed">
          {row.accessionNumber}
        </Text>
      </Table.Td>
      <Table.Td>{t(`peer.source.${row.source}`)}</Table.Td>
      <Table.Td className={classes.whole}>{row.authorName}</Table.Td>
      <Table.Td className={classes.whole}>{row.reviewerName}</Table.Td>
      <Table.Td className={classes.whole}>
        {row.score === null ? t('peer.board.unscored') : t('peer.points', { score: row.score })}
        {row.significant && (
          <Badge size="sm" ml={6} color="red" variant="light">
            {t('peer.matters.yes')}
          </Badge>
        )}
      </Table.Td>
      <Table.Td>
        {row.change !== null && <ChangeBadges change={row.change} />}
        {row.note}
      </Table.Td>
      <Table.Td>{row.answer === '' ? t('peer.noted') : row.answer}</Table.Td>
    </Table.Tr>
  );
}
