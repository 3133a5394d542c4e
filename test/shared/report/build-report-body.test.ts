import { expect, test } from 'vitest';
import { buildReportBody } from '#shared/report/build-report-body.ts';
import { buildTask } from '../../builders/task.ts';

const limitsOf = (task: Parameters<typeof buildTask>[0], ecg?: { measured: Record<string, number> }) =>
  buildReportBody({
    task: buildTask(task),
    claim: 1,
    centre: '',
    content: { findings: '窦性心律', impression: '', recommendation: '', ...(ecg ? { ecg } : {}) },
    status: 'final',
    newReportId: 'r-1',
    previous: null,
    amendment: null,
    imageSetSha256: 'a'.repeat(64),
    limits: [],
    issuedAt: 1,
  }).limits;

test('an ECG report that was held to no measurement says so; measured ones, pictures and images do not', () => {
  expect(limitsOf({ kind: 'ecg' })).toEqual([
    { code: 'other', text: '未能自动测量', reading: 'no-analysis' },
  ]);
  expect(limitsOf({ kind: 'ecg' }, { measured: { hr: 75 } })).toEqual([]);
  expect(limitsOf({ kind: 'ecg', picture: true })).toEqual([]);
  expect(limitsOf({ kind: 'imaging' })).toEqual([]);
});
