/** Journey step 2: a file that nobody looks into, as the index keeps it beside a study: a series of its own, which carries its name. */
import { neutralText } from '#shared/formats/dicom/neutral-text.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import { stableUid } from '../bytes/stable-uids.ts';
import type { StationDatabase } from '../database/open-database.ts';

/** More than this goes over no township's link beside its images. */
export const mostAttachmentBytes = 64 * 1024 * 1024;

/** The same file beside the same study is the same instance. */
export function describeAttachment(
  sha256: Sha256,
  name: string,
  study: Omit<Study, 'series'>,
): DescribedInstance {
  const role = (what: string) => stableUid(sha256, `${what} of an attachment to ${study.studyInstanceUid}`);
  return {
    study,
    series: {
      seriesInstanceUid: role('series'),
      modality: 'DOC',
      seriesNumber: null,
      description: neutralText(name.split(/[/\\]/).at(-1) ?? '', 64).text,
      bodyPart: '',
    },
    instance: {
      sopInstanceUid: role('instance'),
      sopClassUid: '',
      transferSyntaxUid: '',
      instanceNumber: 1,
      frames: null,
      rows: null,
      columns: null,
      position: null,
      complete: true,
      format: 'attachment',
    },
  };
}

/** To be written before the index: one that is built anew knows the file by this row only. `memberId` '' for the station itself. */
export function noteAttachment(
  database: StationDatabase,
  sha256: Sha256,
  described: DescribedInstance,
  by: { readonly memberId: string; readonly at: number },
): Promise<unknown> {
  return database.commit(() =>
    database.sqlite
      .prepare('INSERT INTO attachment VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
      .run(sha256, described.study.studyInstanceUid, JSON.stringify(described), by.at, by.memberId),
  );
}
