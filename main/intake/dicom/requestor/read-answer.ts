/** Reads what a peer answers a requestor with: the accepted contexts of an A-ASSOCIATE-AC, a rejection, a response's status. */

export interface AgreedContext {
  readonly id: number;
  readonly transferSyntax: string;
}

export interface Agreement {
  readonly contexts: readonly AgreedContext[];
  /** Longest PDU the peer takes, in bytes; 0 is without limit. */
  readonly maxPduLength: number;
}

/** Reads an A-ASSOCIATE-AC body (PS3.8 section 9.3.3); null when an item reaches past the end. */
export function readAgreement(body: Buffer): Agreement | null {
  const contexts: AgreedContext[] = [];
  let maxPduLength = 16_384;
  for (const item of itemsOf(body, 68) ?? []) {
    if (item.type === 0x21 && item.body.length >= 4 && item.body[2] === 0) {
      const syntax = itemsOf(item.body, 4)?.find((inner) => inner.type === 0x40);
      if (syntax === undefined) continue;
      const transferSyntax = syntax.body.toString('latin1').replace(/[\0 ]+$/, '');
      contexts.push({ id: item.body.readUInt8(0), transferSyntax });
    }
    if (item.type === 0x50) {
      const longest = itemsOf(item.body, 0)?.find((inner) => inner.type === 0x51)?.body;
      if (longest?.length === 4) maxPduLength = longest.readUInt32BE(0);
    }
  }
  return itemsOf(body, 68) === null ? null : { contexts, maxPduLength };
}

const reasons: Readonly<Record<string, string>> = {
  '1/1': 'no reason given',
  '1/2': 'application context not supported',
  '1/3': 'calling AE title not recognised',
  '1/7': 'called AE title not recognised',
  '2/2': 'protocol version not supported',
  '3/1': 'temporary congestion',
  '3/2': 'local limit exceeded',
};

/** An A-ASSOCIATE-RJ in words (PS3.8 table 9-21). */
export function describeRejection(body: Buffer): string {
  const [source = 0, reason = 0] = [body[2], body[3]];
  return reasons[`${source}/${reason}`] ?? `source ${source} reason ${reason}`;
}

export interface PeerResponse {
  readonly field: number;
  /** Of the request it answers. */
  readonly messageId: number;
  readonly status: number;
  readonly comment: string;
}

/** A response's command set; null when it is cut or says no status. */
export function readResponse(command: Buffer): PeerResponse | null {
  const found = new Map<number, Buffer>();
  for (let at = 0; at < command.length; ) {
    if (at + 8 > command.length) return null;
    const end = at + 8 + command.readUInt32LE(at + 4);
    if (end > command.length) return null;
    found.set(command.readUInt16LE(at + 2), command.subarray(at + 8, end));
    at = end;
  }
  const number = (element: number) => {
    const bytes = found.get(element);
    return bytes?.length === 2 ? bytes.readUInt16LE(0) : null;
  };
  const [field, messageId, status] = [number(0x0100), number(0x0120), number(0x0900)];
  if (field === null || status === null) return null;
  const comment = (found.get(0x0902)?.toString('latin1') ?? '').replace(/[^\x20-\x7e]/g, '?').trim();
  return { field, messageId: messageId ?? 0, status, comment };
}

function itemsOf(bytes: Buffer, from: number): ReadonlyArray<{ type: number; body: Buffer }> | null {
  const items: { type: number; body: Buffer }[] = [];
  let at = from;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return null;
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    items.push({ type: bytes.readUInt8(at), body: bytes.subarray(at + 4, end) });
    at = end;
  }
  return items;
}
