import { expect, it } from 'vitest';
import { turnaroundCsv } from '../../../../renderer/screens/statistics/turnaround-csv.ts';

const sums = { tasks: 3, within: 2, overdue: 1, stillOpen: 0, retaken: 1 };
const times = { medianMs: 61_400, p90Ms: 200_600, p99Ms: null };

it('writes sites, hours and phases in whole seconds, quoted where needed, and no formulas', () => {
  const csv = turnaroundCsv(
    {
      rows: [
        { kind: 'ecg', siteId: 't-1', siteName: '胡场镇"卫生院",东区', ...sums, ...times },
        { kind: 'imaging', siteId: 't-2', siteName: '=HYPERLINK("x")', ...sums, ...times },
      ],
      hours: [{ kind: 'ecg', hour: 0, ...sums, ...times }],
      phases: [{ kind: 'ecg', phase: 'upload', tasks: 3, medianMs: 1000, p90Ms: 2000, p99Ms: 2499 }],
      points: [],
    },
    (key) => key,
  );
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(csv.slice(1).split('\r\n')).toEqual([
    'kind,site,tasks,within,overdue,retaken,stillOpen,median,p90,p99',
    'kind.ecg,"胡场镇""卫生院"",东区",3,2,1,1,0,61,201,',
    `kind.imaging,"'=HYPERLINK(""x"")",3,2,1,1,0,61,201,`,
    '',
    'kind,hour,tasks,within,overdue,retaken,stillOpen,median,p90,p99',
    'kind.ecg,0,3,2,1,1,0,61,201,',
    '',
    'kind,phase,tasks,median,p90,p99',
    'kind.ecg,phase.upload,3,1,2,2',
    '',
  ]);
});
