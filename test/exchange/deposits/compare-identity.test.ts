import { describe, expect, it } from 'vitest';
import { compareIdentity, sameName } from '../../../exchange/deposits/compare-identity.ts';

describe('one patient or two', () => {
  it('takes the same name in pinyin, other case, width, order and separators as the same', () => {
    for (const device of [
      '王小东',
      'Wang^XiaoDong',
      'WANG XIAO DONG',
      'Xiaodong Wang',
      'Wang^XiaoDong=王^小东',
      'ＷＡＮＧ＾ＸＩＡＯＤＯＮＧ',
      'wang-xiaodong',
      '王 小东',
    ]) {
      expect(sameName('王小东', device), device).toBe(true);
    }
    expect(sameName('单雄信', 'Shan^XiongXin')).toBe(true);
    expect(sameName('吕布', 'LV^BU')).toBe(true);
    expect(sameName('吕布', 'LYU^BU')).toBe(true);
    expect(sameName('阿卜杜拉·买买提', 'ABUDULA^MAIMAITI')).toBe(true);
    expect(sameName('WANG XIAODONG', '王小东')).toBe(true);
  });

  it('tells another name from it', () => {
    for (const device of ['王晓冬冬', 'Li^XiaoDong', '李小东', 'Wang^Xiao', 'Wang^XiaoDongDong']) {
      expect(sameName('王小东', device), device).toBe(false);
    }
  });

  const order = { name: '王小东', id: 'P1001', sex: 'M', birthDate: '1961-04-09' } as const;
  it('says nothing about what the device left empty', () => {
    expect(compareIdentity(order, { name: '', id: '', sex: '', birthDate: null })).toEqual([]);
    expect(
      compareIdentity(order, { name: 'WANG^XIAODONG', id: 'p 1001', sex: 'O', birthDate: '19610409' }),
    ).toEqual([]);
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
