/** Where bytes are: same-origin addresses of objects and report files. */

export function objectUrl(sha256: string): string {
  return `${window.location.origin}/objects/${sha256}`;
}

export function reportPdfUrl(reportId: string, version: number): string {
  return `${window.location.origin}/reports/${encodeURIComponent(reportId)}/${version}.pdf`;
}
