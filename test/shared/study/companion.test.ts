/** Which examination is read together with another: same person, same visit, the other kind. */
import { describe, expect, it } from 'vitest';
import { companionOf, visitMs } from '#shared/study/companion.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';

const noon = Date.UTC(2026, 10, 29, 12);
type Given = Partial<Pick<Task, 'kind' | 'state' | 'acquiredAt' | 'siteId'>> & {
  patient?: string;
  issuer?: string;
};
const task = (taskId: string, given: Given = {}) => {
  const { patient = 'P1', issuer, ...rest } = given;
  return {
    taskId: taskId as TaskId,
    siteId: 'site-1' as Task['siteId'],
    kind: 'imaging',
    state: 'waiting',
    acquiredAt: noon,
    order: {
      placedAt: noon,
      patient: { name: '王强', id: patient, sex: 'M', birthDate: null, ...(issuer ? { issuer } : {}) },
    } as Task['order'],
    ...rest,
  } satisfies Parameters<typeof companionOf>[0];
};
const images = task('a');
const found = (...others: ReturnType<typeof task>[]) => companionOf(images, others)?.taskId ?? null;

describe('the other examination of a visit', () => {
  it('is the nearest one of the other kind', () => {
    const early = task('early', { kind: 'ecg', acquiredAt: noon - 3_600_000 });
    const near = task('near', { kind: 'ecg', acquiredAt: noon + 600_000 });
    expect(found(images, task('ct'), early, near)).toBe('near');
    expect(companionOf(near, [images, early])?.taskId).toBe('a');
  });
  it('is of the same person by number and issuer at the same township', () => {
    expect(found(task('b', { kind: 'ecg', patient: 'P2' }))).toBeNull();
    expect(found(task('b', { kind: 'ecg', issuer: '住院' }))).toBeNull();
    expect(found(task('b', { kind: 'ecg', siteId: 'site-2' as Task['siteId'] }))).toBeNull();
    // Without a number nobody is the same.
    expect(companionOf(task('a', { patient: '' }), [task('b', { kind: 'ecg', patient: '' })])).toBeNull();
  });
  it('is of the same visit, and something that can be looked at', () => {
    expect(found(task('b', { kind: 'ecg', acquiredAt: noon + visitMs }))).toBe('b');
    expect(found(task('b', { kind: 'ecg', acquiredAt: noon + visitMs + 1 }))).toBeNull();
    // Not yet acquired by its own account: the order says when.
    expect(found(task('b', { kind: 'ecg', acquiredAt: null }))).toBe('b');
    for (const state of ['arriving', 'retaken', 'cancelled', 'withdrawn'] as const)
      expect(found(task('b', { kind: 'ecg', state }))).toBeNull();
    for (const state of ['reading', 'signed', 'received'] as const)
      expect(found(task('b', { kind: 'ecg', state }))).toBe('b');
  });
});
