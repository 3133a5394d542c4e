import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AssociationAction,
  type AssociationEvent,
  type AssociationState,
  associationEvents,
  createAssociationMachine,
  transitionOf,
} from '../../../../main/intake/dicom/association-states.ts';

const states = Array.from({ length: 13 }, (_, at) => `Sta${at + 1}` as AssociationState);
const roles = ['requestor', 'acceptor'] as const;

/**
 * What table 9-10 says, written a second time the other way round: by action, in which states each event leads to it.
 * The states after are those of tables 9-6 to 9-9.
 */
const lawful: readonly (readonly [AssociationAction, AssociationEvent, string, string])[] = [
  ['AE-1', 'associate', '1', '4'],
  ['AE-2', 'connected', '4', '5'],
  ['AE-3', 'A-ASSOCIATE-AC', '5', '6'],
  ['AE-4', 'A-ASSOCIATE-RJ', '5', '1'],
  ['AE-5', 'connection', '1', '2'],
  ['AE-6', 'A-ASSOCIATE-RQ', '2', '3'],
  ['AE-7', 'accept', '3', '6'],
  ['AE-8', 'reject', '3', '13'],
  ['DT-1', 'data', '6', '6'],
  ['AR-7', 'data', '8', '8'],
  ['DT-2', 'P-DATA-TF', '6', '6'],
  ['AR-6', 'P-DATA-TF', '7', '7'],
  ['AR-1', 'release', '6', '7'],
  ['AR-2', 'A-RELEASE-RQ', '6', '8'],
  ['AR-3', 'A-RELEASE-RP', '7 11', '1'],
  ['AR-10', 'A-RELEASE-RP', '10', '12'],
  ['AR-4', 'answer-release', '8 12', '13'],
  ['AR-9', 'answer-release', '9', '11'],
  ['AA-1', 'abort', '3 5 6 7 8 9 10 11 12', '13'],
  ['AA-2', 'abort', '4', '1'],
  ['AA-2', 'A-ABORT', '2 13', '1'],
  ['AA-3', 'A-ABORT', '3 5 6 7 8 9 10 11 12', '1'],
  ['AA-5', 'closed', '2', '1'],
  ['AA-4', 'closed', '3 4 5 6 7 8 9 10 11 12', '1'],
  ['AR-5', 'closed', '13', '1'],
  ['AA-2', 'ARTIM', '2 13', '1'],
  ['AA-7', 'A-ASSOCIATE-RQ', '13', '13'],
  ['AA-7', 'unrecognised', '13', '13'],
];
const pdus = associationEvents.filter((event) => event.includes('-') && event === event.toUpperCase());

/** A PDU that no row above expects: abort as user before an association, ignore after the end, else as provider. */
function unexpected(state: AssociationState): [AssociationAction, AssociationState] | null {
  if (state === 'Sta1' || state === 'Sta4') return null;
  if (state === 'Sta2') return ['AA-1', 'Sta13'];
  return [state === 'Sta13' ? 'AA-6' : 'AA-8', 'Sta13'];
}

test.each(associationEvents.flatMap((event) => states.map((state) => [event, state] as const)))(
  '%s in %s',
  (event, state) => {
    const row = lawful.find(([, one, from]) => one === event && from.split(' ').includes(state.slice(3)));
    const isPdu = pdus.includes(event) || event === 'unrecognised';
    const expected = row === undefined ? (isPdu ? unexpected(state) : null) : [row[0], `Sta${row[3]}`];
    for (const role of roles) {
      if (event === 'A-RELEASE-RQ' && state === 'Sta7') {
        const next = role === 'requestor' ? 'Sta9' : 'Sta10';
        expect(transitionOf(state, event, role)).toEqual({ action: 'AR-8', next });
      } else {
        const found = transitionOf(state, event, role);
        expect(found === null ? null : [found.action, found.next]).toEqual(expected);
      }
    }
  },
);

test('both sides of a release collision come to its end', () => {
  const requestor = createAssociationMachine('requestor');
  for (const event of ['associate', 'connected', 'A-ASSOCIATE-AC', 'release'] as const) requestor.take(event);
  const acceptor = createAssociationMachine('acceptor');
  for (const event of ['A-ASSOCIATE-RQ', 'accept', 'release'] as const) acceptor.take(event);
  expect([requestor.state(), acceptor.state()]).toEqual(['Sta7', 'Sta7']);
  requestor.take('A-RELEASE-RQ');
  acceptor.take('A-RELEASE-RQ');
  expect([requestor.state(), acceptor.state()]).toEqual(['Sta9', 'Sta10']);
  requestor.take('answer-release');
  acceptor.take('A-RELEASE-RP');
  acceptor.take('answer-release');
  requestor.take('A-RELEASE-RP');
  expect([requestor.state(), acceptor.state()]).toEqual(['Sta1', 'Sta13']);
});

test('random walks never leave the table, and a closed connection always leads to rest', () => {
  const walk = fc.array(fc.constantFrom(...associationEvents), { maxLength: 60 });
  fc.assert(
    fc.property(walk, fc.constantFrom(...roles), (events, role) => {
      const machine = createAssociationMachine(role);
      for (const event of events) {
        const before = machine.state();
        const action = machine.take(event);
        expect(states).toContain(machine.state());
        if (action === null) expect(machine.state()).toBe(before);
      }
      machine.take('closed');
      expect(machine.state()).toBe('Sta1');
    }),
    { numRuns: 5000 },
  );
});
