/** What the line under a case says of its ladder: the highest rung that still stands, in whatever order they fired. */
import { expect, it } from 'vitest';
import type { FiredRung, RungName } from '#shared/study/escalation.ts';
import { rungNote } from '../../../../renderer/screens/worklist/rung-note.ts';
import { buildTask } from '../../../builders/task.ts';

const t = ((key: string) => key) as unknown as Parameters<typeof rungNote>[1];
const fired = (rung: RungName): FiredRung => ({
  rung,
  at: 1000,
  to: [{ name: '总值班', phone: '0728-3310003' }],
  reached: false,
  phoned: null,
});
const running = { startedAt: 0, targetMs: 180_000, deadline: 180_000 };
const holder = {
  memberId: 'p' as never,
  name: '李明',
  stationId: null,
  claimedAt: 0,
  leaseUntil: 0,
  alive: true,
};

it('says the highest rung although lower ones fired after it, while a holder was gone', () => {
  const escalation = (['leader', 'phones', 'sound', 'room'] as const).map(fired);
  const waiting = buildTask({ kind: 'ecg', state: 'waiting', holder: null, clock: running });
  expect(rungNote({ ...waiting, escalation }, t)).toBe('escalation.phones');
  const reading = buildTask({ kind: 'ecg', state: 'reading', holder, clock: running });
  expect(rungNote({ ...reading, escalation }, t)).toBe('escalation.phones');
});

it('says nothing of sound and room to who has claimed it, and nothing at all once it is answered', () => {
  const escalation = (['sound', 'room'] as const).map(fired);
  const reading = buildTask({ kind: 'ecg', state: 'reading', holder, clock: running });
  expect(rungNote({ ...reading, escalation }, t)).toBeNull();
  const answered = buildTask({ kind: 'ecg', state: 'signed', clock: { ...running, stoppedAt: 5000 } });
  expect(rungNote({ ...answered, escalation: [fired('phones')] }, t)).toBeNull();
});
