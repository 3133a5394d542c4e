import { expect, it } from 'vitest';
import { personOf } from '#shared/ecg/person-of.ts';

it('age at the recording and sex, and nothing where they cannot be', () => {
  expect(personOf({ sex: 'F', birthDate: '1971-01-23' }, Date.UTC(2013, 0, 23, 10))).toEqual({
    ageYears: expect.closeTo(42, 1),
    sex: 'F',
  });
  expect(personOf({ sex: 'U', birthDate: '1971-01-23' }, null)).toEqual({});
  expect(personOf({ sex: 'O', birthDate: null }, Date.UTC(2013, 0, 23))).toEqual({});
  expect(personOf({ sex: 'M', birthDate: '2014-01-01' }, Date.UTC(2013, 0, 23))).toEqual({ sex: 'M' });
  expect(personOf({ sex: 'M', birthDate: '1800-01-01' }, Date.UTC(2013, 0, 23))).toEqual({ sex: 'M' });
});
