/** Journey step 2: says what the bytes of an arrival are, proving from every byte whether they are whole. */
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { describeDocument } from '#shared/formats/document/describe-document.ts';
import { describeEcgFile } from '#shared/formats/ecg/describe-ecg-file.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { kindOfFormat, recogniseFormat } from '#shared/formats/recognise.ts';
import { ok, type Result } from '#shared/result.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import { contentIdentity } from '../bytes/content-identity.ts';
import { findBytes } from '../bytes/find-bytes.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';
import { stableUids } from '../bytes/stable-uids.ts';
import type { DescribeArrival } from './accept-arrival.ts';

/** Fails with one of the format failures; an incomplete object is described as such, not refused. */
export const describeArrival: DescribeArrival = (bytes) => {
  const format = recogniseFormat(bytes);
  if (format !== null && format !== 'dicom' && kindOfFormat[format] === 'ecg') return describeEcg(bytes);
  if (format === 'pdf' || format === 'jpeg' || format === 'png') {
    return describeDocument(bytes, format, stableUids(contentIdentity(bytes)));
  }
  const header = readDicomHeader(bytes, readOptions());
  return header.ok ? describeInstance(header.value, header.value.complete === true) : header;
};

/** ECGs of other formats bring no UIDs: they are made from the bytes. */
function describeEcg(bytes: Buffer): Result<DescribedInstance> {
  const options = readOptions();
  const file = readEcgFile(bytes, options);
  if (!file.ok) return file;
  return ok(describeEcgFile(file.value, stableUids(contentIdentity(bytes)), options.utcOffsetMinutes));
}

/** A device that names no zone (0008,0201) keeps the time of the room it stands in, as this machine does. */
function readOptions() {
  return { inflate: inflateBounded, findBytes, utcOffsetMinutes: -new Date().getTimezoneOffset() };
}
