/** A refused file kept beside a study: the same bytes, counted as a document, never looked into, and found again after a rebuild. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import type { Study } from '#shared/study/study.ts';
import { prepareReadAttachments } from '../../../main/archive/read-attachments.ts';
import { listStudies, readStudy } from '../../../main/archive/read-study.ts';
import { rebuildIndex } from '../../../main/archive/rebuild-index.ts';
import { acceptArrival } from '../../../main/intake/accept-arrival.ts';
import { attachRefusal } from '../../../main/intake/attach-refusal.ts';
import { listRefusals } from '../../../main/intake/list-refusals.ts';
import { sliceFile } from '../../builders/dicom-objects.ts';
import { openTestStation, type TestStation } from './rig/test-station.ts';

let station: TestStation;
beforeEach(async () => {
  station = await openTestStation();
});
afterEach(() => station.close());

async function arrive(name: string, bytes: Uint8Array): Promise<boolean> {
  const temporary = station.deps.store.openTemporary();
  await temporary.write(Buffer.from(bytes));
  const label = { name, provenance: { source: 'file', peer: 'test' } } as const;
  return (await acceptArrival(station.deps, temporary, label)).ok;
}

/** Looks like DICOM and is none: whoever read it again would refuse it again. */
const hostile = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), Buffer.alloc(4000, 0xff)]);

async function refuse(name: string, bytes: Uint8Array = hostile): Promise<number> {
  expect(await arrive(name, bytes)).toBe(false);
  const [refusal] = await listRefusals(station.database);
  if (refusal === undefined) throw new Error('a refusal');
  return refusal.refusalId;
}

async function studyFacts(): Promise<Omit<Study, 'series'>> {
  const study = await readStudy(station.database, '1.2.3');
  if (study === null) throw new Error('a study');
  const { series: _series, ...facts } = study;
  return facts;
}

const attach = async (refusalId: number, study?: Omit<Study, 'series'>) =>
  attachRefusal({ ...station.deps, refusedPathOf: station.vault.refusedPathOf }, refusalId, {
    study: study ?? (await studyFacts()),
    memberId: 'm-nurse',
    reason: '外院报告',
  });
const attachmentsHere = async () =>
  (await readStudy(station.database, '1.2.3'))?.series.filter((series) =>
    series.instances.some((instance) => instance.format === 'attachment'),
  );

it('keeps the bytes as they came under the name they came with, and ends the refusal with its reason', async () => {
  await arrive('slice', sliceFile());
  const refusalId = await refuse('C:\\外院\\报告\u202e.dcm');
  const kept = await attach(refusalId);
  expect(kept).toMatchObject({ ok: true, value: { studyInstanceUid: '1.2.3', outcome: 'new' } });
  if (!kept.ok) return;
  expect(readFileSync(station.vault.pathOf(kept.value.sha256))).toEqual(hostile);
  expect(await attachmentsHere()).toMatchObject([
    {
      modality: 'DOC',
      description: expect.stringMatching(/^报告.*\.dcm$/),
      instances: [{ format: 'attachment', held: true, frames: null, size: hostile.length }],
    },
  ]);
  expect((await attachmentsHere())?.[0]?.description).not.toContain('\u202e');
  const [listed] = await listStudies(station.database);
  expect(listed).toMatchObject({ kind: 'imaging', instanceCount: 1, documentCount: 1 });
  expect(await listRefusals(station.database)).toEqual([]);
  expect(await listRefusals(station.database, 10, 'zh-CN', true)).toMatchObject([
    { settledAct: 'attached', settledBy: 'm-nurse', settledReason: '外院报告' },
  ]);
  expect(await attach(refusalId)).toMatchObject({ ok: false, failure: { code: 'refusal-gone' } });
});

it('is the same attachment when it is refused and kept twice, and another one beside another study', async () => {
  await arrive('slice', sliceFile());
  await attach(await refuse('a.dcm'));
  expect(await attach(await refuse('b.dcm'))).toMatchObject({ ok: true, value: { outcome: 'same' } });
  expect(await attachmentsHere()).toHaveLength(1);
  const other = { ...(await studyFacts()), studyInstanceUid: '1.2.99' };
  expect(await attach(await refuse('c.dcm'), other)).toMatchObject({ ok: true, value: { outcome: 'new' } });
});

it('refuses what has no bytes, what is no study with images, and what is gone', async () => {
  await arrive('slice', sliceFile());
  const refusalId = await refuse('a.dcm');
  const facts = await studyFacts();
  for (const study of [
    { ...facts, kind: 'document' } as const,
    { ...facts, kind: 'ecg', picture: true } as const,
  ])
    expect(await attach(refusalId, study)).toMatchObject({ failure: { code: 'attachment-needs-images' } });
  station.database.sqlite.prepare('UPDATE refusal SET sha256 = ?').run('0'.repeat(64));
  expect(await attach(refusalId)).toMatchObject({ failure: { code: 'object-not-found' } });
  station.database.sqlite.prepare('UPDATE refusal SET sha256 = NULL').run();
  expect(await attach(refusalId)).toMatchObject({ failure: { code: 'refusal-without-bytes' } });
  expect(await attachmentsHere()).toEqual([]);
});

it('stands beside its study again when the index is built anew, and is not looked into for that', async () => {
  await arrive('slice', sliceFile());
  const kept = await attach(await refuse('外院报告.bin'));
  if (!kept.ok) throw new Error(kept.failure.message);
  const before = await readStudy(station.database, '1.2.3');
  const { sqlite } = station.database;
  for (const table of ['instance', 'series', 'study', 'object']) sqlite.prepare(`DELETE FROM ${table}`).run();
  const looked: string[] = [];
  const rebuilt = await rebuildIndex(
    {
      database: station.database,
      vault: station.vault,
      describe: (file) => {
        looked.push(file.path);
        return station.deps.describe(file);
      },
      attachmentsOf: prepareReadAttachments(station.database),
      source: 'file',
      onInstanceKept: () => undefined,
    },
    null,
  );
  expect(rebuilt).toMatchObject({ objects: 2, studies: 1, instances: 2 });
  expect(looked).toHaveLength(1);
  expect(looked).not.toContain(station.vault.pathOf(kept.value.sha256));
  expect((await readStudy(station.database, '1.2.3'))?.series).toEqual(before?.series);
});

it('reads back only rows that say what they must', async () => {
  const insert = station.database.sqlite.prepare('INSERT INTO attachment VALUES (?, ?, ?, ?, ?)');
  insert.run('a'.repeat(64), '1.2.3', '{"study":{}}', 1, 'm');
  const found: DescribedInstance[] = prepareReadAttachments(station.database)('a'.repeat(64));
  expect(found).toEqual([]);
});
