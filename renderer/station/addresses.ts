/** Where bytes are: same-origin addresses of objects and report files. */

export function objectUrl(sha256: string): string {
  return `${window.location.origin}/objects/${sha256}`;
}

/** What the station tells of a long recording; its parts lie below this. */
export function recordingUrl(sha256: string): string {
  return `${window.location.origin}/recordings/${sha256}`;
}

/** The report that a patient was referred with, in its newest version. */
export function referralPdfUrl(referralId: string): string {
  return `${window.location.origin}/referrals/${encodeURIComponent(referralId)}.pdf`;
}

/** By the hash of its PDF too: what was set aside shares number and version with what stands. */
export function reportPdfUrl(reportId: string, version: number, pdfSha256: string): string {
  return `${window.location.origin}/reports/${encodeURIComponent(reportId)}/${version}-${pdfSha256}.pdf`;
}
