/** Builds the window into `out/window`, and refuses a build whose first load pulls cornerstone or plotly. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
/** Text found in each lazy package however it is minified. */
const lazyPackages = {
  cornerstone: 'CORNERSTONE_IMAGE_LOADED',
  plotly: 'plotly.js v',
  'pdfjs-dist': 'PDFDocumentLoadingTask',
} as const;

const chunks = z.record(
  z.string(),
  z.object({ file: z.string(), isEntry: z.boolean().optional(), imports: z.array(z.string()).optional() }),
);

export async function buildWindow(): Promise<void> {
  await build({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'error' });
  const folder = join(root, 'out', 'window');
  // Character maps and fonts for PDFs that embed none: pdf.js fetches them by name.
  for (const name of ['cmaps', 'standard_fonts']) {
    cpSync(join(root, 'node_modules', 'pdfjs-dist', name), join(folder, 'pdf', name), { recursive: true });
  }
  const file = join(folder, '.vite', 'manifest.json');
  if (!existsSync(file)) throw new Error('vite wrote no manifest');
  const built = chunks.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const key of firstLoad(built)) {
    const text = readFileSync(join(folder, built[key]?.file ?? ''), 'utf8');
    const eager = Object.entries(lazyPackages).find(
      ([name, mark]) => text.includes(mark) || key.includes(`node_modules/${name}`),
    );
    if (eager) throw new Error(`the first load of the window pulls ${eager[0]}: reach it by import()`);
  }
}

/** The entries and everything they import without `import()`. */
function firstLoad(built: z.infer<typeof chunks>): Set<string> {
  const seen = new Set<string>();
  const queue = Object.keys(built).filter((key) => built[key]?.isEntry);
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    queue.push(...(built[key]?.imports ?? []));
  }
  return seen;
}
