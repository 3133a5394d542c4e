/**
 * Reads a multipart/related body (RFC 2387, RFC 2046 section 5.1) as it comes, part by part, under limits: nothing is held
 * but one chunk and a delimiter's length. Whatever is against the rules ends the reading with a word why.
 */

export interface MultipartLimits {
  /** Bytes of one part's headers. */
  readonly headerBytes: number;
  /** Bytes of the whole body. */
  readonly totalBytes: number;
  readonly parts: number;
}

export interface MultipartPart {
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** To be read to its end before the next part. */
  readonly body: AsyncIterable<Buffer>;
}

export class MultipartBroken extends Error {
  readonly kind: 'malformed' | 'too-large' | 'cut';

  constructor(kind: 'malformed' | 'too-large' | 'cut', detail: string) {
    super(detail);
    this.kind = kind;
  }
}

const lineEnd = Buffer.from('\r\n');
const headersEnd = Buffer.from('\r\n\r\n');
/** What may stand before the first delimiter (RFC 2046: to be ignored), in bytes. */
const longestPreamble = 4096;

/** The boundary parameter of a Content-Type; null when there is none or it is no boundary (1 to 70 characters). */
export function boundaryOf(contentType: string): string | null {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2] ?? null;
  return boundary !== null && /^[0-9a-zA-Z'()+_,\-./:=? ]*[0-9a-zA-Z'()+_,\-./:=?]$/.test(boundary)
    ? boundary
    : null;
}

/** Yields the parts in turn; throws MultipartBroken, and whatever the source throws. */
export async function* readMultipart(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
  limits: MultipartLimits,
): AsyncGenerator<MultipartPart> {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const input = createInput(source, limits.totalBytes);
  // The first delimiter has no line before it.
  input.unshift(lineEnd);
  if (!(await skipTo(input, delimiter))) throw new MultipartBroken('malformed', 'no boundary in the body');
  for (let count = 0; ; count += 1) {
    if (await isClosing(input)) return;
    if (count >= limits.parts) throw new MultipartBroken('too-large', `more than ${limits.parts} parts`);
    const headers = await readHeaders(input, limits.headerBytes);
    const state = { ended: false };
    yield { headers, body: bodyUntil(input, delimiter, state) };
    if (!state.ended) for await (const _left of bodyUntil(input, delimiter, state));
  }
}

interface Input {
  /** What is read and not yet taken. */
  readonly held: () => Buffer;
  readonly take: (bytes: number) => Buffer;
  readonly unshift: (bytes: Buffer) => void;
  /** Reads on; false at the end of the body. */
  readonly more: () => Promise<boolean>;
}

function createInput(source: AsyncIterable<Uint8Array>, totalBytes: number): Input {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let total = 0;
  return {
    held: () => held,
    take: (bytes) => {
      const taken = held.subarray(0, bytes);
      held = held.subarray(bytes);
      return taken;
    },
    unshift: (bytes) => {
      held = Buffer.concat([bytes, held]);
    },
    more: async () => {
      const next = await chunks.next();
      if (next.done === true) return false;
      total += next.value.length;
      if (total > totalBytes) throw new MultipartBroken('too-large', `more than ${totalBytes} bytes`);
      const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length);
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      return true;
    },
  };
}

async function skipTo(input: Input, delimiter: Buffer): Promise<boolean> {
  for (let skipped = 0; ; ) {
    const at = input.held().indexOf(delimiter);
    if (at >= 0) {
      input.take(at + delimiter.length);
      return true;
    }
    skipped += input.take(Math.max(0, input.held().length - delimiter.length)).length;
    if (skipped > longestPreamble || !(await input.more())) return false;
  }
}

/** After a delimiter: `--` ends the body; a line end, with blanks before it, begins a part. */
async function isClosing(input: Input): Promise<boolean> {
  for (;;) {
    const held = input.held();
    if (held.length >= 2 && held[0] === 0x2d && held[1] === 0x2d) return true;
    const end = held.indexOf(lineEnd);
    if (end >= 0) {
      const blanks = input.take(end + 2).subarray(0, end);
      if (blanks.some((byte) => byte !== 0x20 && byte !== 0x09)) {
        throw new MultipartBroken('malformed', 'text after a boundary');
      }
      return false;
    }
    if (held.length > 256) throw new MultipartBroken('malformed', 'text after a boundary');
    if (!(await input.more())) throw new MultipartBroken('cut', 'the body ends after a boundary');
  }
}

async function readHeaders(input: Input, limit: number): Promise<ReadonlyMap<string, string>> {
  const headers = new Map<string, string>();
  for (;;) {
    const held = input.held();
    // A part without headers begins with the empty line at once.
    if (held.length >= 2 && held[0] === 0x0d && held[1] === 0x0a) {
      input.take(2);
      return headers;
    }
    const end = held.indexOf(headersEnd);
    if (end > limit || (end < 0 && held.length > limit)) {
      throw new MultipartBroken('too-large', `part headers above ${limit} bytes`);
    }
    if (end >= 0) {
      for (const line of input
        .take(end + 4)
        .toString('latin1')
        .trim()
        .split('\r\n')) {
        const colon = line.indexOf(':');
        if (colon < 1) throw new MultipartBroken('malformed', 'a part header without a colon');
        headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
      }
      return headers;
    }
    if (!(await input.more())) throw new MultipartBroken('cut', 'the body ends in a part’s headers');
  }
}

async function* bodyUntil(
  input: Input,
  delimiter: Buffer,
  state: { ended: boolean },
): AsyncGenerator<Buffer> {
  for (;;) {
    const held = input.held();
    const at = held.indexOf(delimiter);
    if (at >= 0) {
      if (at > 0) yield input.take(at);
      input.take(delimiter.length);
      state.ended = true;
      return;
    }
    // A delimiter may begin in the last bytes that are here.
    const sure = held.length - delimiter.length;
    if (sure > 0) yield input.take(sure);
    if (!(await input.more())) throw new MultipartBroken('cut', 'the body ends inside a part');
  }
}
