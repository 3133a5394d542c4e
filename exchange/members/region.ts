/** The region: made at first start, with its certificate authority; simulation is decided once and for ever. */

import type { Region } from '#shared/contract/exchange/members.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { makeId } from '../database/make-id.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import { makeCertificateAuthority } from './certificate-authority.ts';

export interface RegionNames {
  readonly name: string;
  readonly centre: string;
}

export async function readRegion(db: ExchangeDatabase): Promise<Region | null> {
  const row = await db.selectFrom('region').selectAll().executeTakeFirst();
  if (row === undefined) return null;
  const { regionId, name, centre, caCertificate } = row;
  return { regionId, name, centre, caCertificate, simulation: row.simulation === 1 };
}

/**
 * The folder's region, made when there is none. Fails with practice-refused where a real region is asked to simulate,
 * and with practice-folder where a practice region is asked not to; `simulation` null takes what is there.
 */
export async function ensureRegion(
  db: ExchangeDatabase,
  folder: string,
  simulation: boolean | null,
  names: RegionNames,
): Promise<Result<Region>> {
  const known = await readRegion(db);
  if (known === null) {
    await db.transaction().execute(async (trx) => {
      const raced = await trx.selectFrom('region').select('id').executeTakeFirst();
      if (raced !== undefined) return;
      const caCertificate = await makeCertificateAuthority(folder, names.name);
      await trx
        .insertInto('region')
        .values({
          id: 1,
          regionId: makeId('r'),
          ...names,
          simulation: simulation === true ? 1 : 0,
          caCertificate,
        })
        .execute();
    });
  }
  const region = known ?? (await readRegion(db));
  if (region === null) throw new Error('the region was not kept');
  if (simulation === true && !region.simulation) return fail(failure('practice-refused'));
  if (simulation === false && region.simulation) return fail(failure('practice-folder', { path: folder }));
  return ok(region);
}
