/** What comes back over an association: the acceptance with its contexts, and the status of a C-STORE response. */

export interface Acceptance {
  /** SOP class contexts that the peer took, by id. */
  readonly accepted: ReadonlySet<number>;
  /** Longest PDU the peer takes; 0 is without limit. */
  readonly maxPduLength: number;
}

/** Reads an A-ASSOCIATE-AC body (after the six header bytes). */
export function readAcceptance(body: Buffer): Acceptance {
  const accepted = new Set<number>();
  let maxPduLength = 16_384;
  for (let at = 68; at + 4 <= body.length; ) {
    const type = body[at];
    const length = body.readUInt16BE(at + 2);
    if (type === 0x21 && body[at + 6] === 0) accepted.add(body[at + 4] as number);
    if (type === 0x50) {
      for (let inner = at + 4; inner + 4 <= at + 4 + length; ) {
        if (body[inner] === 0x51) maxPduLength = body.readUInt32BE(inner + 4);
        inner += 4 + body.readUInt16BE(inner + 2);
      }
    }
    at += 4 + length;
  }
  return { accepted, maxPduLength };
}

/** The status (0000,0900) of a response command, or null while the command is not whole. */
export function readStatus(body: Buffer): number | null {
  for (let at = 0; at + 6 <= body.length; ) {
    const length = body.readUInt32BE(at);
    const control = body[at + 5] as number;
    if ((control & 1) === 1) {
      const command = body.subarray(at + 6, at + 4 + length);
      for (let element = 0; element + 8 <= command.length; ) {
        const size = command.readUInt32LE(element + 4);
        if (command.readUInt16LE(element + 2) === 0x0900 && size === 2) {
          return command.readUInt16LE(element + 8);
        }
        element += 8 + size;
      }
    }
    at += 4 + length;
  }
  return null;
}

/** Splits a stream into whole PDUs; `take` answers those complete so far. */
export function createPduReader(): { take(chunk: Buffer): Array<{ type: number; body: Buffer }> } {
  let held: Buffer = Buffer.alloc(0);
  return {
    take: (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const whole: Array<{ type: number; body: Buffer }> = [];
      while (held.length >= 6) {
        const length = held.readUInt32BE(2);
        if (held.length < 6 + length) break;
        whole.push({ type: held[0] as number, body: held.subarray(6, 6 + length) });
        held = held.subarray(6 + length);
      }
      return whole;
    },
  };
}
