/** Asks the peer for an operation on an association that it opened, and matches its response (PS3.7 section 10). */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { DimseReply, InvokedOperation } from './class-provider.ts';
import { isPending, writeCommand } from './command-set.ts';
import type { AcceptedContext } from './negotiate-association.ts';
import type { SendMessage } from './perform-operation.ts';

export interface InvokedOperations {
  readonly invoke: (operation: InvokedOperation) => Promise<Result<DimseReply>>;
  /** False when nothing of that message id is awaited: the peer left the protocol. */
  readonly takeReply: (reply: DimseReply) => boolean;
  readonly awaits: (messageId: number) => boolean;
  readonly count: () => number;
  /** Ends all that wait: no reply comes any more. */
  readonly end: () => void;
}

export function createInvokedOperations(deps: {
  readonly contexts: readonly AcceptedContext[];
  readonly send: SendMessage;
}): InvokedOperations {
  const waiting = new Map<number, (reply: Result<DimseReply>) => void>();
  const ended = () => fail(failure('association-ended', {}));
  let nextMessageId = 1;
  let isOver = false;
  return {
    invoke: async (operation) => {
      const context = deps.contexts.find(
        (one) => one.result === 0 && one.abstractSyntax === operation.abstractSyntax,
      );
      if (context === undefined || isOver) return ended();
      const messageId = nextMessageId;
      nextMessageId = nextMessageId === 0xffff ? 1 : nextMessageId + 1;
      const dataSet = operation.dataSet?.(context.transferSyntax) ?? null;
      const command = writeCommand({ ...operation.elements, messageId }, dataSet !== null);
      const replied = new Promise<Result<DimseReply>>((resolve) => waiting.set(messageId, resolve));
      await deps.send(context.id, command, dataSet);
      return replied;
    },
    takeReply: (reply) => {
      const { messageId, status } = reply.command;
      const settle = waiting.get(messageId);
      if (settle === undefined) return false;
      if (status !== null && isPending(status)) return true;
      waiting.delete(messageId);
      settle(ok(reply));
      return true;
    },
    awaits: (messageId) => waiting.has(messageId),
    count: () => waiting.size,
    end: () => {
      isOver = true;
      for (const settle of waiting.values()) settle(ended());
      waiting.clear();
    },
  };
}
