/** WFDB signal files and annotations written from numbers, in each storage format. */

/** Samples of several signals interleaved, packed in a format; the numbers must fit it. */
export function wfdbSamples(format: number, values: readonly number[], initial = 0): Buffer {
  switch (format) {
    case 8:
      return Buffer.from(values.map((value, at) => (value - (values[at - 1] ?? initial)) & 0xff));
    case 80:
      return Buffer.from(values.map((value) => value + 128));
    case 16:
    case 61:
    case 160:
      return Buffer.concat(
        values.map((value) => {
          const pair = Buffer.alloc(2);
          if (format === 61) pair.writeInt16BE(value);
          else if (format === 160) pair.writeUInt16LE(value + 32_768);
          else pair.writeInt16LE(value);
          return pair;
        }),
      );
    case 24:
    case 32: {
      const width = format / 8;
      const bytes = Buffer.alloc(values.length * width);
      for (const [at, value] of values.entries()) bytes.writeIntLE(value, at * width, width);
      return bytes;
    }
    case 212:
      return packed(values, 2, ([first = 0, second = 0]) => [
        first & 0xff,
        ((first >> 8) & 0x0f) | (((second >> 8) & 0x0f) << 4),
        second & 0xff,
      ]);
    case 310:
      return packed(values, 3, ([first = 0, second = 0, third = 0]) => {
        const one = ((first & 0x3ff) << 1) | ((third & 0x1f) << 11);
        const two = ((second & 0x3ff) << 1) | (((third >> 5) & 0x1f) << 11);
        return [one & 0xff, one >> 8, two & 0xff, two >> 8];
      });
    case 311:
      return packed(values, 3, ([first = 0, second = 0, third = 0]) => {
        const word = (first & 0x3ff) | ((second & 0x3ff) << 10) | ((third & 0x3ff) << 20);
        return [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24];
      });
    default:
      throw new Error(`format ${format}`);
  }
}

function packed(
  values: readonly number[],
  size: number,
  pack: (part: readonly number[]) => number[],
): Buffer {
  const bytes: number[] = [];
  for (let at = 0; at < values.length; at += size) bytes.push(...pack(values.slice(at, at + size)));
  return Buffer.from(bytes);
}

/** The sum of all samples in 16 bits with sign, as the header keeps it. */
export function wfdbChecksum(values: readonly number[]): number {
  return (values.reduce((sum, value) => (sum + value) & 0xffff, 0) << 16) >> 16;
}

/** Words of an annotation file: [code, distance], with SKIP where the distance is long, and an AUX text. */
export function wfdbMarks(
  marks: ReadonlyArray<readonly [code: number, distance: number, text?: string]>,
): Buffer {
  const parts: Buffer[] = [];
  const word = (code: number, value: number) => {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16LE((code << 10) | value);
    parts.push(bytes);
  };
  for (const [code, distance, text] of marks) {
    if (distance > 1023) {
      word(59, 0);
      const long = Buffer.alloc(4);
      long.writeInt16LE(distance >> 16, 0);
      long.writeUInt16LE(distance & 0xffff, 2);
      parts.push(long);
      word(code, 0);
    } else word(code, distance);
    if (text !== undefined) {
      word(63, text.length);
      parts.push(Buffer.from(text.length % 2 === 0 ? text : `${text}\0`, 'latin1'));
    }
  }
  word(0, 0);
  return Buffer.concat(parts);
}
