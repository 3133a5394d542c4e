/** Marks on images, given what they bind together: the reader's events, the study, the vault. */
import { randomUUID } from 'node:crypto';
import type { AnnouncedObject } from '#shared/contract/exchange/deposits.ts';
import { failure } from '#shared/failure.ts';
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { asciiValue, uint16Value } from '#shared/formats/dicom/element-values.ts';
import { readStudyContext } from '#shared/formats/dicom/marks/study-context.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import { eventsOf, type MarkEvent, type Marks } from '#shared/measure/marking.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Instance } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import { readObject } from '../archive/open-object.ts';
import { readStudy } from '../archive/read-study.ts';
import type { Actor } from '../audit/actor.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';
import { stableUid } from '../bytes/stable-uids.ts';
import { queueMarks } from '../dispatch/send-marks.ts';
import { createOwnMarks } from '../reading/own-marks.ts';
import { readSavedMarks } from '../reading/read-saved-marks.ts';
import { type SourceImage, saveMarks } from '../reading/save-marks.ts';
import type { StationParts } from './station-parts.ts';
import type { StationStages } from './station-stages.ts';

export function composeMarks({ database, now, audit, onQueued }: StationParts, stages: StationStages) {
  const { vault, store } = stages.archive;
  const own = createOwnMarks({ database, now });

  const readSource = async (instance: Instance): Promise<Result<SourceImage>> => {
    const bytes = await readObject(vault, instance.sha256);
    if (!bytes.ok) return bytes;
    const opened = openDicom(bytes.value, { inflate: inflateBounded, beforePixels: true });
    if (!opened.ok) return opened;
    const { dataSet } = opened.value.walk;
    const photometric = asciiValue(dataSet, 0x00280004);
    const slope = asciiValue(dataSet, 0x00281053);
    const presented = photometric.startsWith('MONOCHROME')
      ? {
          rows: uint16Value(dataSet, 0x00280010) ?? 1,
          columns: uint16Value(dataSet, 0x00280011) ?? 1,
          isInverse: photometric === 'MONOCHROME1',
          rescale:
            slope === ''
              ? null
              : {
                  slope,
                  intercept: asciiValue(dataSet, 0x00281052) || '0',
                  type: asciiValue(dataSet, 0x00281054),
                },
        }
      : null;
    return ok({ context: readStudyContext(opened.value), presented });
  };

  const keep = async (bytes: Uint8Array): Promise<Result<AnnouncedObject>> => {
    const space = await store.checkSpace(bytes.length);
    if (!space.ok) return space;
    const header = readDicomHeader(bytes);
    if (!header.ok) return header;
    const described = describeInstance(header.value, header.value.complete === true);
    if (!described.ok) return described;
    const temporary = store.openTemporary();
    await temporary.write(Buffer.from(bytes));
    const kept = await store.keep(temporary, described.value, { source: 'reading', peer: 'window' });
    if (!kept.ok) return kept;
    const { sha256, size } = kept.value;
    const { series, instance } = described.value;
    const { sopInstanceUid } = instance;
    return ok({ sha256, size, sopInstanceUid, series, instance: { ...instance, sha256, size } });
  };

  return {
    find: async (actor: Actor, task: Task): Promise<Marks | null> => {
      const kept = own.find(task.studyInstanceUid, actor.member.memberId);
      if (kept !== null) return kept;
      const study = await readStudy(database, task.studyInstanceUid);
      const saved = study && (await readSavedMarks((instance) => readObject(vault, instance.sha256), study));
      // From here on they are his to change: what he changes is told as events on top of what was saved.
      if (saved !== null) await own.add(task.studyInstanceUid, actor.member.memberId, eventsOf(saved));
      return saved;
    },
    add: (actor: Actor, task: Task, events: readonly MarkEvent[]) =>
      own.add(task.studyInstanceUid, actor.member.memberId, events),
    save: async (
      actor: Actor,
      task: Task,
      lines: Readonly<Record<string, readonly string[]>>,
    ): Promise<Result<{ objects: number }>> => {
      const { memberId, name } = actor.member;
      const marks = own.find(task.studyInstanceUid, memberId);
      const study = await readStudy(database, task.studyInstanceUid);
      if (marks === null || study === null) return fail(failure('marks-empty'));
      const saved = await saveMarks(
        {
          readSource,
          newUid: () => stableUid(randomUUID(), 'marks'),
          stableUid: (role) => stableUid(role, 'marks'),
          now,
          keep,
        },
        { study, marks, reader: name, lines },
      );
      if (saved.ok) {
        const { taskId } = task;
        const objects = saved.value.kept;
        await database.commit(() => queueMarks(database, { taskId, memberId, objects }, now()));
        onQueued();
      }
      const detail = saved.ok ? `${saved.value.kept.length} objects` : saved.failure.code;
      const entry = { memberId, act: 'saved-marks', success: saved.ok, object: task.taskId, detail };
      await audit.record(entry);
      return saved.ok ? ok({ objects: saved.value.kept.length }) : saved;
    },
  };
}
