/**
 * The upper layer state machine as PS3.8 table 9-10 prints it, for requestor and acceptor: a row for each event, a
 * column for each state, in each cell the action (tables 9-6 to 9-9) and the state after it. A dot cannot happen.
 */

export type AssociationState =
  /** Idle; the connection is closed. */
  | 'Sta1'
  /** Transport open, awaiting A-ASSOCIATE-RQ. */
  | 'Sta2'
  /** Awaiting the local answer to the request. */
  | 'Sta3'
  /** Awaiting the opening of the transport connection. */
  | 'Sta4'
  /** Awaiting A-ASSOCIATE-AC or -RJ. */
  | 'Sta5'
  /** Established, ready for data transfer. */
  | 'Sta6'
  /** Awaiting A-RELEASE-RP. */
  | 'Sta7'
  /** Awaiting the local answer to a release. */
  | 'Sta8'
  /** Release collision, requestor: awaiting the local answer. */
  | 'Sta9'
  /** Release collision, acceptor: awaiting A-RELEASE-RP. */
  | 'Sta10'
  /** Release collision, requestor: awaiting A-RELEASE-RP. */
  | 'Sta11'
  /** Release collision, acceptor: awaiting the local answer. */
  | 'Sta12'
  /** Awaiting the close of the transport connection. */
  | 'Sta13';

export type AssociationAction =
  | 'AE-1' // open the transport connection
  | 'AE-2' // send A-ASSOCIATE-RQ
  | 'AE-3' // confirm: accepted
  | 'AE-4' // confirm: rejected, close
  | 'AE-5' // take the connection, start ARTIM
  | 'AE-6' // stop ARTIM, judge the request
  | 'AE-7' // send A-ASSOCIATE-AC
  | 'AE-8' // send A-ASSOCIATE-RJ, start ARTIM
  | 'DT-1' // send P-DATA-TF
  | 'DT-2' // indicate P-DATA
  | 'AR-1' // send A-RELEASE-RQ
  | 'AR-2' // indicate release
  | 'AR-3' // confirm release, close
  | 'AR-4' // send A-RELEASE-RP, start ARTIM
  | 'AR-5' // stop ARTIM
  | 'AR-6' // indicate P-DATA that crossed our release
  | 'AR-7' // send P-DATA-TF before answering a release
  | 'AR-8' // indicate release: collision
  | 'AR-9' // send A-RELEASE-RP
  | 'AR-10' // confirm release
  | 'AA-1' // send A-ABORT (service user), start ARTIM
  | 'AA-2' // stop ARTIM, close
  | 'AA-3' // indicate the peer's abort, close
  | 'AA-4' // indicate A-P-ABORT: the connection was lost
  | 'AA-5' // stop ARTIM
  | 'AA-6' // ignore
  | 'AA-7' // send A-ABORT
  | 'AA-8'; // send A-ABORT (service provider), indicate A-P-ABORT, start ARTIM

const printed = `
  event              Sta1   Sta2      Sta3    Sta4   Sta5    Sta6    Sta7      Sta8    Sta9    Sta10    Sta11   Sta12   Sta13
  associate          AE-1/4 .         .       .      .       .       .         .       .       .        .       .       .
  connected          .      .         .       AE-2/5 .       .       .         .       .       .        .       .       .
  A-ASSOCIATE-AC     .      AA-1/13   AA-8/13 .      AE-3/6  AA-8/13 AA-8/13   AA-8/13 AA-8/13 AA-8/13  AA-8/13 AA-8/13 AA-6/13
  A-ASSOCIATE-RJ     .      AA-1/13   AA-8/13 .      AE-4/1  AA-8/13 AA-8/13   AA-8/13 AA-8/13 AA-8/13  AA-8/13 AA-8/13 AA-6/13
  connection         AE-5/2 .         .       .      .       .       .         .       .       .        .       .       .
  A-ASSOCIATE-RQ     .      AE-6/3,13 AA-8/13 .      AA-8/13 AA-8/13 AA-8/13   AA-8/13 AA-8/13 AA-8/13  AA-8/13 AA-8/13 AA-7/13
  accept             .      .         AE-7/6  .      .       .       .         .       .       .        .       .       .
  reject             .      .         AE-8/13 .      .       .       .         .       .       .        .       .       .
  data               .      .         .       .      .       DT-1/6  .         AR-7/8  .       .        .       .       .
  P-DATA-TF          .      AA-1/13   AA-8/13 .      AA-8/13 DT-2/6  AR-6/7    AA-8/13 AA-8/13 AA-8/13  AA-8/13 AA-8/13 AA-6/13
  release            .      .         .       .      .       AR-1/7  .         .       .       .        .       .       .
  A-RELEASE-RQ       .      AA-1/13   AA-8/13 .      AA-8/13 AR-2/8  AR-8/9,10 AA-8/13 AA-8/13 AA-8/13  AA-8/13 AA-8/13 AA-6/13
  A-RELEASE-RP       .      AA-1/13   AA-8/13 .      AA-8/13 AA-8/13 AR-3/1    AA-8/13 AA-8/13 AR-10/12 AR-3/1  AA-8/13 AA-6/13
  answer-release     .      .         .       .      .       .       .         AR-4/13 AR-9/11 .        .       AR-4/13 .
  abort              .      .         AA-1/13 AA-2/1 AA-1/13 AA-1/13 AA-1/13   AA-1/13 AA-1/13 AA-1/13  AA-1/13 AA-1/13 .
  A-ABORT            .      AA-2/1    AA-3/1  .      AA-3/1  AA-3/1  AA-3/1    AA-3/1  AA-3/1  AA-3/1   AA-3/1  AA-3/1  AA-2/1
  closed             .      AA-5/1    AA-4/1  AA-4/1 AA-4/1  AA-4/1  AA-4/1    AA-4/1  AA-4/1  AA-4/1   AA-4/1  AA-4/1  AR-5/1
  ARTIM              .      AA-2/1    .       .      .       .       .         .       .       .        .       .       AA-2/1
  unrecognised       .      AA-1/13   AA-8/13 .      AA-8/13 AA-8/13 AA-8/13   AA-8/13 AA-8/13 AA-8/13  AA-8/13 AA-8/13 AA-7/13
`;

