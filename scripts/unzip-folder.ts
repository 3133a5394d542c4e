/** Takes chosen files of one folder out of a large zip, as a stream, without a system tool. */
import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';

interface Choice {
  /** Names are relative to the folder. */
  wanted(name: string): boolean;
  executable(name: string): boolean;
}

/** Writes the wanted files below `folder` (ending in a slash) of the zip to `target`; throws on a damaged zip. */
export async function unzipFolder(
  zip: string,
  folder: string,
  target: string,
  choice: Choice,
): Promise<void> {
  const reader = new Unzip();
  reader.register(UnzipInflate);
  reader.register(UnzipPassThrough);
  const problems: Error[] = [];
  reader.onfile = (entry) => {
    const name = entry.name.slice(folder.length);
    if (!entry.name.startsWith(folder) || name === '' || name.endsWith('/') || !choice.wanted(name)) return;
    if (normalize(name).startsWith('..')) throw new Error(`the zip names a file outside itself: ${name}`);
    const path = join(target, name);
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, 'w', choice.executable(name) ? 0o755 : 0o644);
    entry.ondata = (error, data, final) => {
      if (error) problems.push(error);
      else writeSync(file, data);
      if (final || error) closeSync(file);
    };
    entry.start();
  };
  for await (const part of createReadStream(zip, { highWaterMark: 1024 * 1024 })) reader.push(part);
  reader.push(new Uint8Array(0), true);
  if (problems[0]) throw problems[0];
}
