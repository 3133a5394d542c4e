/**
 * Soak `associations`: mutated associations and DIMSE messages against the upper layer, over streams in memory. Every
 * case must end by itself, every object begun must be finished or discarded once, and memory must stay flat.
 */
import type { ServiceClassProvider } from '../main/intake/dicom/class-provider.ts';
import { streamConnection } from '../main/intake/dicom/peer-connection.ts';
import type { IncomingObject } from '../main/intake/dicom/receive-messages.ts';
import { serveAssociation } from '../main/intake/dicom/serve-association.ts';
import { verificationProvider } from '../main/intake/dicom/verification-provider.ts';
import { connectInMemory } from './associations/memory-socket.ts';
import { drawAssociation } from './associations/mutate-association.ts';
import { type Draw, type SoakProgram, soakCases } from './soak-program.ts';

const hungAfterMs = 5000;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const worklist: ServiceClassProvider = {
  sopClasses: ['1.2.840.10008.5.1.4.31'],
  commandFields: [0x20],
  perform: async function* (request) {
    for (let match = 0; match < 3 && !request.signal.aborted; match += 1) {
      yield { status: 0xff00, dataSet: Buffer.alloc(40) };
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
};

export const soak: SoakProgram = {
  says: 'mutated associations and DIMSE messages: no crash, no hang, nothing left open',
  run: async (limits) => {
    const escaped: string[] = [];
    const onEscape = (error: unknown) => {
      escaped.push(String(error));
    };
    process.on('uncaughtException', onEscape);
    process.on('unhandledRejection', onEscape);
    let established = 0;
    const result = await soakCases(limits, async (draw) => {
      const what = await serveOne(draw, () => {
        established += 1;
      });
      return what ?? escaped.shift() ?? null;
    });
    process.off('uncaughtException', onEscape);
    process.off('unhandledRejection', onEscape);
    const { cases, rssGrowthMb } = result;
    const findings = [...result.findings];
    if (rssGrowthMb > 80) findings.push({ seed: limits.seed, what: `memory grew by ${rssGrowthMb} MB` });
    return { cases, findings, figures: { established, rssGrowthMb } };
  },
};

async function serveOne(draw: Draw, onEstablished: () => void): Promise<string | null> {
  const { served, peer } = connectInMemory();
  const objects = { open: 0, wrong: 0 };
  let slots = 0;
  let ends = 0;
  const association = serveAssociation(
    {
      policy: () => ({
        aet: 'YUANZHEN',
        callers: 'any',
        acceptPrivateClasses: true,
        acceptDeflated: false,
      }),
      providers: [verificationProvider, worklist],
      log,
      openIncoming: () => () => openObject(draw, objects),
      takeSlot: () => {
        slots += 1;
        onEstablished();
        return null;
      },
      freeSlot: () => {
        slots -= 1;
      },
      certificateOf: () => null,
      onRejected: () => undefined,
      onEnded: () => {
        ends += 1;
      },
      idleMs: 60_000,
      totalMs: 60_000,
    },
    streamConnection(served),
    'soak',
  );
  const closed = new Promise<void>((resolve) => served.once('close', () => resolve()));
  peer.resume();
  for (const bytes of drawAssociation(draw)) {
    for (let at = 0; at < bytes.length && !peer.destroyed; ) {
      const step = draw.below(3) === 0 ? 1 + draw.below(40) : bytes.length;
      peer.write(bytes.subarray(at, at + step));
      at += step;
      if (draw.below(4) === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  if (draw.below(2) === 0) peer.end();
  else peer.destroy();
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), hungAfterMs);
  });
  const isHung = await Promise.race([closed.then(() => association.ended), hung]);
  clearTimeout(timer);
  if (isHung === true) return 'the association hung';
  if (objects.open !== 0) return `${objects.open} objects neither finished nor discarded`;
  if (objects.wrong !== 0) return `${objects.wrong} objects used after their end`;
  if (slots !== 0) return `${slots} slots kept`;
  return ends > 1 ? 'ended twice' : null;
}

/** Counts itself; waits for a pretended disk now and then. */
function openObject(draw: Draw, counts: { open: number; wrong: number }): IncomingObject {
  let isOpen = true;
  counts.open += 1;
  const close = () => {
    if (isOpen) counts.open -= 1;
    else counts.wrong += 1;
    isOpen = false;
  };
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    write: () => {
      if (!isOpen) counts.wrong += 1;
      return draw.below(3) === 0 ? pause() : null;
    },
    finish: async () => {
      await pause();
      close();
      return { status: draw.pick([0, 0xa700, 0xc000]), comment: '' };
    },
    discard: async () => {
      await pause();
      close();
    },
  };
}
