import { expect, test } from 'vitest';
import type { Right } from '#shared/contract/exchange/members.ts';
import {
  allowedStatuses,
  findSigningBlocks,
  remarksOf,
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
    former: null,
    ownClaim: { claim: 2, imageSetSha256: imageSet },
    instances: ['1', '2'],
    localImageSetSha256: imageSet,
    shown: new Set(['1', '2']),
    openStudies: ['1.2.3'],
    hasCertificate: true,
    subject: {
      kind: 'imaging',
      modality: 'CT',
      exam: ['CHEST'],
      asked: [],
      patient: { name: '张三', sex: 'M', ageYears: 60 },
      otherNames: [],
    },
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

const amending = (purpose: 'correct' | 'withdraw' | 'supplement') =>
  ({ purpose, reason: 'wording', note: '', memberId: 'p-1', name: '李明', at: 4000, claim: 2 }) as never;

test('a correction has to change something, and is about the images of its report, not about what came after it', () => {
  const task = buildTask({ state: 'delivered', claim: 2, amending: amending('correct') });
  const former = { findings: '所见 ', impression: '诊断', recommendation: '' };
  expect(codes({ task, former })).toEqual(['report-unchanged!']);
  expect(codes({ task, former: { ...former, impression: '另一诊断' } })).toEqual([]);
  const later = { localImageSetSha256: 'b'.repeat(64), shown: new Set(['1']) };
  expect(codes({ task, former: { ...former, impression: '' }, ...later })).toEqual(['images-unseen']);
  expect(codes({ task: buildTask({ state: 'delivered', claim: 2 }) })).toContain('claim-lost!');
});

test('a withdrawal waits for nothing but claim, right and key: images and identity may be its reason', () => {
  const identity = { settled: false, differences: [] };
  const task = buildTask({ state: 'received', claim: 2, amending: amending('withdraw'), identity });
  const empty = { findings: '', impression: '', recommendation: '' };
  expect(codes({ task, content: empty, shown: new Set() })).toEqual([]);
  expect(codes({ task, content: empty, hasCertificate: false, rights: [right('issue')] })).toEqual([
    'right-missing!',
    'key-missing!',
  ]);
});

test('an amendment ends in the status it is for, by who may sign', () => {
  const status = (purpose: 'correct' | 'withdraw' | 'supplement', action: Right['action'] = 'sign') =>
    allowedStatuses({
      task: buildTask({ state: 'signed', amending: amending(purpose) }),
      rights: [right(action)],
      now: 0,
    });
  expect([status('correct'), status('withdraw'), status('supplement'), status('correct', 'issue')]).toEqual([
    ['corrected'],
    ['withdrawn'],
    ['addendum'],
    [],
  ]);
});

test('what waits for a second doctor is signed by who may review', () => {
  const submitted = { memberId: 'p-1', name: '李明', at: 4500 };
  const waiting = { ...(amending('correct') as object), submitted } as never;
  const status = (action: Right['action']) =>
    allowedStatuses({
      task: buildTask({ state: 'received', amending: waiting }),
      rights: [right(action)],
      now: 0,
    });
  expect([status('review'), status('sign')]).toEqual([['corrected'], []]);
});

test('a text at odds with itself blocks until it is put right or kept; a warning never does', () => {
  const content = {
    findings: '左肺上叶见结节影,直径约12mm。',
    impression: '右肺上叶结节。',
    recommendation: '',
  };
  expect(codes({ content })).toEqual(['text-conflicting!']);
  const [remark] = remarksOf(situation({ content }));
  const kept = [{ rule: remark?.rule ?? '', said: remark?.said ?? '' }];
  expect(codes({ content: { ...content, kept } })).toEqual([]);
  expect(codes({ content: { ...content, impression: '左肺上叶结节。' } })).toEqual([]);
  // Blank findings only warn.
  expect(codes({ content: { ...content, findings: '', impression: '左肺结节。' } })).toEqual([]);
  // What is kept here keeps nothing elsewhere.
  const other = { ...content, impression: '右肺上叶结节。子宫未见异常。', kept };
  expect(remarksOf(situation({ content: other })).map(({ rule }) => rule)).toEqual(['sex-and-organ']);
});
