/**
 * The acceptor's half of the upper layer state machine as one table (PS3.8 table 9-10; actions from tables 9-6 to 9-9).
 * We never open an association nor ask for release, so the requestor's states 4, 5, 7 and 9 to 12 cannot be reached;
 * states 1, 3 and 8 last no longer than one turn of the loop, since accepting and releasing are decided at once.
 */

export type AssociationState =
  /** Transport open, awaiting A-ASSOCIATE-RQ. */
  | 'Sta2'
  /** Association established, ready for data transfer. */
  | 'Sta6'
  /** Awaiting the peer's close of the transport connection. */
  | 'Sta13';

export type PduName =
  | 'A-ASSOCIATE-RQ'
  | 'A-ASSOCIATE-AC'
  | 'A-ASSOCIATE-RJ'
  | 'P-DATA-TF'
  | 'A-RELEASE-RQ'
  | 'A-RELEASE-RP'
  | 'A-ABORT'
  | 'unrecognised';

export type AssociationAction =
  /** AE-6: judge the request, answer AC (AE-7) or RJ (AE-8). */
  | 'AE-6'
  /** DT-2: hand the presentation data on. */
  | 'DT-2'
  /** AR-2, AR-4: indicate release and answer it at once. */
  | 'AR-2'
  /** AA-1: answer A-ABORT (service user), wait for close. */
  | 'AA-1'
  /** AA-2: the peer aborted or gave up before anything was agreed: close. */
  | 'AA-2'
  /** AA-3: the peer aborted an established association: indicate and close. */
  | 'AA-3'
  /** AA-6: ignore. */
  | 'AA-6'
  /** AA-7: answer A-ABORT again. */
  | 'AA-7'
  /** AA-8: answer A-ABORT (service provider), indicate, wait for close. */
  | 'AA-8';

/** PDU types by their first byte (PS3.8 section 9.3.1). */
export const pduNames: Readonly<Record<number, PduName>> = {
  1: 'A-ASSOCIATE-RQ',
  2: 'A-ASSOCIATE-AC',
  3: 'A-ASSOCIATE-RJ',
  4: 'P-DATA-TF',
  5: 'A-RELEASE-RQ',
  6: 'A-RELEASE-RP',
  7: 'A-ABORT',
};

export const associationTable: Readonly<
  Record<PduName, Readonly<Record<AssociationState, AssociationAction>>>
> = {
  'A-ASSOCIATE-RQ': { Sta2: 'AE-6', Sta6: 'AA-8', Sta13: 'AA-7' },
  'A-ASSOCIATE-AC': { Sta2: 'AA-1', Sta6: 'AA-8', Sta13: 'AA-6' },
  'A-ASSOCIATE-RJ': { Sta2: 'AA-1', Sta6: 'AA-8', Sta13: 'AA-6' },
  'P-DATA-TF': { Sta2: 'AA-1', Sta6: 'DT-2', Sta13: 'AA-6' },
  'A-RELEASE-RQ': { Sta2: 'AA-1', Sta6: 'AR-2', Sta13: 'AA-6' },
  'A-RELEASE-RP': { Sta2: 'AA-1', Sta6: 'AA-8', Sta13: 'AA-6' },
  'A-ABORT': { Sta2: 'AA-2', Sta6: 'AA-3', Sta13: 'AA-2' },
  unrecognised: { Sta2: 'AA-1', Sta6: 'AA-8', Sta13: 'AA-7' },
};

/** What to do with that PDU in that state. */
export function actionFor(state: AssociationState, pduType: number): AssociationAction {
  return associationTable[pduNames[pduType] ?? 'unrecognised'][state];
}
