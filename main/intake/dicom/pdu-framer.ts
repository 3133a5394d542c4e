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
  /** The next whole PDU; its body is a view, valid as long as it is held. After 'oversized' nothing more comes. */
  readonly next: () => FramedPdu;
  /** Bytes kept for a PDU that is not whole yet. */
  readonly pending: () => number;
}

const headerLength = 6;

/** `maxLength` caps the length field of every PDU, in bytes. */
export function createPduFramer(maxLength: number): PduFramer {
  let chunks: Buffer[] = [];
  let pending = 0;

  /** Takes `length` bytes from the front; without a copy when one chunk holds them. */
  function take(length: number): Buffer {
    const first = chunks[0];
    if (first !== undefined && first.length >= length) {
      pending -= length;
      if (first.length === length) chunks.shift();
      else chunks[0] = first.subarray(length);
      return first.subarray(0, length);
    }
    const whole = Buffer.allocUnsafe(length);
    let filled = 0;
    let used = 0;
    for (const chunk of chunks) {
      const wanted = Math.min(chunk.length, length - filled);
      chunk.copy(whole, filled, 0, wanted);
      filled += wanted;
      if (wanted < chunk.length) {
        chunks[used] = chunk.subarray(wanted);
        break;
      }
      used += 1;
      if (filled === length) break;
    }
    chunks = chunks.slice(used);
    pending -= length;
    return whole;
  }

  let header: { type: number; length: number } | null = null;

  return {
    push: (chunk) => {
      if (chunk.length === 0) return;
      chunks.push(chunk);
      pending += chunk.length;
    },
    next: () => {
      if (header === null) {
        if (pending < headerLength) return { kind: 'incomplete' };
        const bytes = take(headerLength);
        header = { type: bytes.readUInt8(0), length: bytes.readUInt32BE(2) };
      }
      if (header.length > maxLength) return { kind: 'oversized', type: header.type, length: header.length };
      if (pending < header.length) return { kind: 'incomplete' };
      const pdu = { kind: 'pdu', type: header.type, body: take(header.length) } as const;
      header = null;
      return pdu;
    },
    pending: () => pending,
  };
}
