/** How much memory a process takes at its highest for one piece of work, above what it takes for none. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** VmHWM begins anew with a program; the maxRSS of getrusage is inherited from whoever started it. */
const report = `
import { readFileSync as readStatus } from 'node:fs';
const peakOf = () => {
  try {
    return Number(/VmHWM:\\s*(\\d+)/.exec(readStatus('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
};
console.log(JSON.stringify({ peak: peakOf() }));
`;

/** What `script` (a module text, run in a Node of its own) printed last as JSON, and its highest resident set in MB. */
export async function peakMemory(
  script: string,
  args: readonly string[] = [],
): Promise<{ said: unknown; peakMb: number }> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '-e', script + report, '--', ...args],
    { cwd: repository, timeout: 60_000 },
  );
  const lines = stdout.trim().split('\n');
  const { peak } = JSON.parse(lines.at(-1) ?? '') as { peak: number };
  return { said: lines.length > 1 ? JSON.parse(lines.at(-2) ?? '') : null, peakMb: peak };
}
