import { expect, test } from 'vitest';
import { qualityByMonth, type SignedExam } from '../../../exchange/statistics/quality-by-month.ts';

const exam = (month: number, day: number, changes: Partial<SignedExam> = {}): SignedExam => ({
  kind: 'imaging',
  siteId: 't1',
  siteName: '胡场镇卫生院',
  signedAt: new Date(2026, month - 1, day, 23, 59).getTime(),
  grade: 'A',
  reason: null,
  ...changes,
});

test('counts each month, site and kind on its own; unscored exams are signed and not scored', () => {
  const flawed = { grade: 'B', reason: 'motion' } as const;
  const rows = qualityByMonth([
    exam(10, 31),
    exam(11, 1),
    exam(11, 2, flawed),
    exam(11, 3, flawed),
    exam(11, 30, { grade: 'C', reason: 'coverage' }),
    exam(11, 4, { grade: null }),
    exam(11, 4, { kind: 'ecg' }),
    exam(11, 4, { siteId: 't2', siteName: '长埫口镇卫生院' }),
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
