/** Every object of a vault by its name, folder by folder, so that memory stays flat whatever lies there. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Vault } from './vault.ts';

const nameOfObject = /^[0-9a-f]{64}$/;

/** Names in no order that means anything; what is no object is passed over. */
export async function* walkVault(vault: Pick<Vault, 'folder'>): AsyncGenerator<Sha256> {
  const objects = join(vault.folder, 'objects');
  for (const first of await namesIn(objects)) {
    for (const second of await namesIn(join(objects, first))) {
      for (const name of await namesIn(join(objects, first, second))) {
        if (nameOfObject.test(name)) yield name as Sha256;
      }
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
