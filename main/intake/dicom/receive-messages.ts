/**
 * Puts the fragments of one association together to DIMSE messages and serves them: C-ECHO and C-STORE
 * (PS3.7 sections 9.1.1, 9.1.5). Data set fragments are handed on as they come, never gathered here.
 */
import { type Command, commandFields, readCommand, statuses, writeResponse } from './command-set.ts';
import type { AcceptedContext } from './negotiate-association.ts';
import type { PresentationDataValue } from './presentation-data.ts';

export interface AnnouncedObject {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
}

/** A status of PS3.4 table B.2-1 with a comment for the sender's log. */
export interface StoreAnswer {
  readonly status: number;
  readonly comment: string;
}

/** An object on its way in. None of these throws or rejects: trouble is kept and told by `finish`. */
export interface IncomingObject {
  /** A promise when the sender must wait for the disk, null when it may go on. */
  readonly write: (fragment: Buffer) => Promise<void> | null;
  /** Called after the last fragment; the answer is given only when the object is durable or refused. */
  readonly finish: () => Promise<StoreAnswer>;
  /** Called instead of `finish` when the association ends in the middle. */
  readonly discard: () => Promise<void>;
}

export type OpenIncoming = (announced: AnnouncedObject) => IncomingObject;

/** 'broken' means that the peer left the protocol and the association must be aborted. */
export type Verdict = 'continue' | 'broken';

export interface MessageReceiver {
  readonly take: (values: readonly PresentationDataValue[]) => Verdict | Promise<Verdict>;
  /** True between the first fragment of a message and its answer. */
  readonly isMidMessage: () => boolean;
  readonly abandon: () => Promise<void>;
}

interface Awaited {
  readonly command: Command;
  readonly contextId: number;
  /** Null when the data set is only swallowed, to be answered with `answer`. */
  readonly object: IncomingObject | null;
  readonly answer: StoreAnswer;
}

const longestCommand = 64 * 1024;
const uidShape = /^[0-9.]{1,64}$/;
const success: StoreAnswer = { status: statuses.success, comment: '' };

/** `send` writes a response's command set; the contexts are those of the association, refused ones included. */
export function createMessageReceiver(deps: {
  contexts: readonly AcceptedContext[];
  openIncoming: OpenIncoming;
  send: (contextId: number, command: Buffer) => void;
}): MessageReceiver {
  const accepted = new Map(deps.contexts.filter((one) => one.result === 0).map((one) => [one.id, one]));
  let fragments: Buffer[] = [];
  let gathered = 0;
  let commandContext: number | null = null;
  let awaited: Awaited | null = null;

  function respond(to: Awaited, answer: StoreAnswer): void {
    deps.send(to.contextId, writeResponse(to.command, answer.status, answer.comment));
  }

  function takeCommand(value: PresentationDataValue): Verdict {
    if (awaited !== null) return 'broken';
    if (commandContext !== null && commandContext !== value.contextId) return 'broken';
    commandContext = value.contextId;
    gathered += value.fragment.length;
    if (gathered > longestCommand) return 'broken';
    fragments.push(value.fragment);
    if (!value.isLast) return 'continue';
    const command = readCommand(Buffer.concat(fragments));
    fragments = [];
    gathered = 0;
    commandContext = null;
    return command === null ? 'broken' : startMessage(command, value.contextId);
  }

  function startMessage(command: Command, contextId: number): Verdict {
    const context = accepted.get(contextId);
    // A response to us (bit 15) is nonsense: we ask for nothing.
    if (context === undefined || (command.field & 0x8000) !== 0) return 'broken';
    if (command.field === commandFields.cancel) return command.hasDataSet ? 'broken' : 'continue';
    const message = { command, contextId, object: null };
    if (command.field === commandFields.store) {
      if (!command.hasDataSet) return 'broken';
      awaited = { ...message, ...openStore(command, context) };
      return 'continue';
    }
    const known = command.field === commandFields.echo;
    const answer = known ? success : { status: statuses.unrecognisedOperation, comment: 'Not served here' };
    if (command.hasDataSet) awaited = { ...message, answer };
    else respond({ ...message, answer }, answer);
    return 'continue';
  }

  function openStore(command: Command, context: AcceptedContext): Pick<Awaited, 'object' | 'answer'> {
    if (!uidShape.test(command.affectedInstance) || !uidShape.test(command.affectedClass)) {
      return {
        object: null,
        answer: { status: statuses.cannotUnderstand, comment: 'SOP UID missing or malformed' },
      };
    }
    if (command.affectedClass !== context.abstractSyntax) {
      return {
        object: null,
        answer: { status: statuses.classMismatch, comment: 'SOP class is not the negotiated one' },
      };
    }
    const object = deps.openIncoming({
      sopClassUid: command.affectedClass,
      sopInstanceUid: command.affectedInstance,
      transferSyntaxUid: context.transferSyntax,
    });
    return { object, answer: success };
  }

  function takeData(value: PresentationDataValue): Verdict | Promise<Verdict> {
    const message = awaited;
    if (message === null || value.contextId !== message.contextId) return 'broken';
    const written = message.object?.write(value.fragment) ?? null;
    if (!value.isLast) return written === null ? 'continue' : written.then(() => 'continue');
    if (message.object === null) {
      awaited = null;
      respond(message, message.answer);
      return 'continue';
    }
    return finishStore(message, message.object, written);
  }

  async function finishStore(
    message: Awaited,
    object: IncomingObject,
    written: Promise<void> | null,
  ): Promise<Verdict> {
    await written;
    const answer = await object.finish();
    awaited = null;
    respond(message, answer);
    return 'continue';
  }

  function takeFrom(values: readonly PresentationDataValue[], start: number): Verdict | Promise<Verdict> {
    for (let at = start; at < values.length; at += 1) {
      const value = values[at];
      if (value === undefined || !accepted.has(value.contextId)) return 'broken';
      const verdict = value.isCommand ? takeCommand(value) : takeData(value);
      if (verdict === 'broken') return 'broken';
      if (verdict !== 'continue') {
        return verdict.then((settled) => (settled === 'broken' ? settled : takeFrom(values, at + 1)));
      }
    }
    return 'continue';
  }

  return {
    take: (values) => takeFrom(values, 0),
    isMidMessage: () => awaited !== null || commandContext !== null,
    abandon: async () => {
      const object = awaited?.object ?? null;
      awaited = null;
      fragments = [];
      await object?.discard();
    },
  };
}
