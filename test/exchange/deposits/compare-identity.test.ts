import { describe, expect, it } from 'vitest';
import { areCompatible, compareNames } from '#shared/study/compatible-names.ts';
import { compareIdentity } from '../../../exchange/deposits/compare-identity.ts';

describe('one patient or two', () => {
  const order = { name: '王小东', id: 'P1001', sex: 'M', birthDate: '1961-04-09' } as const;
  it('says nothing about what the device left empty', () => {
    expect(compareIdentity(order, { name: '', id: '', sex: '', birthDate: null })).toEqual([]);
    expect(
      compareIdentity(order, { name: 'WANG^XIAODONG', id: 'p 1001', sex: 'O', birthDate: '19610409' }),
    ).toEqual([]);
  });

  it('compares names by the one rule that the patient index has', () => {
    const device = (name: string) => ({ name, id: '', sex: '', birthDate: null });
    for (const [one, other, relation] of [
      ['王小东', 'Xiaodong Wang', 'transcribed'],
      ['王小東', '王小东', 'same'],
      ['王小东', '王晓东', 'alike-sound'],
      ['王未', '王末', 'alike-shape'],
      ['王小东', '李小东', 'different'],
    ] as const) {
      expect(compareNames(one, other)).toBe(relation);
      const differing = compareIdentity({ ...order, name: one }, device(other)).map((found) => found.field);
      expect(differing, `${one} ${other}`).toEqual(areCompatible(relation) ? [] : ['name']);
    }
  });

  it('names each field that differs', () => {
    const device = { name: 'Li^Na', id: 'X9', sex: 'F', birthDate: '1970-01-01' };
    expect(compareIdentity(order, device).map((one) => one.field)).toEqual([
      'name',
      'sex',
      'birthDate',
      'id',
    ]);
  });
});
