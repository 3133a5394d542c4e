/**
 * Serves one association on one socket, from the connection to its close: the state machine of
 * `association-states.ts` driven by whole PDUs. Nothing is read while something is written, and no failure in here
 * leaves the association it belongs to.
 */
import type { Socket } from 'node:net';
import { assertNever } from '#shared/assert-never.ts';
import { type Failure, failure } from '#shared/failure.ts';
import type { IntakeLog } from '../intake-log.ts';
import {
  abortReasons,
  announcedMaxPdu,
  writeAbort,
  writeAssociateAccept,
  writeAssociateReject,
  writeReleaseAnswer,
} from './associate-answer.ts';
import { type AssociateRequest, readAssociateRequest } from './associate-request.ts';
import type { AssociationFacts } from './association-facts.ts';
import { type AssociationState, actionFor, pduNames } from './association-states.ts';
import type { ServiceClassProvider } from './class-provider.ts';
import { createInvokedOperations, type InvokedOperations } from './invoke-operation.ts';
import {
  type Agreement,
  type AssociationPolicy,
  negotiateAssociation,
  type Rejection,
} from './negotiate-association.ts';
import { createPduFramer } from './pdu-framer.ts';
import { readPresentationData, writeMessage } from './presentation-data.ts';
import { createMessageReceiver, type MessageReceiver, type OpenIncoming } from './receive-messages.ts';
import { createRunningOperations, type RunningOperations } from './running-operations.ts';

export interface AssociationEnd extends AssociationFacts {
  readonly outcome: 'released' | 'aborted';
  /** Why it was aborted, for the log; empty when released. */
  readonly reason: string;
}

export interface AssociationDeps {
  readonly policy: () => AssociationPolicy;
  /** For all SOP classes but storage. */
  readonly providers: readonly ServiceClassProvider[];
  readonly log: IntakeLog;
  readonly openIncoming: (facts: AssociationFacts) => OpenIncoming;
  /** Takes one of the slots for established associations; false when all are taken. */
  readonly takeSlot: () => boolean;
  readonly freeSlot: () => void;
  readonly maxAssociations: number;
  readonly onRejected: (facts: AssociationFacts, why: Failure) => void;
  readonly onEnded: (end: AssociationEnd) => void;
  /** An association without a byte for so long is aborted, in ms. */
  readonly idleMs: number;
}

export interface ServedAssociation {
  /** Aborts (service user) and resolves when everything in it has ended. */
  readonly abort: (reason: string) => Promise<void>;
  /** Resolves when the socket is closed and all that was going on has ended. */
  readonly ended: Promise<void>;
}

/** Some senders count the PDU header into the maximum; the slack keeps them. */
const pduSlack = 16;
/** How long the peer may take to close after our last word (ARTIM), in ms. */
const artimMs = 5000;

/** What carries the messages of an established association. */
interface Messages {
  readonly receiver: MessageReceiver;
  readonly operations: RunningOperations;
  readonly invoked: InvokedOperations;
}

