/** Reads an A-ASSOCIATE-RQ (PS3.8 section 9.3.2, annex D). Every item's length is checked against what is there. */

export interface ProposedContext {
  /** Odd, 1 to 255. */
  readonly id: number;
  readonly abstractSyntax: string;
  readonly transferSyntaxes: readonly string[];
}

/** Role selection for one SOP class as proposed: what the requestor wants to be (PS3.7 annex D.3.3.4). */
export interface ProposedRole {
  readonly sopClassUid: string;
  readonly user: boolean;
  readonly provider: boolean;
}

export interface AssociateRequest {
  readonly protocolVersion: number;
  readonly calledAet: string;
  readonly callingAet: string;
  readonly applicationContext: string;
  readonly contexts: readonly ProposedContext[];
  /** Longest P-DATA-TF the sender takes, in bytes; 0 means no limit. */
  readonly maxPduLength: number;
  readonly implementationClassUid: string;
  readonly implementationVersion: string;
  readonly roles: readonly ProposedRole[];
  /** Asynchronous operations window as offered (PS3.7 annex D.3.3.3), 0 meaning unlimited; null when not offered. */
  readonly window: { readonly invoked: number; readonly performed: number } | null;
}

interface Item {
  readonly type: number;
  readonly body: Buffer;
}

const fixedLength = 68;

/** Reads the body (after the 6-byte header); null when it is not a whole and lawful request. */
export function readAssociateRequest(body: Buffer): AssociateRequest | null {
  if (body.length < fixedLength) return null;
  const items = readItems(body.subarray(fixedLength));
  if (items === null) return null;
  const contexts: ProposedContext[] = [];
  let applicationContext = '';
  let userInformation: readonly Item[] = [];
  for (const item of items) {
    if (item.type === 0x10) applicationContext = uidText(item.body);
    if (item.type === 0x20) {
      const context = readContext(item.body);
      if (context === null || contexts.some((other) => other.id === context.id)) return null;
      contexts.push(context);
    }
    if (item.type === 0x50) {
      const read = readItems(item.body);
      if (read === null) return null;
      userInformation = read;
    }
  }
  if (contexts.length === 0) return null;
  const longest = userInformation.find((item) => item.type === 0x51)?.body;
  return {
    protocolVersion: body.readUInt16BE(0),
    calledAet: aetText(body.subarray(4, 20)),
    callingAet: aetText(body.subarray(20, 36)),
    applicationContext,
    contexts,
    maxPduLength: longest?.length === 4 ? longest.readUInt32BE(0) : 0,
    implementationClassUid: uidText(userInformation.find((item) => item.type === 0x52)?.body),
    implementationVersion: uidText(userInformation.find((item) => item.type === 0x55)?.body),
    roles: userInformation.filter((item) => item.type === 0x54).flatMap((item) => readRole(item.body)),
    window: readWindow(userInformation.find((item) => item.type === 0x53)?.body),
  };
}

/** An item that is not whole proposes nothing: the default roles then stand. */
function readRole(body: Buffer): readonly ProposedRole[] {
  const length = body.length < 4 ? 0xffff : body.readUInt16BE(0);
  if (body.length !== length + 4) return [];
  return [
    {
      sopClassUid: uidText(body.subarray(2, 2 + length)),
      user: body.readUInt8(length + 2) === 1,
      provider: body.readUInt8(length + 3) === 1,
    },
  ];
}

function readWindow(body: Buffer | undefined): AssociateRequest['window'] {
  if (body?.length !== 4) return null;
  return { invoked: body.readUInt16BE(0), performed: body.readUInt16BE(2) };
}

function readContext(body: Buffer): ProposedContext | null {
  if (body.length < 4) return null;
  const items = readItems(body.subarray(4));
  const id = body.readUInt8(0);
  if (items === null || id % 2 === 0) return null;
  const abstract = items.filter((item) => item.type === 0x30);
  const [abstractItem] = abstract;
  if (abstract.length !== 1 || abstractItem === undefined) return null;
  const transferSyntaxes = items.filter((item) => item.type === 0x40).map((item) => uidText(item.body));
  return { id, abstractSyntax: uidText(abstractItem.body), transferSyntaxes };
}

/** Splits a run of items (type, reserved, 2-byte length, body); null when one reaches past the end. */
function readItems(bytes: Buffer): readonly Item[] | null {
  const items: Item[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return null;
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    items.push({ type: bytes.readUInt8(at), body: bytes.subarray(at + 4, end) });
    at = end;
  }
  return items;
}

/** AE titles are space padded; anything but printable ASCII becomes '?', since the title goes to logs and screens. */
function aetText(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/\0+$/, '')
    .trim()
    .replace(/[^\x20-\x7e]/g, '?');
}

function uidText(bytes: Buffer | undefined): string {
  return (bytes?.toString('latin1') ?? '').replace(/[\0 ]+$/, '').replace(/[^\x20-\x7e]/g, '?');
}
