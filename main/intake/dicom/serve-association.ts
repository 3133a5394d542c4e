/**
 * Serves one association on one socket, from the connection to its close: the state machine of
 * `association-states.ts` driven by whole PDUs. Nothing is read while something is written, and no failure in here
 * leaves the association it belongs to.
 */
import type { Socket } from 'node:net';
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
import { type AssociationEvent, createAssociationMachine, pduNames } from './association-states.ts';
import type { ServiceClassProvider } from './class-provider.ts';
import { createInvokedOperations, type InvokedOperations } from './invoke-operation.ts';
import {
  type Agreement,
  type AssociationPolicy,
  negotiateAssociation,
  type Rejection,
} from './negotiate-association.ts';
import { createPduFramer } from './pdu-framer.ts';
import type { PeerConnection } from './peer-connection.ts';
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
  /** Takes one of the slots for established associations: null, or the limit that is reached. */
  readonly takeSlot: (address: string) => number | null;
  readonly freeSlot: (address: string) => void;
  /** SHA-256 of the peer's TLS certificate in lower case hex; null over plain TCP. */
  readonly certificateOf: (socket: Socket) => string | null;
  readonly onRejected: (facts: AssociationFacts, why: Failure) => void;
  readonly onEnded: (end: AssociationEnd) => void;
  /** An association without a byte for so long is aborted, in ms. */
  readonly idleMs: number;
  /** However busy, no association lives longer, in ms. */
  readonly totalMs: number;
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
  connection: PeerConnection,
  associationId: string,
): ServedAssociation {
  const { socket } = connection;
  const framer = createPduFramer(announcedMaxPdu + pduSlack, true);
  let facts: AssociationFacts = {
    associationId,
    callingAet: '',
    calledAet: '',
    address: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
  const machine = createAssociationMachine('acceptor');
  let messages: Messages | null = null;
  let working: Promise<void> | null = null;
  let established = false;
  let reason = '';
  let settleClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    settleClosed = resolve;
  });
  const requestTimer = setTimeout(() => {
    machine.take('ARTIM');
    close('no association request');
  }, deps.idleMs);
  const totalTimer = setTimeout(() => abort(`open for ${deps.totalMs} ms`), deps.totalMs);

  const isOver = () => machine.state() === 'Sta13' || machine.state() === 'Sta1';

  function close(why: string): void {
    if (reason === '') reason = why;
    socket.destroy();
  }

  /** Says the last thing and gives the peer ARTIM to close; `why` is empty after a release. */
  function lastWord(answer: Buffer, why: string): void {
    reason = why;
    socket.setTimeout(0);
    socket.end(answer);
    socket.resume();
    const artim = setTimeout(() => {
      machine.take('ARTIM');
      socket.destroy();
    }, artimMs);
    socket.once('close', () => clearTimeout(artim));
  }

  /** We give up by our own choice (A-ABORT request); before an association there is nothing to abort. */
  function abort(why: string): void {
    const action = machine.take('abort');
    if (action === 'AA-1') lastWord(writeAbort(0, 0), why);
    else if (!isOver()) {
      machine.take('ARTIM');
      close(why);
    }
  }

  /** The peer broke the protocol in a way that is no PDU's type: event 19. */
  function breakOff(abortReason: number, why: string): void {
    const action = machine.take('unrecognised');
    if (action === 'AA-8') lastWord(writeAbort(2, abortReason), why);
    else if (action === 'AA-1') lastWord(writeAbort(0, 0), why);
  }

  function reject(rejection: Rejection): void {
    machine.take('reject');
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
      certificate: deps.certificateOf(socket),
    });
    if (negotiation.kind === 'rejected') {
      reject(negotiation.rejection);
      return;
    }
    const limit = deps.takeSlot(facts.address);
    if (limit !== null) {
      const full = failure('associations-exhausted', { limit });
      reject({ result: 2, source: 3, reason: 2, failure: full });
      return;
    }
    machine.take('accept');
    established = true;
    connection.expectMuch();
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
  function takeRelease(): Promise<void> | null {
    const cut = messages?.receiver.isMidMessage() === true ? 'released in mid message' : '';
    const answer = () => {
      if (machine.take('answer-release') === 'AR-4') lastWord(writeReleaseAnswer(), cut);
    };
    messages?.invoked.end();
    if (messages !== null && messages.operations.count() > 0) {
      return messages.operations.settled().then(answer);
    }
    answer();
    return null;
  }

  function takePdu(type: number, body: Buffer): Promise<void> | null {
    const event: AssociationEvent = pduNames[type] ?? 'unrecognised';
    const action = machine.take(event);
    switch (action) {
      case 'AE-6':
        judgeRequest(body);
        return null;
      case 'DT-2':
        return takeData(body);
      case 'AR-2':
        return takeRelease();
      case 'AA-1':
        lastWord(writeAbort(0, 0), `unexpected ${event} before the association`);
        return null;
      case 'AA-2':
      case 'AA-3':
        close('aborted by the peer');
        return null;
      case 'AA-8': {
        const why = event === 'unrecognised' ? abortReasons.unrecognisedPdu : abortReasons.unexpectedPdu;
        lastWord(writeAbort(2, why), `unexpected ${event}`);
        return null;
      }
      default:
        // AA-6 and AA-7: our last word is on its way and our half of the socket is shut, nothing can be said again.
        return null;
    }
  }

  /** Serves whole PDUs until one has to wait for the disk; then reading stops until it is done. */
  function pump(): void {
    while (working === null && !isOver()) {
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
        abort(String(error));
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
    clearTimeout(totalTimer);
    const isReleased = machine.state() === 'Sta13' && reason === '';
    machine.take('closed');
    messages?.invoked.end();
    messages?.operations.abortAll();
    await working;
    await messages?.receiver.abandon();
    await messages?.operations.settled();
    if (established) {
      deps.freeSlot(facts.address);
      const outcome = isReleased ? 'released' : 'aborted';
      if (outcome === 'aborted' && reason === '') reason = 'connection lost';
      if (outcome === 'aborted') deps.log.warn({ ...facts, reason }, 'association aborted');
      deps.onEnded({ ...facts, outcome, reason });
    } else if (reason !== '') {
      deps.log.warn({ ...facts, reason }, 'association refused');
    }
  }

  connection.onBytes((bytes) => {
    if (isOver()) return;
    framer.push(bytes);
    pump();
    framer.own(working !== null);
  });
  socket.on('drain', () => {
    if (working === null) socket.resume();
  });
  socket.setTimeout(deps.idleMs);
  socket.on('timeout', () => {
    // Waiting for our own disk is not the peer's silence; waiting for it to read our answers is.
    const isOurs = (working !== null || isPerforming()) && !socket.writableNeedDrain;
    if (isOurs) socket.setTimeout(deps.idleMs);
    else abort(`no byte for ${deps.idleMs} ms`);
  });
  socket.on('error', (error) => {
    if (reason === '' && !isOver()) reason = error.message;
  });
  socket.on('close', () => {
    end()
      .catch((error: unknown) =>
        deps.log.error({ ...facts, detail: String(error) }, 'association end failed'),
      )
      .finally(() => {
        connection.release();
        settleClosed();
      });
  });

  return {
    ended: closed,
    abort: (why) => {
      abort(why);
      socket.destroySoon();
      return closed;
    },
  };
}
