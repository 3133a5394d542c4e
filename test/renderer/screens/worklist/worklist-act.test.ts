/** What the one key of a row does: a task that is kept for somebody else is looked at, until half of its time is over. */
import { expect, it } from 'vitest';
import type { MemberId } from '#shared/study/ids.ts';
import { worklistActOf } from '../../../../renderer/screens/worklist/worklist-act.ts';
import { buildTask } from '../../../builders/task.ts';

const [mine, other] = ['m-1', 'm-2'] as MemberId[];
const until = 90_000;
const kept = (memberId: MemberId | undefined) =>
  buildTask({
    state: 'waiting',
    holder: null,
    ...(memberId && { reserved: { memberId, name: '王芳', at: 0, until, by: 'himself' } }),
  });

it('claims what is free, what is his own, and what is nobody’s any more', () => {
  expect(worklistActOf(kept(undefined), 'm-1', 0)).toEqual({ act: 'claim' });
  expect(worklistActOf(kept(mine), 'm-1', 0)).toEqual({ act: 'claim' });
  expect(worklistActOf(kept(other), 'm-1', until)).toEqual({ act: 'claim' });
});

it('looks at what is kept for somebody else', () => {
  expect(worklistActOf(kept(other), 'm-1', until - 1)).toEqual({ act: 'view' });
});

it('claims a correction that waits for a second doctor, and looks at his own', () => {
  const submitted = { memberId: other as MemberId, name: '王芳', at: 0 };
  const begun = { purpose: 'correct', reason: 'wording', note: '', at: 0, claim: 2 } as const;
  const amending = { ...begun, memberId: other as MemberId, name: '王芳', submitted };
  const waiting = buildTask({ state: 'received', holder: null, amending });
  expect(worklistActOf(waiting, 'm-1', 0)).toEqual({ act: 'claim' });
  expect(worklistActOf(waiting, 'm-2', 0)).toEqual({ act: 'view' });
});
