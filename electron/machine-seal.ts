/**
 * The second seal of the readers' signing keys: the machine's part of their seal is kept by the operating system's own store
 * instead of a plain file beside the database. Only where that store is real; on Linux `basic_text` is a hard-coded password.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** What of Electron's safeStorage is used here, so that it can be tested without Electron. */
export interface OsStore {
  isEncryptionAvailable(): boolean;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
}

const falseStores = new Set(['basic_text', 'unknown']);

export function isRealStore(store: OsStore, platform: NodeJS.Platform = process.platform): boolean {
  if (!store.isEncryptionAvailable()) return false;
  return platform !== 'linux' || !falseStores.has(store.getSelectedStorageBackend?.() ?? 'unknown');
}

/**
 * The machine's part (32 bytes, base64) for the station in `dataFolder`, out of the store; null where there is no real store and
 * the station keeps it in `seal.key` itself. A plain `seal.key` from before is moved into the store, then removed. Throws when
 * the store can no longer open what it sealed: a new part in its place would make every key here useless.
 */
export function openMachineSeal(
  store: OsStore,
  dataFolder: string,
  platform?: NodeJS.Platform,
): string | null {
  const sealedFile = join(dataFolder, 'seal.os');
  const plainFile = join(dataFolder, 'seal.key');
  if (existsSync(sealedFile)) return store.decryptString(readFileSync(sealedFile));
  if (!isRealStore(store, platform)) return null;
  const part = (existsSync(plainFile) ? readFileSync(plainFile) : randomBytes(32)).toString('base64');
  writeDurably(sealedFile, store.encryptString(part));
  rmSync(plainFile, { force: true });
  return part;
}

function writeDurably(path: string, bytes: Buffer): void {
  const file = openSync(`${path}.new`, 'w', 0o600);
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
}
