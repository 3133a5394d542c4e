/** What binds a record of the station's audit to the one before it. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/report/canonical-json.ts';

export interface TrailRow {
  number: number;
  at: number;
  memberId: string | null;
  stationId: string | null;
  act: string;
  success: number;
  object: string;
  detail: string;
  hash: string;
}

/** SHA-256 over the hash before and the canonical JSON of the record without its own, in hex. */
export function chainHash(previous: string, facts: Omit<TrailRow, 'hash'>): string {
  return createHash('sha256').update(previous).update(canonicalJson(facts)).digest('hex');
}
