/**
 * Journey step 10: makes room in a drawn PDF for its signature (PAdES, ETSI EN 319 142-1): a signature field with an empty
 * /Contents, and the document security store (DSS) with the chain and the revocation list that were at hand.
 */
import {
  AFRelationship,
  PDFArray,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFString,
} from '@cantoo/pdf-lib';

/** Bytes kept for the CMS signature: certificate and authority of this region take about 1.6 kB. */
export const signatureRoom = 8192;
/** What @signpdf replaces by the true byte range. */
const unknown = '**********';

export interface SignatureField {
  readonly name: string;
  readonly reason: string;
  /** Exchange time as the signer's station estimates it. */
  readonly at: number;
  /** DER; the signer's first. */
  readonly certificates: readonly Uint8Array[];
  /** DER; empty where none was ever fetched. */
  readonly revocationLists: readonly Uint8Array[];
  /** Kept inside the document and covered by its signature: what another doctor signed before; null where nobody did. */
  readonly enclosed: EnclosedFile | null;
}

export interface EnclosedFile {
  readonly name: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

export async function addSignatureField(pdf: Uint8Array, field: SignatureField): Promise<Buffer> {
  const doc = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context, catalog } = doc;
  const page = doc.getPage(0);
  const range = PDFArray.withContext(context);
  range.push(PDFNumber.of(0));
  for (let at = 0; at < 3; at++) range.push(PDFName.of(unknown));
  // The byte range stands before the contents: @signpdf looks for them in this order.
  const signature = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: range,
    Contents: PDFHexString.of('0'.repeat(signatureRoom * 2)),
    Name: PDFHexString.fromText(field.name),
    Reason: PDFHexString.fromText(field.reason),
    M: PDFString.fromDate(new Date(field.at)),
  });
  const widget = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      Rect: [0, 0, 0, 0],
      V: context.register(signature),
      T: PDFString.of('Signature1'),
      // Printed and locked (ISO 32000-1, 12.5.3).
      F: 132,
      P: page.ref,
    }),
  );
  page.node.addAnnot(widget);
  catalog.set(PDFName.of('AcroForm'), context.obj({ SigFlags: 3, Fields: [widget] }));
  const streams = (all: readonly Uint8Array[]): PDFObject[] =>
    all.map((bytes) => context.register(context.stream(bytes)));
  const store = {
    Type: 'DSS',
    Certs: streams(field.certificates),
    ...(field.revocationLists.length === 0 ? {} : { CRLs: streams(field.revocationLists) }),
  };
  catalog.set(PDFName.of('DSS'), context.register(context.obj(store)));
  if (field.enclosed !== null) {
    const { name, description, bytes } = field.enclosed;
    const made = { creationDate: new Date(field.at), modificationDate: new Date(field.at) };
    const kind = { mimeType: 'application/json', afRelationship: AFRelationship.Source };
    await doc.attach(bytes, name, { description, ...kind, ...made });
  }
  return Buffer.from(await doc.save({ useObjectStreams: false, updateFieldAppearances: false }));
}
