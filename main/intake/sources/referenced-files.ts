/** Journey step 1: the files a DICOMDIR refers to (PS3.3 annex F), looked for in its own folder and nowhere else. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asciiValue, itemsOf } from '#shared/formats/dicom/element-values.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';

/** A directory of a hundred thousand images has some 40 MB. */
const largest = 64 * 1024 * 1024;

export interface ReferencedFiles {
  readonly found: readonly string[];
  /** File ids that no file answers to. */
  readonly missing: readonly string[];
}

/** Components are matched without case, as media written under other systems need; one that would lead out is missing. */
export async function referencedFiles(path: string): Promise<ReferencedFiles> {
  if ((await stat(path)).size > largest) return { found: [], missing: [] };
  const opened = openDicom(await readFile(path));
  const records = opened.ok ? itemsOf(opened.value.walk.dataSet, 0x00041220) : [];
  const ids = new Set(records.map((record) => asciiValue(record, 0x00041500)).filter((id) => id !== ''));
  const folders = new Map<string, Promise<readonly string[]>>();
  const found: string[] = [];
  const missing: string[] = [];
  for (const id of ids) {
    const file = await resolveId(dirname(path), id, folders);
    if (file === null) missing.push(id);
    else found.push(file);
  }
  return { found, missing };
}

async function resolveId(
  root: string,
  id: string,
  folders: Map<string, Promise<readonly string[]>>,
): Promise<string | null> {
  let at = root;
  for (const part of id.split('\\').map((component) => component.trim())) {
    if (part === '' || part === '.' || part === '..' || /[/\\\0:]/.test(part)) return null;
    const listing =
      folders.get(at) ??
      readdir(at, { withFileTypes: true })
        .then((entries) => entries.filter((entry) => !entry.isSymbolicLink()).map((entry) => entry.name))
        .catch(() => []);
    folders.set(at, listing);
    const names = await listing;
    const name =
      names.find((one) => one === part) ?? names.find((one) => one.toUpperCase() === part.toUpperCase());
    if (name === undefined) return null;
    at = join(at, name);
  }
  const facts = await stat(at).catch(() => null);
  return facts?.isFile() === true ? at : null;
}
