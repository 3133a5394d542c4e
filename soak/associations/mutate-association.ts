/** Draws the bytes of an association: a lawful one, then damaged in one to four ways. */
import { makeDataSet, makeFacts } from '../../test/main/intake/rig/data-set.ts';
import {
  abortRequest,
  associateRequest,
  command,
  dataPdu,
  echoCommand,
  item,
  padded,
  pdu,
  pdv,
  releaseRequest,
  short,
  storeMessage,
} from '../../test/main/intake/rig/raw-scu.ts';
import type { Draw } from '../soak-program.ts';

const findClass = '1.2.840.10008.5.1.4.31';
export const fuzzedContexts = [
  { id: 1, abstractSyntax: '1.2.840.10008.5.1.4.1.1.2', transferSyntaxes: ['1.2.840.10008.1.2.1'] },
  { id: 3, abstractSyntax: '1.2.840.10008.1.1', transferSyntaxes: ['1.2.840.10008.1.2'] },
  { id: 5, abstractSyntax: findClass, transferSyntaxes: ['1.2.840.10008.1.2'] },
];

/** One PDU per entry. */
export function drawAssociation(draw: Draw): Buffer[] {
  const pdus = [lawfulRequest(draw)];
  for (let count = draw.below(4); count > 0; count -= 1) pdus.push(...drawMessage(draw));
  if (draw.below(4) > 0) pdus.push(draw.pick([releaseRequest, abortRequest]));
  for (let count = draw.below(5); count > 0; count -= 1) damage(draw, pdus);
  return pdus;
}

function lawfulRequest(draw: Draw): Buffer {
  const window = item(0x53, Buffer.from([0, draw.below(4), 0, draw.below(2)]));
  const userItems = draw.below(2) === 0 ? [] : [window];
  return associateRequest({ contexts: fuzzedContexts, userItems, maxPdu: draw.pick([0, 7, 64, 16_384]) });
}

function drawMessage(draw: Draw): Buffer[] {
  const kind = draw.below(4);
  if (kind === 0) return [dataPdu(pdv(3, 3, echoCommand(draw.below(0x10000))))];
  if (kind === 1)
    return [dataPdu(pdv(5, 3, findCommand(draw))), dataPdu(pdv(5, 2, draw.bytes(draw.below(90))))];
  if (kind === 2) {
    const cancel = command([
      [0x0100, short(0x0fff)],
      [0x0120, short(draw.below(4))],
      [0x0800, short(0x0101)],
    ]);
    return [dataPdu(pdv(5, 3, cancel))];
  }
  const facts = makeFacts({ pixelBytes: draw.below(3000) });
  const cut = { messageId: draw.below(9), fragments: 1 + draw.below(5), perPdu: 1 + draw.below(3) };
  return splitPdus(storeMessage(facts, makeDataSet(facts), cut));
}

function findCommand(draw: Draw): Buffer {
  return command([
    [0x0002, padded(findClass)],
    [0x0100, short(0x20)],
    [0x0110, short(draw.below(4))],
    [0x0700, short(draw.below(3))],
    [0x0800, short(1)],
  ]);
}

function splitPdus(stream: Buffer): Buffer[] {
  const pdus: Buffer[] = [];
  for (let at = 0; at < stream.length; ) {
    const end = at + 6 + stream.readUInt32BE(at + 2);
    pdus.push(stream.subarray(at, end));
    at = end;
  }
  return pdus;
}

const lengths: readonly [number, ...number[]] = [
  0, 1, 2, 3, 5, 0x7fff_ffff, 0xffff_fff0, 0xffff_ffff, 131_073,
];

/** Changes the list in place; single PDUs are copied before they are written into. */
function damage(draw: Draw, pdus: Buffer[]): void {
  const at = draw.below(pdus.length);
  const chosen = Buffer.from(pdus[at] ?? Buffer.alloc(6));
  switch (draw.below(9)) {
    case 0:
      for (let count = 1 + draw.below(6); count > 0; count -= 1) {
        chosen[draw.below(chosen.length)] = draw.below(256);
      }
      break;
    case 1:
      if (chosen.length >= 6) chosen.writeUInt32BE(draw.pick(lengths), 2);
      break;
    case 2:
      if (chosen.length >= 10) chosen.writeUInt32BE(draw.pick(lengths), 6 + draw.below(chosen.length - 9));
      break;
    case 3:
      pdus[at] = chosen.subarray(0, draw.below(chosen.length));
      return;
    case 4:
      pdus.splice(at, 1, chosen, chosen);
      return;
    case 5:
      pdus.splice(at, 1);
      if (pdus.length === 0) pdus.push(chosen);
      return;
    case 6:
      pdus.splice(draw.below(pdus.length + 1), 0, pdu(draw.below(256), draw.bytes(draw.below(200))));
      return;
    case 7:
      if (chosen.length > 0) chosen[0] = draw.below(9);
      break;
    default:
      pdus.splice(draw.below(pdus.length + 1), 0, ...pdus.splice(at, 1));
      return;
  }
  pdus[at] = chosen;
}
