/** Journey step 10: what the QR code on the paper says: which report, which version, and a hash of what is printed. Nothing of the patient. */
import { canonicalJson } from './canonical-json.ts';
import type { ReportBody } from './report.ts';

/** `sha256` answers hexadecimal. The hash leaves out the PDF's own, which is not known while it is drawn. */
export function paperCode(body: Omit<ReportBody, 'pdfSha256'>, sha256: (text: string) => string): string {
  const { reportId, version } = body;
  const { pdfSha256: _pdf, ...printed } = body as ReportBody;
  return `yuanzhen:report:${reportId}:${version}:${sha256(canonicalJson(printed)).slice(0, 32)}`;
}

export interface PaperCode {
  readonly reportId: string;
  readonly version: number;
  /** What `paperCode` says of the report that was printed. */
  readonly code: string;
}

/** What a scanner read, spaces and line ends around it left out; null for a code that is none of ours. */
export function readPaperCode(scanned: string): PaperCode | null {
  const code = scanned.trim();
  const read = /^yuanzhen:report:([\w-]{1,80}):([1-9]\d{0,5}):[0-9a-f]{32}$/.exec(code);
  return read === null ? null : { reportId: read[1] ?? '', version: Number(read[2]), code };
}
