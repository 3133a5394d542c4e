/** Lists the files below a folder, depth first, without following links out of it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Names that senders use while they are still writing; the file is taken under its final name. */
const unfinished = /^[.~]|\.(tmp|part|partial|crdownload)$|~$/i;

/** Regular files only. Rejects when `folder` itself cannot be read; what vanishes or is closed below is passed over. */
export async function walkFolder(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const here = at;
    const entries = await readdir(here, { withFileTypes: true }).catch((error: unknown) => {
      if (here === folder) throw error;
      return [];
    });
    for (const entry of entries) {
      if (unfinished.test(entry.name)) continue;
      if (entry.isDirectory()) waiting.push(join(here, entry.name));
      else if (entry.isFile()) files.push(join(here, entry.name));
    }
  }
  return files.sort();
}
