/**
 * Cuts the byte stream of one association into whole PDUs (PS3.8 section 9.3.1), judged by the 6-byte header alone:
 * a length over the announced maximum is refused before a byte of its body is kept.
 */

export type FramedPdu =
  | { readonly kind: 'pdu'; readonly type: number; readonly body: Buffer }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'oversized'; readonly type: number; readonly length: number };

export interface PduFramer {
  readonly push: (chunk: Buffer) => void;
  /** The next whole PDU; its body is a view. After 'oversized' nothing more comes. */
  readonly next: () => FramedPdu;
  /**
   * Copies what is left of the pushes, whose bytes may be reused afterwards. While the body of the last PDU is `inUse` it
   * stays untouched; otherwise it is over, and `next` has said 'incomplete'.
   */
  readonly own: (inUse: boolean) => void;
  /** Bytes kept for a PDU that is not whole yet. */
  readonly pending: () => number;
}

const headerLength = 6;

/**
 * `maxLength` caps the length field of every PDU, in bytes. With `oneRoom` all PDUs that come in parts are put together in
 * the same place, so that receiving makes no garbage: a body is then valid only until `next` is called again.
 */
export function createPduFramer(maxLength: number, oneRoom = false): PduFramer {
  let chunks: Buffer[] = [];
  /** Bytes in `chunks`. */
  let waiting = 0;
  /** The beginning of a PDU that comes in parts. */
  let room: Buffer | null = null;
  let held = 0;

  function roomFor(length: number): Buffer {
    if (room !== null && room.length >= length) return room;
    const twice = Math.min(maxLength + headerLength, 2 * (room?.length ?? 0));
    const larger = Buffer.allocUnsafeSlow(Math.max(length, twice));
    room?.copy(larger, 0, 0, held);
    room = larger;
    return larger;
  }

  /** Moves bytes from the chunks until the room holds so many; false when there are not enough yet. */
  function fill(length: number): boolean {
    const place = roomFor(length);
    let used = 0;
    for (const chunk of chunks) {
      if (held === length) break;
      const copied = chunk.copy(place, held, 0, length - held);
      held += copied;
      waiting -= copied;
      if (copied < chunk.length) chunks[used] = chunk.subarray(copied);
      else used += 1;
    }
    if (used > 0) chunks = chunks.slice(used);
    return held === length;
  }

  /** The first `length` bytes in one piece, still counted as waiting when no copy was needed; null when not there yet. */
  function front(length: number): Buffer | null {
    if (held + waiting < length) return null;
    const [first] = chunks;
    if (held === 0 && first !== undefined && first.length >= length) return first;
    if (held < length) fill(length);
    return room;
  }

  function drop(length: number): void {
    if (held > 0) {
      held = 0;
      if (!oneRoom) room = null;
      return;
    }
    const [first] = chunks;
    if (first === undefined) return;
    waiting -= length;
    if (first.length === length) chunks.shift();
    else chunks[0] = first.subarray(length);
  }

  return {
    push: (chunk) => {
      if (chunk.length === 0) return;
      chunks.push(chunk);
      waiting += chunk.length;
    },
    next: () => {
      const header = front(headerLength);
      if (header === null) return { kind: 'incomplete' };
      const type = header.readUInt8(0);
      const length = header.readUInt32BE(2);
      if (length > maxLength) return { kind: 'oversized', type, length };
      const end = headerLength + length;
      const whole = front(end);
      if (whole === null) return { kind: 'incomplete' };
      drop(end);
      return { kind: 'pdu', type, body: whole.subarray(headerLength, end) };
    },
    own: (inUse) => {
      if (waiting === 0) return;
      if (inUse) chunks = chunks.map((chunk) => Buffer.from(chunk));
      else fill(held + waiting);
    },
    pending: () => held + waiting,
  };
}
