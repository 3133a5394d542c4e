/** Writes one described object into the index, idempotently; runs inside a commit of the database. */

import type Sqlite from 'better-sqlite3';
import { isBesideImages } from '#shared/study/beside-images.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import type { Sha256 } from '#shared/study/ids.ts';

export interface Provenance {
  /** `reading`: saved by a reader, here or elsewhere, beside the images he read. */
  readonly source: 'dicom' | 'stow' | 'folder' | 'file' | 'exchange' | 'reading';
  /** Calling AE title, path, or the exchange's address. */
  readonly peer: string;
  /** The DICOM association that brought it; not kept. */
  readonly associationId?: string;
}

/** new: first of its UID; same: these bytes were indexed before; conflict: other bytes claim the same UID. */
export type IndexOutcome = 'new' | 'same' | 'conflict';

export type IndexInstance = (
  described: DescribedInstance,
  object: { readonly sha256: Sha256; readonly size: number },
  provenance: Provenance,
  now: number,
) => IndexOutcome;

/** Marks bytes as held and indexes what they say; the returned act must run inside a transaction. */
export function prepareIndexInstance(sqlite: Sqlite.Database): IndexInstance {
  const insertObject = sqlite.prepare('INSERT INTO object VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const indexRows = prepareIndexRows(sqlite);
  return (described, object, provenance, now) => {
    insertObject.run(object.sha256, object.size, now);
    return indexRows(described, object, provenance, now);
  };
}

/** Only the rows of study, series and instance: the bytes may still have to come. Runs inside a transaction. */
export function prepareIndexRows(sqlite: Sqlite.Database): IndexInstance {
  const findRow = sqlite.prepare('SELECT 1 FROM instance WHERE sopInstanceUid = ? AND sha256 = ?').pluck();
  const findOthers = sqlite.prepare<[string], { studyInstanceUid: string; variant: number }>(
    'SELECT studyInstanceUid, variant FROM instance WHERE sopInstanceUid = ?',
  );
  const flagOthers = sqlite.prepare('UPDATE instance SET conflict = 1 WHERE sopInstanceUid = ?');
  const upsertStudy = sqlite.prepare(`
    INSERT INTO study (studyInstanceUid, kind, accessionNumber, description, patientName, patientId,
      patientSex, patientBirthDate, acquiredAt, institution, stationAet, firstArrivalAt, lastArrivalAt, picture,
      textCorrection, patientIssuer, patientOtherIds, acquiredUntil)
    VALUES (@studyInstanceUid, @kind, @accessionNumber, @description, @patientName, @patientId,
      @patientSex, @patientBirthDate, @acquiredAt, @institution, @stationAet, @now, @now, @picture, @textCorrection, @patientIssuer,
      @patientOtherIds, @acquiredUntil)
    ON CONFLICT DO UPDATE SET
      lastArrivalAt = excluded.lastArrivalAt,
      removedAt = NULL,
      picture = max(study.picture, excluded.picture),
      patientIssuer = iif(study.patientIssuer = '', excluded.patientIssuer, study.patientIssuer),
      patientOtherIds = iif(study.patientOtherIds = '[]', excluded.patientOtherIds, study.patientOtherIds),
      textCorrection = ifnull(study.textCorrection, excluded.textCorrection),
      kind = CASE WHEN study.kind IN ('document', 'other') THEN excluded.kind ELSE study.kind END,
      accessionNumber = iif(study.accessionNumber = '', excluded.accessionNumber, study.accessionNumber),
      description = iif(study.description = '', excluded.description, study.description),
      institution = iif(study.institution = '', excluded.institution, study.institution),
      acquiredAt = min(ifnull(study.acquiredAt, excluded.acquiredAt), ifnull(excluded.acquiredAt, study.acquiredAt)),
      acquiredUntil = max(ifnull(study.acquiredUntil, excluded.acquiredUntil), ifnull(excluded.acquiredUntil, study.acquiredUntil))
  `);
  const insertSeries = sqlite.prepare(`
    INSERT INTO series VALUES (@studyInstanceUid, @seriesInstanceUid, @modality, @seriesNumber, @description, @bodyPart)
    ON CONFLICT DO NOTHING
  `);
  const insertInstance = sqlite.prepare(`
    INSERT INTO instance (sopInstanceUid, sha256, studyInstanceUid, seriesInstanceUid, sopClassUid,
      transferSyntaxUid, size, instanceNumber, frames, rowCount, columnCount, position, complete, variant, conflict,
      source, peer, arrivedAt, format, document)
    VALUES (@sopInstanceUid, @sha256, @studyInstanceUid, @seriesInstanceUid, @sopClassUid,
      @transferSyntaxUid, @size, @instanceNumber, @frames, @rows, @columns, @position, @complete, @variant, @conflict,
      @source, @peer, @now, @format, @document)
  `);

  return (described, object, provenance, now) => {
    const { study, series, instance } = described;
    if (findRow.get(instance.sopInstanceUid, object.sha256) !== undefined) return 'same';
    const others = findOthers.all(instance.sopInstanceUid);
    const variants = others.filter((one) => one.studyInstanceUid === study.studyInstanceUid);
    const { devicePatient, picture, textCorrection, acquiredUntil = null, ...plainStudy } = study;
    upsertStudy.run({
      ...plainStudy,
      acquiredUntil,
      picture: picture === true ? 1 : 0,
      textCorrection: textCorrection === undefined ? null : JSON.stringify(textCorrection),
      patientName: devicePatient.name,
      patientId: devicePatient.id,
      patientIssuer: devicePatient.issuer ?? '',
      patientOtherIds: JSON.stringify(devicePatient.otherIds ?? []),
      patientSex: devicePatient.sex,
      patientBirthDate: devicePatient.birthDate,
      now,
    });
    insertSeries.run({ ...series, studyInstanceUid: study.studyInstanceUid });
    insertInstance.run({
      ...instance,
      sha256: object.sha256,
      size: object.size,
      source: provenance.source,
      peer: provenance.peer,
      studyInstanceUid: study.studyInstanceUid,
      seriesInstanceUid: series.seriesInstanceUid,
      complete: instance.complete ? 1 : 0,
      document: isBesideImages(instance, series) ? 1 : 0,
      variant: variants.length === 0 ? 0 : Math.max(...variants.map((one) => one.variant)) + 1,
      conflict: others.length === 0 ? 0 : 1,
      now,
    });
    if (others.length === 0) return 'new';
    flagOthers.run(instance.sopInstanceUid);
    return 'conflict';
  };
}
