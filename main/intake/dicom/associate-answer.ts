/** Writes what we answer an association with: AC, RJ, release and abort (PS3.8 sections 9.3.3 to 9.3.8). */
import type { AcceptedContext, AcceptedRole, Agreement, Rejection } from './negotiate-association.ts';

/** Under the project's own root, derived from a UUID (PS3.5 annex B.2). It is written into stored files: never change it. */
export const implementationClassUid = '2.25.302175490168345561817433927110536294511';
/** Part of the stored bytes, so of their hash: it must not follow the program's version. */
export const implementationVersion = 'YUANZHEN_1';

const applicationContextUid = '1.2.840.10008.3.1.1.1';

/** The longest P-DATA-TF we take, in bytes, as announced to every sender. */
export const announcedMaxPdu = 131_072;

/** A-ASSOCIATE-AC. `requestBody` gives back the AE titles and reserved bytes as the sender wrote them. */
export function writeAssociateAccept(requestBody: Buffer, agreement: Agreement): Buffer {
  const { contexts, roles, window } = agreement;
  const fixed = Buffer.alloc(68);
  fixed.writeUInt16BE(1, 0);
  requestBody.copy(fixed, 4, 4, 68);
  const maxLength = Buffer.alloc(4);
  maxLength.writeUInt32BE(announcedMaxPdu);
  const user = Buffer.concat([
    item(0x51, maxLength),
    item(0x52, Buffer.from(implementationClassUid, 'latin1')),
    ...(window === null ? [] : [item(0x53, shorts(window.invoked, window.performed))]),
    ...roles.map(writeRole),
    item(0x55, Buffer.from(implementationVersion, 'latin1')),
  ]);
  return pdu(
    2,
    Buffer.concat([
      fixed,
      item(0x10, Buffer.from(applicationContextUid, 'latin1')),
      ...contexts.map(writeContext),
      item(0x50, user),
    ]),
  );
}

/** A-ASSOCIATE-RJ with result, source and reason of PS3.8 table 9-21. */
export function writeAssociateReject(rejection: Rejection): Buffer {
  return pdu(3, Buffer.from([0, rejection.result, rejection.source, rejection.reason]));
}

export function writeReleaseAnswer(): Buffer {
  return pdu(6, Buffer.alloc(4));
}

/** Reasons of PS3.8 table 9-26 that we give. */
export const abortReasons = {
  notSpecified: 0,
  unrecognisedPdu: 1,
  unexpectedPdu: 2,
  unexpectedParameter: 5,
  invalidParameter: 6,
} as const;

/** A-ABORT; source 0 is the service user (us by choice), 2 the provider (the protocol was broken). */
export function writeAbort(source: 0 | 2, reason: number): Buffer {
  return pdu(7, Buffer.from([0, 0, source, source === 0 ? 0 : reason]));
}

function writeContext(context: AcceptedContext): Buffer {
  // The transfer syntax item must be there even when the context is refused; its content is then not looked at.
  const transfer = item(0x40, Buffer.from(context.transferSyntax, 'latin1'));
  return item(0x21, Buffer.concat([Buffer.from([context.id, 0, context.result, 0]), transfer]));
}

function writeRole(role: AcceptedRole): Buffer {
  const uid = Buffer.from(role.sopClassUid, 'latin1');
  const roles = Buffer.from([role.user ? 1 : 0, role.provider ? 1 : 0]);
  return item(0x54, Buffer.concat([shorts(uid.length), uid, roles]));
}

function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) bytes.writeUInt16BE(value, at * 2);
  return bytes;
}

function item(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt8(type, 0);
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}

function pdu(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}
