import { expect, test } from 'vitest';
import { createKeptAside } from '../../../renderer/viewers/keep-aside.ts';

test('of more cases than a reader may hold the one touched longest ago is let go', () => {
  const aside = createKeptAside<number>();
  for (let at = 0; at < 20; at += 1) aside.put(`case ${at}`, at);
  aside.put('case 0', 100);
  aside.put('case 20', 20);
  expect(aside.get('case 0')).toBe(100);
  expect(aside.get('case 1')).toBeUndefined();
  expect(aside.get('case 2')).toBe(2);
});
