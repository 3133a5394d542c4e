import { expect, test } from 'vitest';
import { orderFormSchema } from '#shared/study/order.ts';
import {
  followingFields,
  missingFields,
  namesOf,
  orderFieldNames,
  refusedFields,
  requiredFields,
  supplemented,
} from '#shared/study/order-rules.ts';

const formOf = (changes: Record<string, unknown> = {}) =>
  orderFormSchema.parse({
    patient: { name: '王小东', id: 'P1', sex: 'M', birthDate: null },
    kind: 'imaging',
    modality: 'CT',
    complaint: '头痛',
    history: '高血压十年',
    question: '有无出血',
    phone: '8801',
    consent: { by: 'patient', askedBy: '李秀兰' },
    formVersion: 2,
    ...changes,
  });

test('each required field is named when it says nothing, and an ECG needs no question', () => {
  expect(missingFields(formOf())).toEqual([]);
  const bare = { complaint: ' ', history: '', question: '', phone: '', consent: undefined };
  const nameless = { name: ' ', id: '', sex: 'U', birthDate: null };
  expect(missingFields(formOf({ ...bare, patient: nameless }))).toEqual(requiredFields.imaging);
  expect(missingFields(formOf({ ...bare, kind: 'ecg', patient: nameless }))).toEqual(requiredFields.ecg);
  expect(requiredFields.ecg).not.toContain('question');
  expect(namesOf(['history', 'consent'])).toEqual({
    fields: '病史、知情同意及告知人',
    'fields.en': 'history, consent, and who asked for it',
  });
  expect(Object.keys(orderFieldNames).sort()).toEqual([...requiredFields.imaging].sort());
});

test('only an emergency may leave the rest to follow, and never complaint, phone or name', () => {
  const bare = { history: '', question: '', consent: undefined };
  expect(refusedFields(formOf({ ...bare, urgency: 'stroke', toFollow: true }))).toEqual([]);
  expect(refusedFields(formOf({ ...bare, urgency: 'stroke' }))).toEqual(['history', 'question', 'consent']);
  expect(refusedFields(formOf({ ...bare, toFollow: true }))).toEqual(['history', 'question', 'consent']);
  expect(refusedFields(formOf({ ...bare, phone: '', urgency: 'trauma', toFollow: true }))).toEqual(['phone']);
});

test('an order of before asks for nothing to follow', () => {
  const old = formOf({ history: '', consent: undefined, formVersion: undefined });
  expect(followingFields(old)).toEqual([]);
  expect(followingFields({ ...old, formVersion: 2 })).toEqual(['history', 'consent']);
});

test('what follows fills what was missing and writes nothing over', () => {
  const order = formOf({ question: '', consent: undefined });
  const given = {
    history: '另一段病史',
    question: '排除出血',
    consent: { by: 'relative', askedBy: '周护士' },
  } as const;
  const done = supplemented(order, given);
  expect(done.filled).toEqual(['question', 'consent']);
  expect(done.order).toMatchObject({ history: '高血压十年', question: '排除出血', consent: given.consent });
  expect(supplemented(done.order, given).filled).toEqual([]);
});
