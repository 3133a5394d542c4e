import { expect, test } from 'vitest';
import type { Right } from '#shared/contract/exchange/members.ts';
import {
  allowedStatuses,
  findSigningBlocks,
  type SigningSituation,
} from '../../../main/signing/signing-blocks.ts';
import { buildTask } from '../../builders/task.ts';

const imageSet = 'a'.repeat(64);
const right = (action: Right['action'], more: Partial<Right> = {}): Right => ({
  action,
  kind: '*',
  siteId: '*',
  validUntil: null,
  ...more,
});

function situation(changes: Partial<SigningSituation> = {}): SigningSituation {
  return {
    task: buildTask({ state: 'reading', claim: 2 }),
    memberId: 'p-1',
    rights: [right('issue'), right('sign')],
    now: 5000,
    content: { findings: '所见', impression: '诊断', recommendation: '' },
    ownClaim: { claim: 2, imageSetSha256: imageSet },
    instances: ['1', '2'],
    localImageSetSha256: imageSet,
    shown: new Set(['1', '2']),
    openStudies: ['1.2.3'],
    hasCertificate: true,
    ...changes,
  };
}

const codes = (changes: Partial<SigningSituation>): string[] =>
  findSigningBlocks(situation(changes)).map((block) => `${block.code}${block.passable ? '' : '!'}`);

test('nothing stands in the way of a whole case', () => {
  expect(codes({})).toEqual([]);
});

test('only these can never be passed', () => {
  const unsettled = { settled: false, differences: [] };
  expect(codes({ task: buildTask({ state: 'reading', claim: 2, identity: unsettled }) })).toEqual([
    'identity-unsettled!',
  ]);
  expect(codes({ rights: [right('write')] })).toEqual(['right-missing!']);
  expect(codes({ hasCertificate: false })).toEqual(['key-missing!']);
  expect(codes({ ownClaim: { claim: 1, imageSetSha256: imageSet } })).toEqual(['claim-lost!']);
  expect(codes({ ownClaim: null })).toEqual(['claim-lost!']);
  expect(codes({ localImageSetSha256: 'b'.repeat(64) })).toEqual(['images-changed!']);
  expect(codes({ content: { findings: ' ', impression: '', recommendation: '' } })).toEqual([
    'report-empty!',
  ]);
});

test('these are passed with a reason', () => {
  expect(codes({ shown: new Set(['1']) })).toEqual(['images-unseen']);
  expect(codes({ openStudies: ['1.2.3', '9.9'] })).toEqual(['other-study-open']);
  expect(codes({ task: buildTask({ state: 'reading', claim: 2, images: { incomplete: true } }) })).toEqual([
    'incomplete-images',
  ]);
  const late = { claim: 2, imageSetSha256: 'c'.repeat(64) };
  expect(codes({ ownClaim: late, shown: new Set(['1']) })).toEqual(['late-images']);
  expect(codes({ ownClaim: late })).toEqual([]);
});

test('rights are by kind, site and date', () => {
  const allowed = (rights: Right[]) => allowedStatuses(situation({ rights }));
  expect(allowed([right('issue')])).toEqual(['preliminary']);
  expect(allowed([right('sign')])).toEqual(['final']);
  expect(allowed([right('sign', { kind: 'ecg' })])).toEqual([]);
  expect(allowed([right('sign', { siteId: 'site-2' as never })])).toEqual([]);
  expect(allowed([right('sign', { validUntil: 4999 })])).toEqual([]);
});

test('a number against its measurement blocks until it is kept by hand', () => {
  const ecg = { measured: { pr: 161 } };
  const written = { findings: 'PR间期 150 ms', impression: '正常', recommendation: '' };
  expect(codes({ content: { ...written, ecg } })).toEqual(['number-contradicted!']);
  expect(codes({ content: { ...written, ecg: { measured: { pr: null } } } })).toEqual([
    'number-contradicted!',
  ]);
  expect(codes({ content: { ...written, ecg: { ...ecg, manual: [{ key: 'pr', value: 150 }] } } })).toEqual(
    [],
  );
  expect(codes({ content: written })).toEqual([]);
});
