/** Journey step 10: signs the drawn PDF itself, so that it proves its doctor without the JSON report beside it. */
import { X509Certificate } from 'node:crypto';
import { SignPdf } from '@signpdf/signpdf';
import { Signer } from '@signpdf/utils';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import { type Report, submittedFileName } from '#shared/report/report.ts';
import { addSignatureField } from './add-signature-field.ts';
import { buildCms } from './build-cms.ts';

export interface PdfSigning {
  /** DER; not wiped here: the JSON report is signed with it afterwards. */
  readonly pkcs8: Buffer;
  /** PEM of the signer, issued by `authority`. */
  readonly certificate: string;
  /** PEM of the region's authority. */
  readonly authority: string;
  /** DER; null where none was ever fetched. */
  readonly revocationList: Uint8Array | null;
  readonly name: string;
  readonly reason: string;
  /** Exchange time. */
  readonly at: number;
  /** What the author signed and this doctor reviewed, enclosed with its signature; null for a report of one doctor. */
  readonly submitted: Report | null;
}

/** PAdES B-B with chain and revocation list in the document (DSS). Rejects when the PDF cannot be read. */
export async function signPdf(pdf: Uint8Array, given: PdfSigning): Promise<Uint8Array> {
  const certificates = [given.certificate, given.authority].map((pem) => new X509Certificate(pem).raw);
  const prepared = await addSignatureField(pdf, {
    name: given.name,
    reason: given.reason,
    at: given.at,
    certificates,
    revocationLists: given.revocationList === null ? [] : [given.revocationList],
    enclosed:
      given.submitted === null
        ? null
        : {
            name: submittedFileName,
            description: '报告医师签名的报告',
            bytes: Buffer.from(canonicalJson(given.submitted), 'utf8'),
          },
  });
  class ReaderKey extends Signer {
    override sign(covered: Buffer): Promise<Buffer> {
      return Promise.resolve(buildCms(covered, { pkcs8: given.pkcs8, certificates }));
    }
  }
  return new SignPdf().sign(prepared, new ReaderKey());
}
