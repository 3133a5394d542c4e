import { expect, test } from 'vitest';
import { qualityByMonth, type ScoredCount } from '../../../exchange/statistics/quality-by-month.ts';

const exam = (month: string, changes: Partial<ScoredCount> = {}): ScoredCount => ({
  month,
  kind: 'imaging',
  siteId: 't1',
  siteName: '胡场镇卫生院',
  grade: 'A',
  reason: null,
  count: 1,
  ...changes,
});

test('counts each month, site and kind on its own; unscored exams are signed and not scored', () => {
  const flawed = { grade: 'B', reason: 'motion', count: 2 } as const;
  const rows = qualityByMonth([
    exam('2026-10'),
    exam('2026-11'),
    exam('2026-11', flawed),
    exam('2026-11', { grade: 'C', reason: 'coverage' }),
    exam('2026-11', { grade: null }),
    exam('2026-11', { kind: 'ecg' }),
    exam('2026-11', { siteId: 't2', siteName: '长埫口镇卫生院' }),
  ]);
  expect(rows.map((row) => `${row.month} ${row.siteId} ${row.kind} ${row.signed}`)).toEqual([
    '2026-11 t1 ecg 1',
    '2026-11 t1 imaging 5',
    '2026-11 t2 imaging 1',
    '2026-10 t1 imaging 1',
  ]);
  expect(rows[1]).toMatchObject({
    grades: { A: 1, B: 2, C: 1 },
    reasons: [
      { reason: 'motion', count: 2 },
      { reason: 'coverage', count: 1 },
    ],
  });
});
