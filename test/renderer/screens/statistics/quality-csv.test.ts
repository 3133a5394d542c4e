import { expect, it } from 'vitest';
import { qualityCsv } from '../../../../renderer/screens/statistics/quality-csv.ts';

it('writes a line for each month, site and kind', () => {
  const csv = qualityCsv(
    [
      {
        month: '2026-11',
        siteId: 't1',
        siteName: '胡场镇,东区',
        kind: 'imaging',
        signed: 6,
        grades: { A: 1, B: 2, C: 1 },
        reasons: [
          { reason: 'motion', count: 2 },
          { reason: 'coverage', count: 1 },
        ],
      },
    ],
    (key) => key,
  );
  expect(csv.slice(1).trimEnd().split('\r\n')).toEqual([
    'month,site,kind,signed,scored,grade.A,grade.B,grade.C,reasons',
    '2026-11,"胡场镇,东区",kind.imaging,6,4,1,2,1,reason.motion 2; reason.coverage 1',
  ]);
});
