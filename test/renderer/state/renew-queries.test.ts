import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { createRenewal } from '../../../renderer/state/renew-queries.ts';

/** A list that a person looks at, whose answers are given by hand. */
function listOf(queries: QueryClient, queryKey: readonly string[]) {
  const waiting: Array<(answer: string) => void> = [];
  const observer = new QueryObserver(queries, {
    queryKey,
    queryFn: () => new Promise<string>((resolve) => waiting.push(resolve)),
    retry: false,
  });
  const shown: unknown[] = [];
  const leave = observer.subscribe(({ data }) => shown.push(data));
  return { waiting, leave, shown: () => shown.at(-1) };
}

describe('renewing what events put out of date', () => {
  const queries = new QueryClient();
  afterEach(() => queries.clear());

  it('asks once for many events, and once more for what was told while the answer was on its way', async () => {
    const renew = createRenewal(queries);
    const list = listOf(queries, ['worklist', 'waiting']);
    list.waiting[0]?.('before');
    await expect.poll(list.shown).toBe('before');

    for (let event = 0; event < 10; event++) renew(['worklist']);
    await expect.poll(() => list.waiting.length).toBe(2);
    list.waiting[1]?.('after the first event');
    // Shown although nine more were told: that answer is newer than what stood there.
    await expect.poll(list.shown).toBe('after the first event');
    await expect.poll(() => list.waiting.length).toBe(3);
    list.waiting[2]?.('after all of them');
    await expect.poll(list.shown).toBe('after all of them');

    renew(['worklist']);
    await expect.poll(() => list.waiting.length).toBe(4);
    list.leave();
  });

  it('goes on asking for other keys, and for the same after an answer that failed', async () => {
    const renew = createRenewal(queries);
    const slow = listOf(queries, ['worklist', 'closed']);
    const other = listOf(queries, ['notices']);
    other.waiting[0]?.('none');
    await expect.poll(other.shown).toBe('none');
    renew(['worklist']);
    renew(['notices']);
    await expect.poll(() => other.waiting.length).toBe(2);
    other.waiting[1]?.('one');
    // Told while the list was asked for the first time: that answer may be older.
    slow.waiting[0]?.('before');
    await expect.poll(() => slow.waiting.length).toBe(2);
    slow.waiting[1]?.('after');
    await expect.poll(slow.shown).toBe('after');
    let asked = 0;
    const observer = new QueryObserver(queries, {
      queryKey: ['outbox'],
      queryFn: () => {
        asked += 1;
        return Promise.reject(new Error('the station is gone'));
      },
      retry: false,
    });
    const leave = observer.subscribe(() => undefined);
    await expect.poll(() => asked).toBe(1);
    renew(['outbox']);
    await expect.poll(() => asked).toBe(2);
    renew(['outbox']);
    await expect.poll(() => asked).toBe(3);
    for (const end of [leave, slow.leave, other.leave]) end();
  });
});