/** Events 1 to 19 in their order: what we ask for, what the connection does, and PDUs by their names. */
export const associationEvents = [
  'associate',
  'connected',
  'A-ASSOCIATE-AC',
  'A-ASSOCIATE-RJ',
  'connection',
  'A-ASSOCIATE-RQ',
  'accept',
  'reject',
  'data',
  'P-DATA-TF',
  'release',
  'A-RELEASE-RQ',
  'A-RELEASE-RP',
  'answer-release',
  'abort',
  'A-ABORT',
  'closed',
  'ARTIM',
  'unrecognised',
] as const;
export type AssociationEvent = (typeof associationEvents)[number];

export type AssociationRole = 'requestor' | 'acceptor';

export interface Transition {
  readonly action: AssociationAction;
  readonly next: AssociationState;
}

interface Cell {
  readonly action: AssociationAction;
  /** Two where the table names two: AE-6 before and after the local answer, AR-8 by role. */
  readonly next: readonly AssociationState[];
}

const cells = readTable(printed);

/** The cell of the table; null where the event cannot happen. Of AE-6 it answers Sta3: the judgement is a next event. */
export function transitionOf(
  state: AssociationState,
  event: AssociationEvent,
  role: AssociationRole,
): Transition | null {
  const cell = cells.get(`${state} ${event}`);
  if (cell === undefined) return null;
  const [first = state, second = first] = cell.next;
  return { action: cell.action, next: cell.action === 'AR-8' && role === 'acceptor' ? second : first };
}

/** PDU types by their first byte (PS3.8 section 9.3.1). */
export const pduNames: Readonly<Record<number, AssociationEvent>> = {
  1: 'A-ASSOCIATE-RQ',
  2: 'A-ASSOCIATE-AC',
  3: 'A-ASSOCIATE-RJ',
  4: 'P-DATA-TF',
  5: 'A-RELEASE-RQ',
  6: 'A-RELEASE-RP',
  7: 'A-ABORT',
};

/** One association's place in the table. */
export interface AssociationMachine {
  readonly state: () => AssociationState;
  /** Goes where the table says and answers what is to be done; null, and no move, where the event cannot happen. */
  readonly take: (event: AssociationEvent) => AssociationAction | null;
}

/** An acceptor begins with the connection open (Sta2), a requestor idle (Sta1). */
export function createAssociationMachine(role: AssociationRole): AssociationMachine {
  let state: AssociationState = role === 'acceptor' ? 'Sta2' : 'Sta1';
  return {
    state: () => state,
    take: (event) => {
      const transition = transitionOf(state, event, role);
      if (transition === null) return null;
      state = transition.next;
      return transition.action;
    },
  };
}

function readTable(text: string): ReadonlyMap<string, Cell> {
  const [heads = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const read = new Map<string, Cell>();
  for (const [event = '', ...columns] of rows) {
    for (const [at, text] of columns.entries()) {
      if (text === '.') continue;
      const [action, next = ''] = text.split('/');
      const states = next.split(',').map((number) => `Sta${number}` as AssociationState);
      read.set(`${heads[at + 1]} ${event}`, { action: action as AssociationAction, next: states });
    }
  }
  return read;
}
