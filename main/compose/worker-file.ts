/** Where a thread's entry lies: beside this file in a checkout (.ts), beside the bundle in the pack (.mjs). */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function workerFile(
  name: 'recompress-worker' | 'judge-worker' | 'critical-worker' | 'recording-worker',
): string {
  const source = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  return existsSync(source) ? source : fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
}
