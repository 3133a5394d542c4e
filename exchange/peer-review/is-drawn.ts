/** The draw: whether a final report is read once more, by a keyed hash that nobody outside can foretell and the exchange can repeat. */
import { createHmac } from 'node:crypto';

const bytesUsed = 6;

/** `percent` of all reports, whoever wrote them about what and when. */
export function isDrawn(
  key: string,
  report: { readonly reportId: string; readonly version: number },
  percent: number,
): boolean {
  const hash = createHmac('sha256', Buffer.from(key, 'hex'))
    .update(`${report.reportId} ${report.version}`)
    .digest();
  return hash.readUIntBE(0, bytesUsed) / 2 ** (8 * bytesUsed) < percent / 100;
}
