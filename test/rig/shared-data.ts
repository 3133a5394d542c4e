/** Real files for tests: they lie beside a checkout of the project and are never committed. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the real DICOM and ECG files; absent in a clone that stands alone. */
export const sharedDataFolder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

export const hasSharedData = existsSync(`${sharedDataFolder}expected.json`);

if (!hasSharedData) {
  console.log('SKIPPED real-data tests: no ../shared/data beside this clone.');
}

// biome-ignore lint/suspicious/noExplicitAny: the facts file has many shapes, each test knows its own
export function expectedFacts(): any {
  return JSON.parse(readFileSync(`${sharedDataFolder}expected.json`, 'utf8'));
}
