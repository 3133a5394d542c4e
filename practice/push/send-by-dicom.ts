/** Pushes an exam as a scanner does: one association, one C-STORE per object, the bytes exactly as generated. */
import { connect, type Socket } from 'node:net';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { dataSetOf } from '../dicom/write-file.ts';
import type { ExamObject } from '../exam.ts';
import { createPduReader, readAcceptance, readStatus } from './association-answer.ts';
import { associateRequest, dataPdu, pdu, pduTypes, storeCommand } from './association-request.ts';

export interface DicomDestination {
  readonly host: string;
  readonly port: number;
  readonly calledAet: string;
  readonly callingAet: string;
  /** Silence of the peer after which the push is given up, ms. */
  readonly timeoutMs?: number;
}

/** Sends all objects in order; answers how many were stored, or the first failure. */
export async function sendByDicom(
  objects: readonly ExamObject[],
  destination: DicomDestination,
): Promise<Result<{ readonly stored: number }>> {
  const socket = connect({ host: destination.host, port: destination.port, noDelay: true });
  const peer = listenTo(socket, destination.timeoutMs ?? 60_000);
  try {
    const classes = [...new Set(objects.map((object) => object.sopClassUid))];
    await write(socket, associateRequest(destination.calledAet, destination.callingAet, classes));
    const answer = await peer.next();
    if (answer.type !== pduTypes.associateAccept) return refused(`association ${describeRefusal(answer)}`);
    const { accepted, maxPduLength } = readAcceptance(answer.body);
    const fragment = Math.max(1024, Math.min(maxPduLength === 0 ? 65_536 : maxPduLength, 65_536) - 12);
    let stored = 0;
    for (const object of objects) {
      const context = classes.indexOf(object.sopClassUid) * 2 + 1;
      if (!accepted.has(context)) return refused(`SOP class ${object.sopClassUid}`);
      const command = storeCommand(stored + 1, object.sopClassUid, object.sopInstanceUid);
      await write(socket, dataPdu(context, true, true, command));
      await writeData(socket, context, dataSetOf(object.bytes), fragment);
      let status: number | null = null;
      while (status === null) {
        const reply = await peer.next();
        if (reply.type !== pduTypes.data) return refused(describeRefusal(reply));
        status = readStatus(reply.body);
      }
      // B000 and its like are warnings: the object was kept.
      if (status !== 0 && (status & 0xf000) !== 0xb000) return refused(`C-STORE ${status.toString(16)}`);
      stored++;
    }
    await write(socket, pdu(pduTypes.releaseRequest, new Uint8Array(4)));
    await peer.next();
    return ok({ stored });
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  } finally {
    socket.destroy();
  }
}

function refused(detail: string): { readonly ok: false; readonly failure: Failure } {
  return fail(failure('practice-push-failed', { detail }));
}

function describeRefusal({ type, body }: { type: number; body: Buffer }): string {
  if (type === pduTypes.associateReject) return `rejected, source ${body[2]} reason ${body[3]}`;
  return type === pduTypes.abort ? 'aborted' : `PDU type ${type}`;
}

async function writeData(socket: Socket, context: number, data: Uint8Array, fragment: number): Promise<void> {
  for (let at = 0; at < data.length; at += fragment) {
    const part = data.subarray(at, at + fragment);
    await write(socket, dataPdu(context, false, at + fragment >= data.length, part));
  }
}

/** Writes with back-pressure; rejects when the socket is gone. */
function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/** A queue of the peer's PDUs; a closed or silent connection rejects whoever waits. */
function listenTo(socket: Socket, timeoutMs: number): { next(): Promise<{ type: number; body: Buffer }> } {
  const reader = createPduReader();
  const queue: Array<{ type: number; body: Buffer }> = [];
  let ended: Error | null = null;
  let wake: (() => void) | null = null;
  const end = (error: Error): void => {
    ended ??= error;
    wake?.();
  };
  socket.setTimeout(timeoutMs, () => end(new Error('no answer')));
  socket.on('data', (chunk: Buffer) => {
    queue.push(...reader.take(chunk));
    wake?.();
  });
  socket.on('error', end);
  socket.on('close', () => end(new Error('connection closed')));
  return {
    next: async () => {
      while (queue.length === 0) {
        if (ended !== null) throw ended;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      return queue.shift() as { type: number; body: Buffer };
    },
  };
}
