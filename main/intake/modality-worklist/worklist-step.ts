/** An open order as a Modality Worklist item (PS3.4 table K.6-1): every attribute that we can give a scanner. */
import { createHash } from 'node:crypto';
import type { Order } from '#shared/study/order.ts';

export interface WorklistAttribute {
  readonly tag: number;
  readonly vr: string;
  /** Text of the value, or the one item of a sequence; null is a sequence that is always empty here. */
  readonly value: string | readonly WorklistAttribute[] | null;
}

export interface StepFacts {
  /** The AE title that asked: an order is for any of the site's scanners, so each is told its own. */
  readonly stationAet: string;
  readonly siteName: string;
  /** Local `YYYYMMDD` and `HHMMSS`. */
  readonly date: string;
  readonly time: string;
  readonly started: boolean;
}

/** One study per order, whichever scanner asks and how often: 2.25. and 128 bits from the order's id (PS3.5 B.2). */
export function studyUidOf(orderId: string): string {
  const bytes = createHash('sha256').update(`yuanzhen study of ${orderId}`).digest().subarray(0, 16);
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}

/** Scheduled Procedure Step ID and Requested Procedure ID: 16 characters that stay the same. */
export function stepIdOf(order: Pick<Order, 'orderId' | 'accessionNumber'>): string {
  if (order.accessionNumber !== '') return order.accessionNumber;
  return createHash('sha256').update(order.orderId).digest('hex').slice(0, 16).toUpperCase();
}

/** The attributes in tag order. */
export function worklistStep(order: Order, facts: StepFacts): readonly WorklistAttribute[] {
  const { patient } = order;
  const description = [order.bodyPart, order.modality].filter((part) => part !== '').join(' ');
  const text = (tag: number, vr: string, value: string): WorklistAttribute => ({ tag, vr, value });
  const none = (tag: number): WorklistAttribute => ({ tag, vr: 'SQ', value: null });
  const step = [
    text(0x00080060, 'CS', order.modality),
    text(0x00321070, 'LO', ''),
    text(0x00400001, 'AE', facts.stationAet),
    text(0x00400002, 'DA', facts.date),
    text(0x00400003, 'TM', facts.time),
    text(0x00400006, 'PN', ''),
    text(0x00400007, 'LO', description),
    none(0x00400008),
    text(0x00400009, 'SH', stepIdOf(order)),
    text(0x00400010, 'SH', ''),
    text(0x00400011, 'SH', ''),
    text(0x00400012, 'LO', ''),
    text(0x00400020, 'CS', facts.started ? 'STARTED' : 'SCHEDULED'),
    text(0x00400400, 'LT', ''),
  ];
  return [
    text(0x00080050, 'SH', order.accessionNumber),
    text(0x00080080, 'LO', order.siteName || facts.siteName),
    text(0x00080090, 'PN', ''),
    none(0x00081110),
    none(0x00081120),
    text(0x00100010, 'PN', patient.name),
    text(0x00100020, 'LO', patient.id),
    text(0x00100021, 'LO', ''),
    text(0x00100030, 'DA', patient.birthDate?.replaceAll('-', '') ?? ''),
    text(0x00100040, 'CS', patient.sex === 'U' ? '' : patient.sex),
    text(0x00101030, 'DS', ''),
    text(0x00102000, 'LO', ''),
    text(0x00102110, 'LO', ''),
    text(0x001021b0, 'LT', order.history),
    text(0x001021c0, 'US', ''),
    text(0x0020000d, 'UI', studyUidOf(order.orderId)),
    text(0x00321032, 'PN', ''),
    text(0x00321033, 'LO', order.siteName),
    text(0x00321060, 'LO', description),
    none(0x00321064),
    text(0x00380010, 'LO', ''),
    text(0x00380050, 'LO', ''),
    text(0x00380300, 'LO', ''),
    text(0x00380500, 'LO', ''),
    { tag: 0x00400100, vr: 'SQ', value: step },
    text(0x00401001, 'SH', stepIdOf(order)),
    text(0x00401002, 'LO', order.complaint),
    text(0x00401003, 'SH', order.urgency === 'routine' ? 'ROUTINE' : 'STAT'),
    text(0x00401004, 'LO', ''),
    text(0x00401400, 'LT', order.question),
    text(0x00403001, 'LO', ''),
  ];
}
