/**
 * The preamble and file meta information we put before a received data set (PS3.10 section 7.1). It holds nothing
 * that differs between two sendings of the same object, so the same data set always has the same hash.
 */
import { implementationClassUid, implementationVersion } from './associate-answer.ts';

export interface FileHeaderFacts {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
}

/** 128 zero bytes, DICM, and group 0002 in Explicit VR Little Endian. */
export function writeFileHeader(facts: FileHeaderFacts): Buffer {
  const meta = Buffer.concat([
    longElement(0x0001, 'OB', Buffer.from([0, 1])),
    textElement(0x0002, 'UI', facts.sopClassUid, '\0'),
    textElement(0x0003, 'UI', facts.sopInstanceUid, '\0'),
    textElement(0x0010, 'UI', facts.transferSyntaxUid, '\0'),
    textElement(0x0012, 'UI', implementationClassUid, '\0'),
    textElement(0x0013, 'SH', implementationVersion, ' '),
  ]);
  const groupLength = Buffer.alloc(4);
  groupLength.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM', 'latin1'),
    shortElement(0x0000, 'UL', groupLength),
    meta,
  ]);
}

function textElement(number: number, vr: string, text: string, pad: string): Buffer {
  return shortElement(number, vr, Buffer.from(text.length % 2 === 0 ? text : text + pad, 'latin1'));
}

function shortElement(number: number, vr: string, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(0x0002, 0);
  header.writeUInt16LE(number, 2);
  header.write(vr, 4, 'latin1');
  header.writeUInt16LE(value.length, 6);
  return Buffer.concat([header, value]);
}

function longElement(number: number, vr: string, value: Buffer): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16LE(0x0002, 0);
  header.writeUInt16LE(number, 2);
  header.write(vr, 4, 'latin1');
  header.writeUInt32LE(value.length, 8);
  return Buffer.concat([header, value]);
}