export function serveAssociation(
  deps: AssociationDeps,
  socket: Socket,
  associationId: string,
): ServedAssociation {
  const framer = createPduFramer(announcedMaxPdu + pduSlack);
  let facts: AssociationFacts = {
    associationId,
    callingAet: '',
    calledAet: '',
    address: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
  let state: AssociationState = 'Sta2';
  let messages: Messages | null = null;
  let working: Promise<void> | null = null;
  let established = false;
  let reason = '';
  let settleClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    settleClosed = resolve;
  });
  const requestTimer = setTimeout(() => lastWord(null, 'no association request'), deps.idleMs);

  /** Says the last thing and waits for the peer's close; `why` is empty after a release. */
  function lastWord(answer: Buffer | null, why: string): void {
    if (state === 'Sta13') return;
    state = 'Sta13';
    reason = why;
    if (answer === null) {
      socket.destroy();
      return;
    }
    socket.setTimeout(0);
    socket.end(answer);
    socket.resume();
    const artim = setTimeout(() => socket.destroy(), artimMs);
    socket.once('close', () => clearTimeout(artim));
  }

  function breakOff(abortReason: number, why: string): void {
    lastWord(writeAbort(2, abortReason), why);
  }

  function reject(rejection: Rejection): void {
    deps.onRejected(facts, rejection.failure);
    lastWord(writeAssociateReject(rejection), rejection.failure.message);
  }

  function judgeRequest(body: Buffer): void {
    clearTimeout(requestTimer);
    const request = readAssociateRequest(body);
    if (request === null) {
      breakOff(abortReasons.invalidParameter, 'malformed association request');
      return;
    }
    facts = { ...facts, callingAet: request.callingAet, calledAet: request.calledAet };
    const negotiation = negotiateAssociation(deps.policy(), deps.providers, request, {
      address: facts.address,
      certificate: null,
    });
    if (negotiation.kind === 'rejected') {
      reject(negotiation.rejection);
      return;
    }
    if (!deps.takeSlot()) {
      const full = failure('associations-exhausted', { limit: deps.maxAssociations });
      reject({ result: 2, source: 3, reason: 2, failure: full });
      return;
    }
    state = 'Sta6';
    established = true;
    messages = openMessages(request, negotiation.agreement);
    socket.write(writeAssociateAccept(body, negotiation.agreement));
    deps.log.info(facts, 'association established');
  }

  function openMessages(request: AssociateRequest, agreement: Agreement): Messages {
    const { contexts, window } = agreement;
    const send = (contextId: number, command: Buffer, dataSet: Buffer | null) => {
      if (!socket.writable) return null;
      const took = socket.write(writeMessage(contextId, command, dataSet, request.maxPduLength));
      return took ? null : waitForDrain();
    };
    const operations = createRunningOperations(window?.invoked ?? 1);
    const invoked = createInvokedOperations({ contexts, send });
    const receiver = createMessageReceiver({
      contexts,
      providers: deps.providers,
      association: { ...facts, invoke: invoked.invoke },
      operations,
      takeReply: invoked.takeReply,
      openIncoming: deps.openIncoming(facts),
      send,
      onTrouble: (error) => deps.log.error({ ...facts, detail: String(error) }, 'operation failed inside'),
    });
    return { receiver, operations, invoked };
  }

  function waitForDrain(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        socket.off('drain', done);
        socket.off('close', done);
        resolve();
      };
      socket.on('drain', done);
      socket.on('close', done);
    });
  }

  /** Returns a promise while the next PDU has to wait. */
  function takeData(body: Buffer): Promise<void> | null {
    const values = readPresentationData(body);
    const verdict = values === null || messages === null ? 'broken' : messages.receiver.take(values);
    if (verdict === 'continue') return null;
    if (verdict !== 'broken') {
      return verdict.then((settled) => {
        if (settled === 'broken') breakOff(abortReasons.unexpectedParameter, 'fragments out of order');
      });
    }
    breakOff(abortReasons.invalidParameter, 'malformed presentation data');
    return null;
  }

  /** True while the peer waits for us, and we for nothing of it. */
  function isPerforming(): boolean {
    return messages !== null && messages.operations.count() > 0 && messages.invoked.count() === 0;
  }

  /** A release while operations are still open is answered after them. */
  function answerRelease(): Promise<void> | null {
    const cut = messages?.receiver.isMidMessage() === true ? 'released in mid message' : '';
    messages?.invoked.end();
    if (messages === null || messages.operations.count() === 0) {
      lastWord(writeReleaseAnswer(), cut);
      return null;
    }
    return messages.operations.settled().then(() => lastWord(writeReleaseAnswer(), cut));
  }

  function takePdu(type: number, body: Buffer): Promise<void> | null {
    const name = pduNames[type] ?? `type ${type}`;
    const action = actionFor(state, type);
    switch (action) {
      case 'AE-6':
        judgeRequest(body);
        return null;
      case 'DT-2':
        return takeData(body);
      case 'AR-2':
        return answerRelease();
      case 'AA-1':
        lastWord(writeAbort(0, 0), `unexpected ${name} before the association`);
        return null;
      case 'AA-2':
      case 'AA-3':
        lastWord(null, 'aborted by the peer');
        socket.destroy();
        return null;
      case 'AA-6':
      case 'AA-7':
        // Our abort or reject is on its way and our half of the socket is shut: nothing can be said again.
        return null;
      case 'AA-8': {
        const known = type in pduNames;
        breakOff(known ? abortReasons.unexpectedPdu : abortReasons.unrecognisedPdu, `unexpected ${name}`);
        return null;
      }
      default:
        return assertNever(action, 'association action');
    }
  }

  /** Serves whole PDUs until one has to wait for the disk; then reading stops until it is done. */
  function pump(): void {
    while (working === null && state !== 'Sta13') {
      const framed = framer.next();
      if (framed.kind === 'incomplete') break;
      if (framed.kind === 'oversized') {
        breakOff(abortReasons.invalidParameter, `PDU of ${framed.length} bytes`);
        socket.destroySoon();
        return;
      }
      const work = takePdu(framed.type, framed.body);
      if (work !== null) startWork(work);
    }
    if (working === null && socket.writableNeedDrain && !socket.destroyed) socket.pause();
  }

  function startWork(work: Promise<void>): void {
    socket.pause();
    working = work
      .catch((error: unknown) => {
        deps.log.error({ ...facts, detail: String(error) }, 'association failed inside');
        lastWord(writeAbort(0, 0), String(error));
      })
      .finally(() => {
        working = null;
        if (socket.destroyed) return;
        socket.resume();
        pump();
      });
  }

  async function end(): Promise<void> {
    clearTimeout(requestTimer);
    messages?.invoked.end();
    messages?.operations.abortAll();
    await working;
    await messages?.receiver.abandon();
    await messages?.operations.settled();
    if (established) {
      deps.freeSlot();
      const outcome = state === 'Sta13' && reason === '' ? 'released' : 'aborted';
      if (outcome === 'aborted' && reason === '') reason = 'connection lost';
      if (outcome === 'aborted') deps.log.warn({ ...facts, reason }, 'association aborted');
      deps.onEnded({ ...facts, outcome, reason });
    } else if (reason !== '') {
      deps.log.warn({ ...facts, reason }, 'association refused');
    }
  }

  socket.on('data', (chunk) => {
    if (state === 'Sta13') return;
    framer.push(chunk);
    pump();
  });
  socket.on('drain', () => {
    if (working === null) socket.resume();
  });
  socket.setTimeout(deps.idleMs);
  socket.on('timeout', () => {
    // Waiting for our own disk is not the peer's silence.
    if (working !== null || isPerforming()) socket.setTimeout(deps.idleMs);
    else lastWord(writeAbort(0, 0), `no byte for ${deps.idleMs} ms`);
  });
  socket.on('error', (error) => {
    if (reason === '' && state !== 'Sta13') reason = error.message;
  });
  socket.on('close', () => {
    end()
      .catch((error: unknown) =>
        deps.log.error({ ...facts, detail: String(error) }, 'association end failed'),
      )
      .finally(settleClosed);
  });

  return {
    ended: closed,
    abort: (why) => {
      lastWord(writeAbort(0, 0), why);
      socket.destroySoon();
      return closed;
    },
  };
}
