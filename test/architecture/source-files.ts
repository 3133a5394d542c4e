/** The tree as the architecture tests see it: our own source files and what each of them imports. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export const topFolders = [
  'electron',
  'renderer',
  'main',
  'shared',
  'exchange',
  'practice',
  'cli',
  'bench',
  'soak',
  'scripts',
  'test',
] as const;

export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Imported own files, as paths from the root. */
  readonly ownImports: readonly string[];
  /** Imported npm packages and node: modules, by specifier. */
  readonly packageImports: readonly string[];
}

const importPattern =
  /(?:^|[\s;}])(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm;

export function sourceFiles(folder: string): SourceFile[] {
  return walk(join(root, folder))
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      const fromRoot = relative(root, path).replaceAll('\\', '/');
      const specifiers = [...text.matchAll(importPattern)].map(
        (found) => found[1] ?? found[2] ?? found[3] ?? '',
      );
      const own: string[] = [];
      const packages: string[] = [];
      for (const specifier of specifiers) {
        if (specifier.startsWith('#shared/')) own.push(specifier.replace('#shared/', 'shared/'));
        else if (specifier.startsWith('.'))
          own.push(normalize(join(dirname(fromRoot), specifier)).replaceAll('\\', '/'));
        else packages.push(specifier);
      }
      return {
        path: fromRoot,
        text,
        lines: text.split('\n').length,
        ownImports: own,
        packageImports: packages,
      };
    });
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}
