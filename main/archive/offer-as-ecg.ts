/** A person says that a document is an ECG (作为图片心电图送诊): from then on its study is deposited like any other ECG. */
import { failure } from '#shared/failure.ts';
import { documentsOf } from '#shared/formats/document/find-document.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { readStudy } from './read-study.ts';

/** Idempotent. Fails with study-not-found, or with not-a-document when the study holds anything but documents. */
export async function offerAsEcg(database: StationDatabase, studyInstanceUid: string): Promise<Result<void>> {
  const study = await readStudy(database, studyInstanceUid);
  if (study === null) return fail(failure('study-not-found', { study: studyInstanceUid }));
  if (study.picture === true) return ok(undefined);
  const instances = study.series.flatMap((series) => series.instances);
  const onlyDocuments = instances.length > 0 && documentsOf(study).length === instances.length;
  if (study.kind !== 'document' || !onlyDocuments) return fail(failure('not-a-document'));
  await database.commit(() => {
    const { sqlite } = database;
    sqlite
      .prepare(`UPDATE study SET kind = 'ecg', picture = 1 WHERE studyInstanceUid = ?`)
      .run(studyInstanceUid);
    sqlite.prepare(`UPDATE series SET modality = 'ECG' WHERE studyInstanceUid = ?`).run(studyInstanceUid);
  });
  return ok(undefined);
}
