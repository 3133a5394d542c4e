/**
 * Puts the fragments of one association together to DIMSE messages and hands each to whoever performs it. A C-STORE's
 * data set (PS3.7 section 9.1.1) is passed on fragment by fragment as it comes; those of all other operations are small
 * and gathered under a cap.
 */
import {
  type DimseReply,
  findProvider,
  longestDataSet,
  type PeerAssociation,
  type ServiceClassProvider,
} from './class-provider.ts';
import {
  type Command,
  commandFields,
  readCommand,
  responseBit,
  statuses,
  writeResponse,
} from './command-set.ts';
import type { AcceptedContext } from './negotiate-association.ts';
import { performOperation, type SendMessage } from './perform-operation.ts';
import type { PresentationDataValue } from './presentation-data.ts';
import type { RunningOperations } from './running-operations.ts';

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
  /** A promise when the sender must wait for the disk, null when it may go on; the fragment may be reused afterwards. */
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
  /** True between the first fragment of a message and its last. */
  readonly isMidMessage: () => boolean;
  readonly abandon: () => Promise<void>;
}

export interface MessageReceiverDeps {
  /** Those of the association, refused ones included. */
  readonly contexts: readonly AcceptedContext[];
  readonly providers: readonly ServiceClassProvider[];
  readonly association: PeerAssociation;
  readonly operations: RunningOperations;
  /** Takes the response to something we invoked; false when nothing was. */
  readonly takeReply: (reply: DimseReply) => boolean;
  readonly openIncoming: OpenIncoming;
  readonly send: SendMessage;
  readonly onTrouble: (error: unknown) => void;
}

/** A message whose data set is on its way. */
interface Awaited {
  readonly context: AcceptedContext;
  readonly command: Command;
  readonly take: (fragment: Buffer) => Promise<void> | null | 'broken';
  readonly complete: (written: Promise<void> | null) => void;
  readonly discard: () => Promise<void>;
}

const longestCommand = 64 * 1024;
const uidShape = /^[0-9.]{1,64}$/;

export function createMessageReceiver(deps: MessageReceiverDeps): MessageReceiver {
  const { operations } = deps;
  const accepted = new Map(deps.contexts.filter((one) => one.result === 0).map((one) => [one.id, one]));
  let fragments: Buffer[] = [];
  let gathered = 0;
  let commandContext: number | null = null;
  let awaited: Awaited | null = null;

  function takeCommand(value: PresentationDataValue): Verdict | Promise<Verdict> {
    if (awaited !== null) return 'broken';
    if (commandContext !== null && commandContext !== value.contextId) return 'broken';
    commandContext = value.contextId;
    gathered += value.fragment.length;
    if (gathered > longestCommand) return 'broken';
    // What is kept beyond this call is copied: the bytes are the connection's.
    fragments.push(value.isLast ? value.fragment : Buffer.from(value.fragment));
    if (!value.isLast) return 'continue';
    const command = readCommand(Buffer.concat(fragments));
    fragments = [];
    gathered = 0;
    commandContext = null;
    const context = accepted.get(value.contextId);
    if (command === null || context === undefined) return 'broken';
    return startMessage(command, context);
  }

  function startMessage(command: Command, context: AcceptedContext): Verdict | Promise<Verdict> {
    if (command.field === commandFields.cancel) {
      if (command.hasDataSet) return 'broken';
      operations.cancel(command.messageId);
      return 'continue';
    }
    if ((command.field & responseBit) !== 0) return awaitReply(command, context);
    if (command.field === commandFields.store && !command.hasDataSet) return 'broken';
    const full = operations.waitForRoom();
    if (full === null) return startRequest(command, context);
    return full.then(() => startMessage(command, context));
  }

  function startRequest(command: Command, context: AcceptedContext): Verdict {
    if (command.field === commandFields.store) {
      const store = openStore(command, context);
      awaited = { ...store, context, command };
      return 'continue';
    }
    const perform = (dataSet: Buffer | null) =>
      operations.begin(command.messageId, (signal) =>
        performOperation(deps, findProvider(deps.providers, context.abstractSyntax), context.id, {
          command,
          abstractSyntax: context.abstractSyntax,
          transferSyntax: context.transferSyntax,
          dataSet,
          association: deps.association,
          signal,
        }).catch(deps.onTrouble),
      );
    if (command.hasDataSet) awaited = gather(command, context, perform);
    else perform(null);
    return 'continue';
  }

  function awaitReply(command: Command, context: AcceptedContext): Verdict {
    if (!command.hasDataSet) return deps.takeReply({ command, dataSet: null }) ? 'continue' : 'broken';
    awaited = gather(command, context, (dataSet) => deps.takeReply({ command, dataSet }));
    return 'continue';
  }

  function gather(command: Command, context: AcceptedContext, done: (dataSet: Buffer) => void): Awaited {
    const parts: Buffer[] = [];
    let length = 0;
    return {
      context,
      command,
      take: (fragment) => {
        length += fragment.length;
        if (length > longestDataSet) return 'broken';
        parts.push(Buffer.from(fragment));
        return null;
      },
      complete: () => done(Buffer.concat(parts)),
      discard: () => Promise.resolve(),
    };
  }

  function openStore(command: Command, context: AcceptedContext): Omit<Awaited, 'context' | 'command'> {
    const respond = (answer: StoreAnswer) =>
      deps.send(context.id, writeResponse(command, answer.status, answer.comment), null);
    const wrong = judgeStore(command, context);
    if (wrong !== null) {
      return {
        take: () => null,
        complete: () => void respond(wrong),
        discard: () => Promise.resolve(),
      };
    }
    const object = deps.openIncoming({
      sopClassUid: command.affectedClass,
      sopInstanceUid: command.affectedInstance,
      transferSyntaxUid: context.transferSyntax,
    });
    return {
      take: object.write,
      complete: (written) =>
        operations.begin(command.messageId, async () => {
          await written;
          await respond(await object.finish());
        }),
      discard: object.discard,
    };
  }

  function takeData(value: PresentationDataValue): Verdict | Promise<Verdict> {
    const message = awaited;
    if (message === null || value.contextId !== message.context.id) return 'broken';
    const written = message.take(value.fragment);
    if (written === 'broken') return 'broken';
    if (value.isLast) {
      awaited = null;
      message.complete(written);
    }
    // Also for the last one: its bytes are the connection's until they are written.
    return written === null ? 'continue' : written.then(() => 'continue');
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
      const message = awaited;
      awaited = null;
      fragments = [];
      await message?.discard();
    },
  };
}

/** What is wrong with a C-STORE before a byte of it was read; null when nothing is. */
function judgeStore(command: Command, context: AcceptedContext): StoreAnswer | null {
  if (!uidShape.test(command.affectedInstance) || !uidShape.test(command.affectedClass)) {
    return { status: statuses.cannotUnderstand, comment: 'SOP UID missing or malformed' };
  }
  if (command.affectedClass !== context.abstractSyntax) {
    return { status: statuses.classMismatch, comment: 'SOP class is not the negotiated one' };
  }
  return null;
}
