/** Files written to confuse: what they are is decided by their bytes, read under limits, and never by name or preamble. */
import { describe, expect, test } from 'vitest';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { inspectBytes } from '#shared/formats/inspect-bytes.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { describeArrival } from '../../main/intake/describe-arrival.ts';
import { openPixels } from '../../main/reading/decode-pixels.ts';
import {
  element,
  elementHead,
  fragments,
  joinBytes,
  latinBytes,
  metaBytes,
  sequence,
} from '../builders/dicom-bytes.ts';
import { sliceDataSet, sliceFile } from '../builders/dicom-objects.ts';
import { encapsulatedPdf, textReport } from '../builders/every-syntax.ts';

const root = '1.2.840.10008.1.2';
const options = { inflate: inflateBounded };
const codes = (bytes: Uint8Array) => {
  const read = readDicomHeader(bytes, options);
  return read.ok ? read.value.warnings.map(({ code }) => code as string) : [read.failure.code as string];
};

describe('what lies in the preamble', () => {
  test.each([
    ['a Windows program', 'MZ\x90\0\x03'],
    ['a Linux program', '\x7fELF\x02\x01\x01'],
    ['a macOS program', '\xcf\xfa\xed\xfe'],
    ['a shell script', '#!/bin/sh\nrm -rf /\n'],
    ['a TIFF', 'II*\0\x08\0\0\0'],
    ['a zip', 'PK\x03\x04'],
    ['a PDF', '%PDF-1.4'],
  ])('%s changes nothing: DICM decides', (_, preamble) => {
    const bytes = sliceFile();
    bytes.set(latinBytes(preamble), 0);
    expect(inspectBytes(bytes, options)).toMatchObject({
      ok: true,
      value: { format: 'dicom', complete: true },
    });
    expect(describeArrival(Buffer.from(bytes)).ok).toBe(true);
  });

  test('a program alone is refused, whatever its file is called', () => {
    const program = latinBytes(`MZ\x90\0${'\0'.repeat(200)}This program cannot be run in DOS mode.`);
    expect(describeArrival(Buffer.from(program))).toMatchObject({
      ok: false,
      failure: { code: 'format-unknown' },
    });
  });

  test('the virus test string in a private element is carried as it is', () => {
    const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
    const bytes = sliceFile(`${root}.1`, { before: [element(0x00291010, 'LO', eicar)] });
    const before = bytes.slice();
    expect(readDicomHeader(bytes, options)).toMatchObject({ ok: true, value: { complete: true } });
    expect(bytes).toEqual(before);
  });
});

describe('lengths that lie', () => {
  const place = [0xfffffffe, 0x7fffffff, 0xfffffff0, 0x00010000];
  test.each(place)('a value of %i bytes is a cut', (length) => {
    const bytes = joinBytes([sliceFile(), elementHead(0x7fe10010, 'OB', length)]);
    expect(readDicomHeader(bytes, options)).toMatchObject({ ok: true, value: { complete: false } });
  });

  test('an item that is never closed, a delimiter of the other kind, a wrong meta length', () => {
    const open = joinBytes([
      elementHead(0x00081140, 'SQ', 0xffffffff),
      elementHead(0xfffee000, '', 0xffffffff),
    ]);
    const bytes = joinBytes([metaBytes(`${root}.1`), open, sliceDataSet()]);
    expect(readDicomHeader(bytes, options)).not.toMatchObject({ ok: true, value: { complete: true } });
    const swapped = joinBytes([
      metaBytes(`${root}.1`),
      elementHead(0x00081140, 'SQ', 0xffffffff),
      elementHead(0xfffee000, '', 0xffffffff),
      elementHead(0xfffee0dd, '', 0),
      sliceDataSet(),
    ]);
    expect(() => readDicomHeader(swapped, options)).not.toThrow();
    for (const length of [0, 1, 0xffffffff]) {
      const meta = sliceFile();
      new DataView(meta.buffer, meta.byteOffset).setUint32(140, length, true);
      expect(readDicomHeader(meta, options)).toMatchObject({ ok: true, value: { complete: true } });
    }
  });

  test('value representations of nonsense are read around', () => {
    for (const vr of ['XX', '\0\0', 'ox', 'us']) {
      const strange = joinBytes([latinBytes('\x29\0\x10\x10'), latinBytes(vr), Uint8Array.of(2, 0, 65, 66)]);
      const bytes = joinBytes([metaBytes(`${root}.1`), sliceDataSet({ before: [strange] })]);
      expect(() => readDicomHeader(bytes, options)).not.toThrow();
    }
  });
});

