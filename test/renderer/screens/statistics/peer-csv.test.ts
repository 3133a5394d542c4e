import { expect, it } from 'vitest';
import { peerCsv } from '../../../../renderer/screens/statistics/peer-csv.ts';

const counts = {
  drawn: 3,
  scored: 2,
  scores: [1, 0, 1, 0] as [number, number, number, number],
  significant: 1,
  edits: 1,
};

it('writes counts by kind and author, then a line for each discrepancy', () => {
  const csv = peerCsv(
    {
      kinds: [{ kind: 'ecg', signed: 100, ...counts }],
      authors: [{ authorName: '赵敏', ...counts }],
      rows: [
        {
          reviewId: 'r1',
          source: 'edit',
          kind: 'ecg',
          siteName: '胡场镇',
          exam: 'ECG 12, lead',
          accessionNumber: 'A1',
          openedAt: 0,
          authorName: '赵敏',
          reviewerName: '钱主任',
          score: null,
          significant: false,
          note: '=SUM(1)',
          scoredAt: null,
          change: { removed: ['窦性心律'], added: ['心房颤动', '室性早搏'] },
          answer: null,
        },
      ],
      more: 0,
    },
    (key) => key.replace('peer.board.', ''),
  );
  const lines = csv.slice(1).trimEnd().split('\r\n');
  expect(lines.slice(0, 5)).toEqual([
    'kind,signed,drawn,scored,score1,score2,score3,score4,significant,edits',
    'kind.ecg,100,3,2,1,0,1,0,1,1',
    '',
    'author,drawn,scored,score1,score2,score3,score4,significant,edits',
    '赵敏,3,2,1,0,1,0,1,1',
  ]);
  expect(lines.slice(6)).toEqual([
    'signedAt,kind,exam,site,accession,source,author,reviewer,points,significant,removed,added,note,answer',
    '1970-01-01T00:00:00.000Z,kind.ecg,"ECG 12, lead",胡场镇,A1,peer.source.edit,赵敏,钱主任,,0,窦性心律,心房颤动 / 室性早搏,\'=SUM(1),',
  ]);
});
