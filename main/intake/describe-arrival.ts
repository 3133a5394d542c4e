/** Journey step 2: says what the bytes of an arrival are, proving from every byte whether they are whole. */
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';
import type { DescribeArrival } from './accept-arrival.ts';

/** Fails with one of the format failures; an incomplete object is described as such, not refused. */
export const describeArrival: DescribeArrival = (bytes) => {
  // A device that names no zone (0008,0201) keeps the time of the room it stands in, as this machine does.
  const header = readDicomHeader(bytes, {
    inflate: inflateBounded,
    utcOffsetMinutes: -new Date().getTimezoneOffset(),
  });
  return header.ok ? describeInstance(header.value, header.value.complete === true) : header;
};
