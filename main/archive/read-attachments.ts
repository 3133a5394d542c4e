/** What refused files are that a person kept beside a study (journey step 3): nothing in their bytes tells. */
import { type DescribedInstance, describedInstanceSchema } from '#shared/study/described-instance.ts';
import type { StationDatabase } from '../database/open-database.ts';

/** By the hash of the file: the studies it was kept beside. */
export function prepareReadAttachments(database: StationDatabase): (sha256: string) => DescribedInstance[] {
  const rows = database.sqlite
    .prepare<[string], string>('SELECT content FROM attachment WHERE sha256 = ? ORDER BY attachedAt')
    .pluck();
  return (sha256) =>
    rows.all(sha256).flatMap((content) => {
      const described = describedInstanceSchema.safeParse(JSON.parse(content));
      return described.success ? [described.data] : [];
    });
}
