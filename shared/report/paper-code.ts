/** Journey step 10: what the QR code on the paper says: which report, which version, and a hash of what is printed. Nothing of the patient. */
import { canonicalJson } from './canonical-json.ts';
import type { ReportBody } from './report.ts';

/** `sha256` answers hexadecimal. The hash leaves out the PDF's own, which is not known while it is drawn. */
export function paperCode(body: Omit<ReportBody, 'pdfSha256'>, sha256: (text: string) => string): string {
  const { reportId, version } = body;
  const { pdfSha256: _pdf, ...printed } = body as ReportBody;
  return `yuanzhen:report:${reportId}:${version}:${sha256(canonicalJson(printed)).slice(0, 32)}`;
}
