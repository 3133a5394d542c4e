/** `yuanzhen inspect PATH…`: what each file is, whose, and whether it is all there. */
import { storageSopClasses } from '#shared/formats/dicom/storage-sop-classes.ts';
import { transferSyntaxes } from '#shared/formats/dicom/transfer-syntaxes.ts';
import { type Inspection, inspectBytes } from '#shared/formats/inspect-bytes.ts';
import { ok } from '#shared/result.ts';
import { findBytes } from '../../main/bytes/find-bytes.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { answerPerFile } from '../answer-per-file.ts';
import type { CommandIo } from '../command-io.ts';
import { besidePath } from '../open-sibling.ts';

/** Runs the command; an incomplete file is an answer, not a refusal. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  return answerPerFile(args, io, async (bytes, path) => {
    const inspected = inspectBytes(bytes, {
      inflate: inflateBounded,
      findBytes,
      language: io.language,
      ...besidePath(path),
    });
    return inspected.ok ? ok({ json: inspected.value, text: textOf(inspected.value) }) : inspected;
  });
}

function textOf(found: Inspection): string[] {
  const { patient } = found;
  const size = [found.columns, found.rows].filter((side) => side !== null).join(' × ');
  const rows: ReadonlyArray<readonly [string, string | number | boolean | null]> = [
    ['format', `${found.format} (${found.kind})`],
    ['patient', [patient.name, patient.id, patient.sex, patient.birthDate].filter(Boolean).join(' · ')],
    ['study', found.studyInstanceUid],
    ['series', found.seriesInstanceUid],
    ['instance', found.sopInstanceUid],
    ['class', storageSopClasses.get(found.sopClass ?? '')?.name ?? found.sopClass],
    ['modality', found.modality],
    ['syntax', transferSyntaxes.get(found.transferSyntax ?? '')?.name ?? found.transferSyntax],
    ['size', size === '' ? '' : `${size} × ${found.frames ?? 1}`],
    ['acquired', found.ecg?.acquiredAt ?? null],
    [
      'device',
      Object.values(found.ecg?.device ?? {})
        .filter((part) => part !== '')
        .join(' · '),
    ],
    ['leads', found.ecg === null ? null : `${found.ecg.leads.join(' ')}, ${found.ecg.samplingHz} Hz`],
    ['complete', found.complete],
  ];
  const facts = rows.filter(([, value]) => value !== null && value !== '');
  return [
    ...facts.map(([name, value]) => `${name.padEnd(9)} ${value}`),
    ...found.warnings.map(({ code, message }) => `! ${code}: ${message}`),
  ];
}