describe('streams and tables that lie', () => {
  const compressed = (uid: string, stream: Uint8Array) =>
    joinBytes([metaBytes(uid), sliceDataSet().subarray(0, -(12 + 512)), fragments([stream])]);
  test.each([
    ['RLE with offsets behind its end', `${root}.5`, rle([64, 0xffffff00])],
    ['RLE with offsets going back', `${root}.5`, rle([300, 64])],
    ['RLE of too many segments', `${root}.5`, rle([64, 70], 16)],
    [
      'JPEG of TEM markers',
      `${root}.4.50`,
      Uint8Array.from({ length: 400 }, (_, at) => (at === 1 ? 0xd8 : at % 2 ? 0x01 : 0xff)),
    ],
    [
      'JPEG without components',
      `${root}.4.50`,
      Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, 0, 16, 0, 16, 0, 0xff, 0xd9),
    ],
    ['JPEG 2000 cut in its header', `${root}.4.90`, Uint8Array.of(0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0)],
    ['nothing', `${root}.4.80`, new Uint8Array(2)],
  ])('%s: no picture, no end without answer', async (_, uid, stream) => {
    const opened = await openPixels(compressed(uid, stream));
    const frame = opened.ok ? await opened.value.readFrame(0) : opened;
    expect(frame.ok).toBe(false);
  });
});

describe('values that lie', () => {
  test.each(['00000000', '20250230', '2025.02.30', '99991399'])('the birth date %s is no date', (date) => {
    const bytes = joinBytes([
      metaBytes(`${root}.1`),
      element(0x00080016, 'UI', '1.2'),
      element(0x00100030, 'DA', date),
    ]);
    const read = readDicomHeader(bytes, options);
    expect(read.ok && read.value.patient.birthDate).toBeNull();
  });

  test.each(['..', '.', '1.2/../../x', '1.2.3\0.4', 'abc', '1'.repeat(65)])(
    'the UID %j is not taken',
    (uid) => {
      const bytes = joinBytes([
        metaBytes(`${root}.1`),
        element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.88.11'),
        element(0x00080018, 'UI', uid),
        element(0x0020000d, 'UI', `${uid}`),
        element(0x0020000e, 'UI', '1.2.3'),
        sequence(0x0040a730, [element(0x0040a040, 'CS', 'TEXT')]),
      ]);
      const described = describeArrival(Buffer.from(bytes));
      if (described.ok) expect(described.value.instance.sopInstanceUid).toMatch(/^[0-9.]{1,64}$/);
      else expect(described.failure.code).toBe('dicom-identity-missing');
    },
  );
});

describe('documents that do more than show', () => {
  test('scripts, launches and wrong types are named', () => {
    const script = latinBytes(
      '%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n',
    );
    expect(codes(encapsulatedPdf(script))).toContain('pdf-active-content');
    expect(inspectBytes(script)).toMatchObject({
      ok: true,
      value: { format: 'pdf', kind: 'document', complete: true },
    });
    expect(codes(encapsulatedPdf(latinBytes('%PDF-1.4\n/Launch <<>>\n%%EOF\n')))).toContain(
      'pdf-active-content',
    );
    expect(codes(encapsulatedPdf(latinBytes('MZ a program')))).toContain('mime-mismatch');
    expect(codes(encapsulatedPdf(latinBytes('%PDF-1.4\n/JSON /JSX\n%%EOF\n')))).not.toContain(
      'pdf-active-content',
    );
  });

  test('inspect names what they are', () => {
    expect(inspectBytes(textReport())).toMatchObject({
      ok: true,
      value: { sopClassName: 'Basic Text SR Storage', kind: 'document' },
    });
  });
});

function rle(offsets: readonly number[], count = offsets.length): Uint8Array {
  const bytes = new Uint8Array(400);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, count, true);
  for (const [index, offset] of offsets.entries()) view.setUint32(4 + index * 4, offset, true);
  return bytes;
}
