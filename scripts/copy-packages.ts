/** Copies packages with everything they depend on, without tests, documents and the sources of native code. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** Copies `names` and their dependencies out of `root/node_modules` into the folder `target`. */
export function copyPackages(root: string, names: readonly string[], target: string): void {
  const from = join(root, 'node_modules');
  const copied = new Set<string>();
  const queue = names.map((name) => ({ name, user: root }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const folder = findPackage(next.name, next.user);
    if (folder === null || copied.has(folder)) continue;
    copied.add(folder);
    cpSync(folder, join(target, relative(from, folder)), {
      recursive: true,
      filter: (path) => isNeeded(relative(from, folder), relative(folder, path)),
    });
    const { dependencies } = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    queue.push(...Object.keys(dependencies).map((name) => ({ name, user: folder })));
  }
}

/** As Node looks for it: in the user's own node_modules, then upwards. */
function findPackage(name: string, user: string): string | null {
  for (let folder = user; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
    if (dirname(folder) === folder) return null;
  }
}

/** Folders of SQLite's and the binding's own C++; elsewhere `src` may be what is loaded (restructure, under pdfkit's fonts). */
const nativeSources: Readonly<Record<string, readonly string[]>> = { 'better-sqlite3': ['deps', 'src'] };

function isNeeded(name: string, path: string): boolean {
  const [top = '', file = ''] = path.split(sep);
  // better-sqlite3 brings one binary for each platform.
  if (top === 'prebuilds' && file !== '') return file.startsWith(`${process.platform}-${process.arch}`);
  if (nativeSources[name]?.includes(top)) return false;
  return !['node_modules', 'test', 'docs', 'examples'].includes(top) && !path.endsWith('.map');
}
