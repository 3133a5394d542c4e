/** The detached CMS signature of a PAdES B-B signature (ETSI EN 319 122-1, RFC 5652, RFC 5035): ECDSA on P-256 with SHA-256. */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  CMSVersion,
  ContentInfo,
  DigestAlgorithmIdentifier,
  DigestAlgorithmIdentifiers,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  id_data,
  id_signedData,
  SignatureAlgorithmIdentifier,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import { der, derOid } from '#shared/report/der.ts';

const oids = {
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** `certificates` are DER, the signer's first, then its issuers. Answers DER. */
export function buildCms(
  content: Uint8Array,
  given: { readonly pkcs8: Buffer; readonly certificates: readonly Uint8Array[] },
): Buffer {
  const chain = given.certificates.map((der) => AsnConvert.parse(der, Certificate));
  const [own] = chain;
  const [ownDer] = given.certificates;
  if (own === undefined || ownDer === undefined) throw new Error('a signature needs a certificate');
  const attributes = [
    new Attribute({ attrType: oids.contentType, attrValues: [derOid(id_data).buffer] }),
    new Attribute({ attrType: oids.messageDigest, attrValues: [der(0x04, sha256(content)).buffer] }),
    new Attribute({ attrType: oids.signingCertificateV2, attrValues: [signingCertificate(ownDer)] }),
  ]
    .map((attribute) => ({ attribute, bytes: Buffer.from(AsnConvert.serialize(attribute)) }))
    // DER sorts the members of a SET OF by their bytes (X.690 11.6).
    .sort((one, other) => Buffer.compare(one.bytes, other.bytes));
  const covered = der(0x31, ...attributes.map(({ bytes }) => bytes));
  const key = createPrivateKey({ key: given.pkcs8, format: 'der', type: 'pkcs8' });
  const digest = new DigestAlgorithmIdentifier({ algorithm: oids.sha256 });
  const signedData = new SignedData({
    version: CMSVersion.v1,
    digestAlgorithms: new DigestAlgorithmIdentifiers([digest]),
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: id_data }),
    certificates: new CertificateSet(chain.map((certificate) => new CertificateChoices({ certificate }))),
    signerInfos: new SignerInfos([
      new SignerInfo({
        version: CMSVersion.v1,
        sid: new SignerIdentifier({
          issuerAndSerialNumber: new IssuerAndSerialNumber({
            issuer: own.tbsCertificate.issuer,
            serialNumber: own.tbsCertificate.serialNumber,
          }),
        }),
        digestAlgorithm: digest,
        signedAttrs: attributes.map(({ attribute }) => attribute),
        signatureAlgorithm: new SignatureAlgorithmIdentifier({ algorithm: oids.ecdsaWithSha256 }),
        signature: new OctetString(new Uint8Array(sign('sha256', covered, { key, dsaEncoding: 'der' }))),
      }),
    ]),
  });
  const info = new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(signedData) });
  return Buffer.from(AsnConvert.serialize(info));
}

/** SigningCertificateV2 with the hash alone; SHA-256 is its default and therefore left out (RFC 5035 3). */
function signingCertificate(certificate: Uint8Array): ArrayBuffer {
  return der(0x30, der(0x30, der(0x30, der(0x04, sha256(certificate))))).buffer;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
