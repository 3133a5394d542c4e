/** Journey step 2: says what the bytes of an arrival are, proving from every byte whether they are whole. */
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import type { DescribeArrival } from './accept-arrival.ts';
import { inflateBounded } from './inflate-bounded.ts';

/** Fails with one of the format failures; an incomplete object is described as such, not refused. */
export const describeArrival: DescribeArrival = (bytes) => {
  const header = readDicomHeader(bytes, { inflate: inflateBounded });
  return header.ok ? describeInstance(header.value, header.value.complete === true) : header;
};
