import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Member } from '#shared/contract/exchange/members.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Actor } from '../../../main/audit/actor.ts';
import { createAuditTrail } from '../../../main/audit/audit-trail.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';
import { createOwnPhrases } from '../../../main/reporting/own-phrases.ts';
import { readDrafts, saveDraft } from '../../../main/reporting/save-draft.ts';
import { buildTask } from '../../builders/task.ts';

let folder: string;
let database: StationDatabase;
let held: { claim: number; current: number } | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-drafts-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
  held = { claim: 1, current: 1 };
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const actor: Actor = { member: { memberId: 'p-1', name: '李明' } as unknown as Member, token: null };

function save(impression: string, revision: number) {
  const audit = createAuditTrail({
    database,
    now: () => 1,
    stationId: () => null,
    onQueued: () => undefined,
  });
  return saveDraft(
    { database, audit, now: () => 1000 + revision, claimOf: () => held, onQueued: () => undefined },
    actor,
    { taskId: 't-1' as TaskId, content: { findings: '', impression, recommendation: '' }, revision },
  );
}

const queued = () =>
  (database.sqlite.prepare('SELECT body FROM outbox').pluck().all() as string[]).map(
    (body) => (JSON.parse(body) as { revision: number }).revision,
  );

test('the latest revision wins, here and in the outbox', async () => {
  expect(await save('一', 1)).toEqual({ ok: true, value: { savedAt: 1001 } });
  await save('三', 3);
  await save('二', 2);
  expect(readDrafts(database, 't-1')).toMatchObject([{ revision: 3, content: { impression: '三' } }]);
  expect(queued()).toEqual([3]);
});

test('who never held the task writes nothing', async () => {
  held = null;
  expect(await save('一', 1)).toMatchObject({ ok: false, failure: { code: 'claim-stale' } });
  expect(readDrafts(database, 't-1')).toEqual([]);
});

test('the last words of one who lost it are kept here and not sent', async () => {
  held = { claim: 1, current: 2 };
  expect(await save('最后', 1)).toMatchObject({ ok: false, failure: { code: 'claim-stale' } });
  expect(readDrafts(database, 't-1')).toMatchObject([{ content: { impression: '最后' } }]);
  expect(queued()).toEqual([]);
});

test('own phrases stand before the built-in ones, and are nobody else’s', async () => {
  const phrases = createOwnPhrases(database);
  const made = await phrases.saveSnippet('p-1', { abbreviation: 'fd', text: '我的房颤', kind: 'ecg' });
  expect(phrases.snippets('p-1').filter((snippet) => snippet.abbreviation === 'fd')).toEqual([made]);
  expect(phrases.snippets('p-2').find((snippet) => snippet.abbreviation === 'fd')?.builtIn).toBe(true);
  await phrases.remove('p-2', made.snippetId);
  expect(phrases.snippets('p-1')[0]).toEqual(made);
  await phrases.remove('p-1', made.snippetId);
  expect(phrases.snippets('p-1').some((snippet) => !snippet.builtIn)).toBe(false);
  const templates = phrases.templates('p-1', buildTask());
  expect(templates.length).toBeGreaterThan(0);
  expect(templates.every((one) => one.kind === 'imaging' && ['CT', '*'].includes(one.modality))).toBe(true);
});

test('shared templates are everybody’s, an own one replaces itself', async () => {
  const phrases = createOwnPhrases(database);
  const form = {
    name: '我的',
    kind: 'imaging' as const,
    modality: 'CT',
    bodyPart: 'HEAD',
    normal: true,
    content: { findings: '所见', impression: '诊断', recommendation: '' },
  };
  const own = await phrases.saveTemplate('p-1', { ...form, shared: false });
  const shared = await phrases.saveTemplate('p-9', { ...form, name: '共用', shared: true });
  const namesOf = (memberId: string) =>
    phrases.allTemplates(memberId).flatMap(({ builtIn, name }) => (builtIn ? [] : [name]));
  expect(namesOf('p-1')).toEqual(['我的', '共用']);
  expect(namesOf('p-2')).toEqual(['共用']);
  expect(phrases.templates('p-1', buildTask())[0]?.name).toBe('我的');
  await phrases.saveTemplate('p-1', { ...form, name: '改名', shared: false, templateId: own.templateId });
  expect(namesOf('p-1')).toEqual(['改名', '共用']);
  await phrases.remove('p-1', shared.templateId);
  expect(namesOf('p-2')).toEqual(['共用']);
  await phrases.remove('p-9', shared.templateId, true);
  expect(namesOf('p-2')).toEqual([]);
});
