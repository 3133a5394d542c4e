/** The files that a command is pointed at: files as given, folders walked in sorted order, links inside them not followed. */
import { readdirSync, statSync } from 'node:fs';
import { type Failure, failure } from '#shared/failure.ts';

export type WalkedPath =
  | { readonly path: string; readonly size: number; readonly failure: null }
  | { readonly path: string; readonly failure: Failure };

/** Every regular file below `paths`, one after the other; what cannot be looked at comes as a failure. */
export async function* walkPaths(paths: readonly string[]): AsyncGenerator<WalkedPath> {
  for (const path of paths) yield* walkPath(path);
}

async function* walkPath(path: string): AsyncGenerator<WalkedPath> {
  try {
    const found = statSync(path);
    if (found.isFile()) {
      yield { path, size: found.size, failure: null };
      return;
    }
    if (!found.isDirectory()) {
      yield unreadable(path, 'not a regular file');
      return;
    }
    const entries = readdirSync(path, { withFileTypes: true });
    const inner = entries.filter((entry) => entry.isFile() || entry.isDirectory()).map((entry) => entry.name);
    for (const name of inner.sort()) yield* walkPath(`${path.replace(/(?<=.)\/+$/, '')}/${name}`);
  } catch (error) {
    yield unreadable(path, codeOf(error));
  }
}

/** The failure `file-unreadable` for a path. */
export function unreadable(
  path: string,
  detail: string,
): { readonly path: string; readonly failure: Failure } {
  return { path, failure: failure('file-unreadable', { path, detail }) };
}

/** The system's word for an error (ENOENT, EACCES …), or its message. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
