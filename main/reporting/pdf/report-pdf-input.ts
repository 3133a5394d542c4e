/** What the report PDF is made from: the body that will be signed (without the PDF's own hash), the signer, the tracing. */
import type { LongTracing } from '#shared/ecg/long/cut-strips.ts';
import type { DocumentBytes } from '#shared/formats/document/find-document.ts';
import type { ReportBody, Signer } from '#shared/report/report.ts';
import type { Waveform } from '#shared/study/waveform.ts';

export interface ReportPdfInput {
  readonly body: Omit<ReportBody, 'pdfSha256'>;
  readonly signers: readonly Signer[];
  /** The 12-lead recording of an ECG report, drawn to scale; null for imaging and for a recording of hours. */
  readonly waveform: Waveform | null;
  /** Of a recording of hours its strips, drawn to scale; null for everything else. */
  readonly long: LongTracing | null;
  /** The page of a picture ECG, which stands where the tracing would; null for everything else. */
  readonly picture: DocumentBytes | null;
}
