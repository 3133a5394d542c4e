/** Compares one object of the exchange with its name. What is wrong is set aside, noted as lost and asked for again. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ok } from '#shared/result.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Parts } from '../parts.ts';

export type ObjectVerdict = 'whole' | 'missing' | 'damaged';

/** Only looks; `pause` is awaited between chunks. */
export async function compareObject(
  deps: Pick<Parts, 'vault'>,
  object: { readonly sha256: string; readonly size: number },
  pause: () => Promise<void> | null = () => null,
): Promise<ObjectVerdict> {
  const path = deps.vault.pathOf(object.sha256);
  const facts = await stat(path).catch(() => null);
  if (facts === null) return 'missing';
  if (facts.size !== object.size) return 'damaged';
  const hash = createHash('sha256');
  // A file that cannot be read (EIO) is as damaged as one with other bytes.
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      hash.update(chunk as Buffer);
      const wait = pause();
      if (wait !== null) await wait;
    }
  } catch {
    return 'damaged';
  }
  return hash.digest('hex') === object.sha256 ? 'whole' : 'damaged';
}

/** Compares and acts: an object that is not whole is never served again, and its site is asked for it when it announces. */
export async function checkObject(
  deps: Parts,
  object: { readonly sha256: string; readonly size: number },
  pause?: () => Promise<void> | null,
): Promise<ObjectVerdict> {
  const verdict = await compareObject(deps, object, pause);
  if (verdict === 'whole') return verdict;
  const { sha256, size } = object;
  await deps.write(async (trx, now) => {
    await trx.deleteFrom('objectSite').where('sha256', '=', sha256).execute();
    await trx.deleteFrom('object').where('sha256', '=', sha256).execute();
    const row = { sha256, size, why: verdict, foundAt: now, restoredAt: null };
    await trx
      .insertInto('lostObject')
      .values(row)
      .onConflict((conflict) => conflict.column('sha256').doUpdateSet(row))
      .execute();
    const entry = { at: now, memberId: null, stationId: null, act: 'object-lost', success: false };
    await appendAudit(trx, { ...entry, object: sha256, detail: verdict });
    return ok(undefined);
  });
  if (verdict === 'damaged') await deps.vault.setAside(sha256);
  return verdict;
}
