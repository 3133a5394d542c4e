/** Documents beside the images of a study (journey step 2): kept and deposited like images, counted apart from n/m. */
import { isBesideImages } from '#shared/study/beside-images.ts';
import type { FormatName } from '#shared/study/format.ts';
import type { Migration } from '../migrations.ts';

export const documentsApartMigration: Migration = {
  name: '090-documents-apart',
  up: (sqlite) => {
    sqlite.exec('ALTER TABLE instance ADD COLUMN document INTEGER NOT NULL DEFAULT 0');
    const kinds = sqlite
      .prepare<[], { sopClassUid: string; format: FormatName; rows: number | null; modality: string }>(
        `SELECT DISTINCT i.sopClassUid, i.format, iif(i.rowCount IS NULL, NULL, 1) AS rows, s.modality
         FROM instance i JOIN series s ON s.studyInstanceUid = i.studyInstanceUid AND s.seriesInstanceUid = i.seriesInstanceUid`,
      )
      .all();
    const mark = sqlite.prepare(
      `UPDATE instance SET document = 1 WHERE sopClassUid = @sopClassUid AND format = @format
         AND (rowCount IS NULL) = (@rows IS NULL) AND EXISTS (SELECT 1 FROM series s
           WHERE s.studyInstanceUid = instance.studyInstanceUid AND s.seriesInstanceUid = instance.seriesInstanceUid
             AND s.modality = @modality)`,
    );
    for (const kind of kinds) if (isBesideImages(kind, kind)) mark.run(kind);
    // What was called quiet before was counted with its documents.
    sqlite.exec(
      `UPDATE studyClosing SET quietCount = quietCount - (SELECT count(*) FROM instance i JOIN study s
           ON s.studyInstanceUid = i.studyInstanceUid
         WHERE i.studyInstanceUid = studyClosing.studyInstanceUid AND i.variant = 0 AND i.document = 1
           AND s.picture = 0 AND s.kind IN ('imaging', 'ecg'))
       WHERE quietCount IS NOT NULL`,
    );
  },
};
