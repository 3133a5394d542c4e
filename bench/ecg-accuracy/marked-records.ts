/** Records with experts' marks under the shared data, read the way the station reads them, and each in the half its name gives it. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { readWfdbAnnotations, type WfdbAnnotation } from '#shared/formats/ecg/wfdb/wfdb-annotations.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import { besidePath } from '../../cli/open-sibling.ts';

export interface MarkedRecord {
  /** e.g. `ludb/8`. */
  readonly name: string;
  readonly group: WaveformGroup;
  /** Rules are made while looking at `seen`; `unseen` is only measured. In turn by the hash of the name, fixed before measuring. */
  readonly half: 'seen' | 'unseen';
  /** Marks in the file with this ending; null without one. */
  readonly marks: (ending: string) => readonly WfdbAnnotation[] | null;
}

/** Reads every record of a WFDB folder. */
export function markedRecords(folder: string): MarkedRecord[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.hea'))
    .sort((a, b) => hashOf(folder, a).localeCompare(hashOf(folder, b)))
    .map((file, index) => {
      const path = join(folder, file);
      const found = readEcgFile(new Uint8Array(readFileSync(path)), besidePath(path));
      if (!found.ok) throw new Error(`${path}: ${found.failure.message}`);
      const [group] = found.value.waveform.groups;
      if (group === undefined) throw new Error(`${path}: no signal`);
      return {
        name: nameOf(folder, file),
        group,
        half: index % 2 === 0 ? 'seen' : 'unseen',
        marks: (ending) => {
          const marked = path.replace(/hea$/, ending);
          return existsSync(marked) ? readWfdbAnnotations(new Uint8Array(readFileSync(marked))) : null;
        },
      };
    });
}

function nameOf(folder: string, file: string): string {
  return `${basename(folder)}/${file.slice(0, -4)}`;
}

function hashOf(folder: string, file: string): string {
  return createHash('sha256').update(nameOf(folder, file)).digest('hex');
}
