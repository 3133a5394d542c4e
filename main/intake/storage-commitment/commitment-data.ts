/** The two data sets of storage commitment (PS3.4 annex J.3.2, J.3.3): what a device asks, and what it is told. */
import type { DicomDataSet } from '#shared/formats/dicom/data-set.ts';
import { asciiValue, firstValue, itemsOf } from '#shared/formats/dicom/element-values.ts';
import {
  asciiBytes,
  type ElementToWrite,
  uint16Bytes,
  writeElements,
} from '#shared/formats/dicom/write-elements.ts';

export const commitmentClass = '1.2.840.10008.1.20.1';
/** The one well-known instance that every request speaks to. */
export const commitmentInstance = '1.2.840.10008.1.20.1.1';

export interface InstanceReference {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
}

/** Failure Reason (0008,1197), PS3.3 section C.14.1.1. */
export const failureReasons = {
  processingFailure: 0x0110,
  noSuchInstance: 0x0112,
  classConflict: 0x0119,
  duplicateTransaction: 0x0131,
  resourceLimitation: 0x0213,
} as const;

export interface FailedReference extends InstanceReference {
  readonly reason: number;
}

export interface CommitmentRequest {
  readonly transactionUid: string;
  readonly references: readonly InstanceReference[];
}

const uidShape = /^[0-9.]{1,64}$/;

/** Null when it names no transaction, no instance, or something that is no UID. */
export function readCommitmentRequest(dataSet: DicomDataSet): CommitmentRequest | null {
  const transactionUid = firstValue(asciiValue(dataSet, 0x00081195));
  const references = itemsOf(dataSet, 0x00081199).map((item) => ({
    sopClassUid: firstValue(asciiValue(item, 0x00081150)),
    sopInstanceUid: firstValue(asciiValue(item, 0x00081155)),
  }));
  const uids = [transactionUid, ...references.flatMap((one) => [one.sopClassUid, one.sopInstanceUid])];
  if (references.length === 0 || !uids.every((uid) => uidShape.test(uid))) return null;
  return { transactionUid, references };
}

/** The event information: both lists, either of them left out when it is empty. */
export function writeCommitmentResult(
  transactionUid: string,
  references: readonly InstanceReference[],
  failed: readonly FailedReference[],
  explicit: boolean,
): Buffer {
  const failures = new Set(failed.map((one) => one.sopInstanceUid));
  const kept = references.filter((one) => !failures.has(one.sopInstanceUid));
  const elements: ElementToWrite[] = [uid(0x00081195, transactionUid)];
  if (failed.length > 0) {
    const items = failed.map((one) => [
      ...reference(one),
      { tag: 0x00081197, vr: 'US', value: uint16Bytes(one.reason) },
    ]);
    elements.push({ tag: 0x00081198, vr: 'SQ', value: items });
  }
  if (kept.length > 0) elements.push({ tag: 0x00081199, vr: 'SQ', value: kept.map(reference) });
  return Buffer.from(writeElements(elements, explicit));
}

function reference(one: InstanceReference): ElementToWrite[] {
  return [uid(0x00081150, one.sopClassUid), uid(0x00081155, one.sopInstanceUid)];
}

function uid(tag: number, value: string): ElementToWrite {
  return { tag, vr: 'UI', value: asciiBytes(value) };
}
