import { describe, expect, it } from 'vitest';
import { closedStates, legalMove, moves, taskStates } from '../../shared/journey.ts';

describe('the table of states and moves', () => {
  it('reaches every state from the first', () => {
    const reached = new Set<string>(['arriving']);
    for (let grown = true; grown; ) {
      const before = reached.size;
      for (const move of moves) if (move.from.some((state) => reached.has(state))) reached.add(move.to);
      grown = reached.size > before;
    }
    expect([...reached].sort()).toEqual([...taskStates].sort());
  });

  it('has one outcome for each move from each state', () => {
    const seen = moves.flatMap((move) => move.from.map((state) => `${move.name} from ${state}`));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('keeps a signed report from being claimed, released or cancelled', () => {
    for (const state of ['signed', 'delivered', 'received'] as const)
      for (const name of ['claim', 'release', 'cancel', 'take-over', 'issue-preliminary'] as const)
        expect(legalMove(name, state), `${name} from ${state}`).toBeNull();
  });

  it('leaves nothing to do in a cancelled or withdrawn task', () => {
    for (const state of ['cancelled', 'withdrawn'] as const) {
      expect(closedStates.has(state)).toBe(true);
      expect(moves.filter((move) => move.from.includes(state))).toEqual([]);
    }
  });
});
