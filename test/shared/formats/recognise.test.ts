import { describe, expect, test } from 'vitest';
import { inspectBytes } from '#shared/formats/inspect-bytes.ts';
import { recogniseFormat } from '#shared/formats/recognise.ts';
import { implicitLittle, latinBytes } from '../../builders/dicom-bytes.ts';
import { sliceDataSet, sliceFile } from '../../builders/dicom-objects.ts';

const edf = `0       ${'X'.padEnd(160)}01.01.0123.59.30512     `.padEnd(300);
const wide = (text: string) =>
  Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((c) => [c.charCodeAt(0), 0])]);

describe('formats are recognised by their bytes', () => {
  test.each([
    ['dicom', sliceFile()],
    ['dicom', sliceDataSet()],
    ['dicom', sliceDataSet({ syntax: implicitLittle })],
    [
      'hl7-aecg',
      latinBytes('<?xml version="1.0"?>\n<!-- <RestingECG> -->\n<AnnotatedECG xmlns="urn:hl7-org:v3">'),
    ],
    ['muse-xml', latinBytes('<!DOCTYPE RestingECG SYSTEM "restecg.dtd"><RestingECG>')],
    ['philips-xml', wide('<?xml version="1.0" encoding="utf-16"?>\r\n<restingecgdata lang="en">')],
    ['schiller-xml', latinBytes('<com.xiriuz.sema.xml.schillerEDI.SchillerEDI>')],
    ['edf', latinBytes(edf)],
    ['bdf', latinBytes('\xffBIOSEMI rest of it')],
    ['ishne', latinBytes('ISHNE1.0 rest of it')],
    ['scp-ecg', latinBytes(`${'\0'.repeat(16)}SCPECG`)],
    ['wfdb', latinBytes('# comment\n100 2 360 650000\n100.dat 212 200 11 1024 995 -22131 0 MLII\n')],
    ['pdf', latinBytes('%PDF-1.7\n')],
    ['png', latinBytes('\x89PNG\r\n\x1a\n')],
    ['jpeg', latinBytes('\xff\xd8\xff\xe0')],
    ['zip', latinBytes('PK\x03\x04')],
  ])('%s', (format, bytes) => {
    expect(recogniseFormat(bytes)).toBe(format);
  });

  test.each([
    ['nothing', ''],
    ['a letter', 'Dear colleague,\nplease look at this 12 lead ECG.\n'],
    ['other XML', '<?xml version="1.0"?><report/>'],
    ['endless comments', '<!--'.repeat(10_000)],
    ['zeros', '\0'.repeat(4096)],
  ])('%s is none of them', (_, text) => {
    expect(recogniseFormat(latinBytes(text))).toBeNull();
  });
});

test('an annotated ECG without a sequence is told to have no waveform', () => {
  const inspected = inspectBytes(latinBytes('<AnnotatedECG></AnnotatedECG>'));
  if (!inspected.ok) throw new Error(inspected.failure.code);
  expect(inspected.value).toMatchObject({ format: 'hl7-aecg', kind: 'ecg', complete: false });
  expect(inspected.value.warnings.map((warning) => warning.code)).toContain('no-waveform');
});
