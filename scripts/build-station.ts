/**
 * Bundles the station and the whole command line for the pack: `out/station/yuanzhen.mjs` and beside it the bundle, the
 * PDF worker, and in `node_modules` the packages that load files of their own and so cannot be bundled.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { copyPackages } from './copy-packages.ts';

const root = join(import.meta.dirname, '..');
/** Native code, wasm, font metrics: they read files beside themselves. */
export const unbundled = [
  '@cornerstonejs/codec-openjph',
  'better-sqlite3',
  'dcmjs-codecs',
  'fontkit',
  'pdfkit',
];

export async function buildStation(): Promise<void> {
  const outdir = join(root, 'out', 'station');
  rmSync(outdir, { recursive: true, force: true });
  await build({ ...bundleOf(outdir), write: true });
  copyFileSync(join(root, 'cli', 'yuanzhen.mjs'), join(outdir, 'yuanzhen.mjs'));
  copyPackages(root, unbundled, join(outdir, 'node_modules'));
}

/** What esbuild is asked for; everything lands in `outdir`, which has to lie two folders below the root as `out/station` does. */
export function bundleOf(outdir: string): BuildOptions {
  return {
    entryPoints: [
      { in: join(root, 'cli', 'yuanzhen.ts'), out: 'yuanzhen-cli' },
      { in: join(root, 'main', 'intake', 'parsing', 'parse-process.ts'), out: 'parse-process' },
      { in: join(root, 'main', 'reporting', 'pdf', 'pdf-worker.ts'), out: 'pdf-worker' },
      ...['recompress-worker', 'judge-worker', 'critical-worker', 'recording-worker'].map((name) => ({
        in: join(root, 'main', 'compose', `${name}.ts`),
        out: name,
      })),
    ],
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // Sources stay in the memory of every process: half of an idle station's heap was their text. Names stay whole for the log.
    minifyWhitespace: true,
    lineLimit: 200,
    legalComments: 'none',
    external: unbundled,
    // Bundled CommonJS packages still call require for Node's own modules.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    logLevel: 'warning',
  };
}
