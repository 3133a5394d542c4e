import { expect, it } from 'vitest';
import { criticalCsv } from '../../../../renderer/screens/statistics/critical-csv.ts';

it('writes sums and, for each critical value, the seconds from raised to every step', () => {
  const raisedAt = Date.UTC(2026, 10, 29, 8, 0, 0);
  const csv = criticalCsv(
    {
      sums: [{ kind: 'ecg', raised: 3, open: 1, counted: 2, within: 1, medianMs: 190_400, p90Ms: 660_000 }],
      rows: [
        {
          noticeId: 'n-1',
          kind: 'ecg',
          siteName: '=青石',
          accessionNumber: 'ECG1',
          code: 'VF',
          text: { zh: '室颤', en: 'VF' },
          state: 'read-back',
          raisedAt,
          deliveredAt: raisedAt + 1_400,
          openedAt: raisedAt + 60_000,
          readBackAt: raisedAt + 190_400,
          actedAt: null,
          closedAt: null,
          calls: 2,
        },
      ],
      more: 0,
    },
    (key) => key,
    'zh',
  );
  expect(csv.slice(1).split('\r\n')).toEqual([
    'kind,raised,open,counted,within10,median,p90',
    'kind.ecg,3,1,2,1,190,660',
    '',
    'site,kind,accession,finding,state,raisedAt,delivered,opened,readBack,acted,closed,calls',
    `'=青石,kind.ecg,ECG1,室颤,state.read-back,2026-11-29T08:00:00.000Z,1,60,190,,,2`,
    '',
  ]);
});
