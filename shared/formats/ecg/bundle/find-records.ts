/**
 * Journey step 1: which files of one folder are one record: a WFDB header with the signal files and segments it names and
 * what is noted beside it, an ISHNE recording with its beats. Names are matched without case, as media of other systems need.
 */

import { recogniseFormat } from '../../recognise.ts';
import type { WfdbHeader } from '../wfdb/wfdb-header.ts';
import { readWfdbHeader } from '../wfdb/wfdb-header.ts';
import { isPlainName, mostParts, type PartRole } from './bundle-format.ts';

export interface RecordCandidate {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes [from, to); fewer only when the file ends. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
}

export interface FoundPart<File> {
  readonly file: File;
  /** As the main part calls it. */
  readonly name: string;
  readonly role: PartRole;
}

export interface FoundRecord<File> {
  /** The main part first, then signals in the header's order, then marks. */
  readonly parts: readonly FoundPart<File>[];
  /** Files the header names that are not here. */
  readonly missing: readonly string[];
}

const mostHeaderBytes = 4 * 1024 * 1024;
const mostMarkBytes = 64 * 1024 * 1024;
const startBytes = 4096;

/** Whether a folder with such a name in it may hold a record of several files. */
export const mayNameParts = (name: string): boolean => /\.(hea|ann)$/i.test(name);

/** Records of more than one file, and those that lack one. `files` lie in one folder. Rejects as `read` does. */
export async function findRecords<File extends RecordCandidate>(
  files: readonly File[],
): Promise<readonly FoundRecord<File>[]> {
  const named = new Map(files.map((file) => [file.name.toLowerCase(), file]));
  return [...(await findWfdb(files, named)), ...(await findIshne(files))];
}

async function findWfdb<File extends RecordCandidate>(
  files: readonly File[],
  named: ReadonlyMap<string, File>,
): Promise<FoundRecord<File>[]> {
  const headers = new Map<string, WfdbHeader>();
  for (const file of files) {
    if (!/\.hea$/i.test(file.name) || file.size > mostHeaderBytes) continue;
    const bytes = await file.read(0, file.size);
    const header = recogniseFormat(bytes) === 'wfdb' ? readWfdbHeader(bytes, new Set()) : null;
    if (header?.ok === true) headers.set(file.name.toLowerCase(), header.value);
  }
  const headerName = (record: string): string => `${record}.hea`;
  const segments = new Set(
    [...headers.values()].flatMap((header) =>
      (header.segments ?? []).map(({ record }) => headerName(record).toLowerCase()),
    ),
  );
  const taken = new Set<string>();
  const found: FoundRecord<File>[] = [];
  for (const [key, header] of headers) {
    const main = named.get(key);
    if (main === undefined || segments.has(key)) continue;
    const parts: FoundPart<File>[] = [{ file: main, name: main.name, role: 'main' }];
    const missing: string[] = [];
    const own = (header.segments ?? [])
      .filter(({ record, frames }) => record !== '~' && frames >= 0)
      .map(({ record }) => headerName(record));
    const wanted = [
      ...own,
      ...signalFiles(header),
      ...own.flatMap((name) => {
        const segment = headers.get(name.toLowerCase());
        return segment === undefined ? [] : signalFiles(segment);
      }),
    ];
    for (const name of new Set(wanted)) {
      const file = isPlainName(name) ? named.get(name.toLowerCase()) : undefined;
      if (file === undefined) missing.push(name);
      else if (parts.length < mostParts) parts.push({ file, name, role: 'signal' });
    }
    for (const { file } of parts) taken.add(file.name.toLowerCase());
    found.push({ parts: [...parts, ...(await marksOf(files, header, taken))], missing });
  }
  return found.filter(({ parts, missing }) => parts.length > 1 || missing.length > 0);
}

const signalFiles = (header: WfdbHeader): string[] =>
  header.signals.map(({ file }) => file).filter((name) => name !== '~');

/** Annotators choose their own suffixes (atr, qrs, q1c, ii): what bears the record's name and is nothing by itself. */
async function marksOf<File extends RecordCandidate>(
  files: readonly File[],
  header: WfdbHeader,
  taken: ReadonlySet<string>,
): Promise<FoundPart<File>[]> {
  const marks: FoundPart<File>[] = [];
  for (const file of files.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const suffix = /\.([a-z][a-z0-9_]{0,15})$/i.exec(file.name)?.[1];
    if (suffix === undefined || file.size > mostMarkBytes || taken.has(file.name.toLowerCase())) continue;
    const isOwn = file.name.slice(0, -suffix.length - 1).toLowerCase() === header.record.toLowerCase();
    if (!isOwn || recogniseFormat(await file.read(0, startBytes), false) !== null) continue;
    const isUsual = suffix.toLowerCase() === 'atr';
    marks.push({ file, name: isUsual ? `${header.record}.atr` : file.name, role: 'marks' });
  }
  return marks;
}

async function findIshne<File extends RecordCandidate>(files: readonly File[]): Promise<FoundRecord<File>[]> {
  const found: FoundRecord<File>[] = [];
  const startsWith = async (file: File, text: string): Promise<boolean> =>
    String.fromCharCode(...(await file.read(0, text.length))) === text;
  for (const beats of files) {
    const stem = /^(.+)\.ann$/i.exec(beats.name)?.[1]?.toLowerCase();
    if (stem === undefined || !(await startsWith(beats, 'ANN  1.0'))) continue;
    for (const file of files) {
      const isBeside = file !== beats && file.name.replace(/\.[^.]*$/, '').toLowerCase() === stem;
      if (!isBeside || !(await startsWith(file, 'ISHNE1.0'))) continue;
      const parts: FoundPart<File>[] = [
        { file, name: file.name, role: 'main' },
        { file: beats, name: file.name.replace(/\.[^.]*$/, '.ann'), role: 'marks' },
      ];
      found.push({ parts, missing: [] });
      break;
    }
  }
  return found;
}
