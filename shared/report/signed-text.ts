/** The exact text a signature covers: RFC 8785 JSON of the report body and of who signs it, when, as what. */
import { canonicalJson } from './canonical-json.ts';
import type { Report, ReportBody, Signer } from './report.ts';

export function signedText(body: ReportBody, signer: Signer): string {
  const { role, memberId, name, licence, at } = signer;
  return canonicalJson({ report: body, signer: { role, memberId, name, licence, at } });
}

/** What one signature covers: the report as it is, or for the author of a reviewed one what he wrote. */
export function coveredBy(report: Report, role: Signer['role']): ReportBody {
  return role === 'author' && report.reviewed !== undefined ? report.reviewed : bodyOf(report);
}

/** A report without its signatures. */
export function bodyOf(report: Report): ReportBody {
  const { signatures: _signatures, ...body } = report;
  return body;
}
