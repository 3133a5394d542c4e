/** Seals a case: gathers what the exchange holds of a task and signs the manifest with a key made and certified for this one seal. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { firstHash } from '../audit/append-audit.ts';
import { readTask } from '../feed/commit-task.ts';
import { openInFolder } from '../open-in-folder.ts';
import type { Parts } from '../parts.ts';
import { sealBytes } from './seal-bytes.ts';
import { type CaseManifest, casePaths } from './sealed-case.ts';

/** The zip. Fails with task-not-found, or object-not-found where retention has let images go. Beside a running exchange too. */
export async function sealCase(folder: string, taskId: string): Promise<Result<Uint8Array>> {
  const opened = await openInFolder(folder, false);
  if (!opened.ok) return opened;
  const { parts, close } = opened.value;
  try {
    const gathered = await gather(parts, taskId);
    if (!gathered.ok) return gathered;
    const { files, studyInstanceUid } = gathered.value;
    const region = parts.region();
    const manifest: CaseManifest = {
      format: 'yuanzhen-sealed-case',
      formatVersion: 1,
      taskId,
      studyInstanceUid,
      region: region.name,
      sealedAt: new Date(parts.clock.now()).toISOString(),
      files: Object.entries(files).map(([path, bytes]) => ({
        path,
        sha256: sha256(bytes),
        size: bytes.length,
      })),
    };
    const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8');
    const sealing = {
      folder,
      caCertificate: region.caCertificate,
      now: parts.clock.now(),
      purpose: 'yuanzhen-sealed-case',
    } as const;
    const seal = await sealBytes(sealing, text);
    // Images are compressed already: nothing is gained by doing it again.
    return ok(zipSync({ ...files, [casePaths.manifest]: text, [casePaths.seal]: json(seal) }, { level: 0 }));
  } finally {
    await close();
  }
}

async function gather(
  parts: Parts,
  taskId: string,
): Promise<Result<{ files: Record<string, Uint8Array>; studyInstanceUid: string }>> {
  const { db, vault } = parts;
  const task = await readTask(db, taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  const files: Record<string, Uint8Array> = {
    [casePaths.task]: json(task),
    [casePaths.authority]: Buffer.from(parts.region().caCertificate, 'utf8'),
  };
  const take = async (path: string, hash: string): Promise<boolean> => {
    const bytes = await readFile(vault.pathOf(hash)).catch(() => null);
    if (bytes !== null) files[path] = bytes;
    return bytes !== null;
  };
  const reports = await db
    .selectFrom('report')
    .selectAll()
    .where('taskId', '=', taskId)
    .orderBy('committedAt')
    .execute();
  for (const row of reports) {
    // Under one claim several may have been set aside.
    const aside = row.adopted === 1 ? '' : `-not-adopted-${row.claim}-${row.reportHash.slice(0, 12)}`;
    const stem = `reports/${row.reportId}-${row.version}${aside}`;
    files[`${stem}.json`] = Buffer.from(row.document, 'utf8');
    const { pdfSha256 } = JSON.parse(row.document) as { pdfSha256: string };
    if (!(await take(`${stem}.pdf`, pdfSha256)))
      return fail(failure('object-not-found', { sha256: pdfSha256 }));
  }
  const objects = await db
    .selectFrom('depositObject')
    .select('sha256')
    .where('depositId', '=', task.depositId)
    .where('receivedAt', 'is not', null)
    .execute();
  for (const { sha256: hash } of objects)
    if (!(await take(`objects/${hash}.dcm`, hash)))
      return fail(failure('object-not-found', { sha256: hash }));
  files[casePaths.audit] = json(await auditOf(parts, [taskId, task.depositId, task.orderId]));
  return ok({ files, studyInstanceUid: task.studyInstanceUid });
}

async function auditOf({ db }: Parts, objects: readonly string[]) {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('object', 'in', [...objects])
    .orderBy('number')
    .execute();
  const before = new Map(
    (
      await db
        .selectFrom('audit')
        .select(['number', 'hash'])
        .where('number', 'in', rows.length === 0 ? [0] : rows.map(({ number }) => number - 1))
        .execute()
    ).map(({ number, hash }) => [number, hash]),
  );
  return rows.map((row) => ({
    ...row,
    previous: before.get(row.number - 1) ?? firstHash,
    success: row.success === 1,
  }));
}

function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
