/** Writes a report and its PDF into a folder, for `verify` and for people. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '#shared/report/report.ts';

/** Answers the paths: `<reportId>-<version>.json` and `.pdf`. */
export async function saveReport(
  folder: string,
  report: Report,
  pdf: Uint8Array,
): Promise<{ readonly report: string; readonly pdf: string }> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${report.reportId}-${report.version}`);
  await writeFile(`${stem}.json`, `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(`${stem}.pdf`, pdf);
  return { report: `${stem}.json`, pdf: `${stem}.pdf` };
}
