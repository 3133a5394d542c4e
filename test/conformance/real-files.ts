/** The real files and their expected facts, as the conformance tests use them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expectedFacts, hasSharedData, sharedDataFolder } from '../rig/shared-data.ts';

export interface FileFacts {
  readonly rows?: number;
  readonly cols?: number;
  readonly ts?: string | null;
  readonly modality?: string;
  readonly patientName?: string;
  readonly patientId?: string;
  readonly storedMin?: number;
  readonly storedMax?: number;
  readonly mean?: number;
  readonly center?: number;
  readonly mean3?: readonly number[];
  readonly pixelSha256?: string;
}

/** Bytes of a real file, by its path below the data folder. */
export function realBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(`${sharedDataFolder}${path}`));
}

/** Every file below a folder of the data, as paths from the data folder; empty where the data are absent. */
export function realFiles(folder: string): string[] {
  if (!hasSharedData) return [];
  return readdirSync(`${sharedDataFolder}${folder}`)
    .sort()
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      return statSync(`${sharedDataFolder}${path}`).isDirectory() ? realFiles(path) : [path];
    });
}

/** Expected facts by path, of the paths below a folder. */
export function factsBelow(folder: string): Array<readonly [path: string, facts: FileFacts]> {
  if (!hasSharedData) return [];
  const files: Record<string, FileFacts> = expectedFacts().files;
  return Object.entries(files).filter(([path]) => path.startsWith(`${folder}/`));
}

/** Expected facts of one path. */
export function factsOf(path: string): FileFacts {
  return hasSharedData ? (expectedFacts().files[path] ?? {}) : {};
}
