/** What the report PDF is made from: the body that will be signed (without the PDF's own hash), the signer, the tracing. */
import type { DocumentBytes } from '#shared/formats/document/find-document.ts';
import type { ReportBody, Signer } from '#shared/report/report.ts';
import type { ReportTracing } from '#shared/report/report-tracing.ts';

export interface ReportPdfInput extends ReportTracing {
  readonly body: Omit<ReportBody, 'pdfSha256'>;
  readonly signers: readonly Signer[];
  /** The page of a picture ECG, which stands where the tracing would; null for everything else. */
  readonly picture: DocumentBytes | null;
}
