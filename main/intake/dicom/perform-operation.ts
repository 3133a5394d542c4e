/** Has a service class provider perform one operation and sends its responses as they come. */
import type { DimseRequest, DimseResponse, ServiceClassProvider } from './class-provider.ts';
import { isPending, responseElements, statuses, writeCommand } from './command-set.ts';

/** Writes one message; a promise when the peer must first take what was written before. */
export type SendMessage = (
  contextId: number,
  command: Buffer,
  dataSet: Buffer | null,
) => Promise<void> | null;

/** Never rejects: what the provider throws is answered with 0110H and told to `onTrouble`. */
export async function performOperation(
  deps: { readonly send: SendMessage; readonly onTrouble: (error: unknown) => void },
  provider: ServiceClassProvider | undefined,
  contextId: number,
  request: DimseRequest,
): Promise<void> {
  const { command } = request;
  const respond = (response: DimseResponse) => {
    const { status, comment, elements, dataSet } = response;
    const written = writeCommand(
      { ...responseElements(command), ...elements, status, ...(comment === undefined ? {} : { comment }) },
      dataSet !== undefined,
    );
    return deps.send(contextId, written, dataSet ?? null);
  };
  if (provider === undefined || !provider.commandFields.includes(command.field)) {
    await respond({ status: statuses.unrecognisedOperation, comment: 'Not served here' });
    return;
  }
  let last: number | null = null;
  try {
    for await (const response of provider.perform(request)) {
      last = response.status;
      await respond(response);
      if (!isPending(response.status)) return;
    }
    if (last === null) throw new Error('the operation was not answered');
    await respond({ status: request.signal.aborted ? statuses.cancelled : statuses.success });
  } catch (error) {
    deps.onTrouble(error);
    await respond({ status: statuses.processingFailure, comment: 'Failed inside' });
  }
}
