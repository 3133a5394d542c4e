/** Bundles the shell: `out/shell/main.cjs`, `preload.cjs` and the small package.json Electron starts from. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');

/** Builds the shell into `out/shell`; Electron 33 (Node 20) and 45 (Node 24) both run it. */
export async function buildShell(): Promise<void> {
  const outdir = join(root, 'out', 'shell');
  await build({
    entryPoints: [join(root, 'electron', 'main.ts'), join(root, 'electron', 'preload.ts')],
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['electron'],
    logLevel: 'warning',
  });
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  mkdirSync(outdir, { recursive: true });
  const manifest = {
    name: 'yuanzhen',
    productName: 'Yuanzhen',
    description: 'Reading workstation for remote diagnosis',
    author: 'Yuanzhen',
    version,
    main: 'main.cjs',
  };
  writeFileSync(join(outdir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
