/** The log of discrepancies of a period for a spreadsheet: counts by kind and author, then each discrepancy. */
import type { PeerBoard } from '#shared/study/peer-review.ts';
import { type Cell, writeCsv } from './write-csv.ts';

const counts = ['drawn', 'scored', 'score1', 'score2', 'score3', 'score4', 'significant', 'edits'];

/** `word` gives the heading of a column under `peer.board.` and the whole key of anything else. */
export function peerCsv(board: PeerBoard, word: (key: string) => string): string {
  const column = (key: string): string => word(`peer.board.${key}`);
  const numbers = (of: PeerBoard['authors'][number] | PeerBoard['kinds'][number]): number[] => [
    of.drawn,
    of.scored,
    ...of.scores,
    of.significant,
    of.edits,
  ];
  const lines: Cell[][] = [
    ['kind', 'signed', ...counts].map(column),
    ...board.kinds.map((row) => [word(`kind.${row.kind}`), row.signed, ...numbers(row)]),
    [],
    ['author', ...counts].map(column),
    ...board.authors.map((row) => [row.authorName, ...numbers(row)]),
    [],
    [
      ...['signedAt', 'kind', 'exam', 'site', 'accession', 'source', 'author', 'reviewer', 'points'],
      ...['significant', 'removed', 'added', 'note', 'answer'],
    ].map(column),
    ...board.rows.map((row) => [
      new Date(row.openedAt).toISOString(),
      word(`kind.${row.kind}`),
      row.exam,
      row.siteName,
      row.accessionNumber,
      word(`peer.source.${row.source}`),
      row.authorName,
      row.reviewerName,
      row.score,
      row.significant ? 1 : 0,
      row.change?.removed.join(' / ') ?? '',
      row.change?.added.join(' / ') ?? '',
      row.note,
      row.answer,
    ]),
  ];
  return writeCsv(lines);
}
