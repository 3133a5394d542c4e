/** Journey step 1 by network: scanners and ECG carts push over DICOM associations. */
import type { Failure } from '#shared/failure.ts';
import { ok, type Result } from '#shared/result.ts';
import type { KeptArrival } from '../arrival-store.ts';
import type { AssociationFacts } from '../dicom/association-facts.ts';
import type { ServiceClassProvider } from '../dicom/class-provider.ts';
import type { AssociationPolicy } from '../dicom/negotiate-association.ts';
import { openListener } from '../dicom/open-listener.ts';
import type { IncomingObject } from '../dicom/receive-messages.ts';
import type { DicomTlsFiles } from '../dicom/secure-transport.ts';
import type { AssociationEnd } from '../dicom/serve-association.ts';
import { type TakeIncomingDeps, takeIncoming } from '../dicom/take-incoming.ts';
import { verificationProvider } from '../dicom/verification-provider.ts';
import type { Source } from './source.ts';

/** How an association ended and what it left, so that a study need not wait for its whole quiet time. */
export interface EndedAssociation extends AssociationEnd {
  readonly stored: readonly KeptArrival[];
  readonly failed: readonly Failure[];
}

export interface DicomSourceDeps extends Omit<TakeIncomingDeps, 'maxObjectSize'> {
  /** Asked at every association request, so that settings apply without a restart. */
  readonly policy: () => AssociationPolicy;
  /** What is served beside storage and C-ECHO. */
  readonly providers?: readonly ServiceClassProvider[];
  /** False: the device may only ask. Everybody who is admitted may store when left out. */
  readonly mayStore?: (facts: AssociationFacts) => boolean;
  readonly onAssociationReleased: (ended: EndedAssociation) => void;
  /** An association that was turned away: an unknown device can then be allowed by a person. */
  readonly onAssociationRejected: (facts: AssociationFacts, why: Failure) => void;
}

export interface DicomSourceOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly maxAssociations?: number;
  /** Of one address. */
  readonly maxPerPeer?: number;
  /** An association without a byte for so long is aborted, in ms. */
  readonly idleMs?: number;
  /** However busy, an association is aborted after so long, in ms. */
  readonly totalMs?: number;
  /** Bytes. */
  readonly maxObjectSize?: number;
  /** Speaks TLS only. */
  readonly tls?: DicomTlsFiles | null;
}

/** PS3.7 annex C.5.18. */
const notAuthorised: IncomingObject = {
  write: () => null,
  finish: () => Promise.resolve({ status: 0x0124, comment: 'This device may not store here' }),
  discard: () => Promise.resolve(),
};

/** Fails with port-in-use, address-unavailable, or file-unreadable for a certificate. */
export async function startDicomSource(
  deps: DicomSourceDeps,
  options: DicomSourceOptions,
): Promise<Result<Source>> {
  const { maxAssociations = 32 } = options;
  const maxObjectSize = options.maxObjectSize ?? 2 ** 31 - 1;
  const ledgers = new Map<string, { stored: KeptArrival[]; failed: Failure[] }>();
  const listener = await openListener(
    {
      policy: deps.policy,
      providers: [verificationProvider, ...(deps.providers ?? [])],
      log: deps.log,
      openIncoming: (facts) => {
        const ledger = { stored: [] as KeptArrival[], failed: [] as Failure[] };
        ledgers.set(facts.associationId, ledger);
        const { associationId } = facts;
        if (deps.mayStore?.(facts) === false) return () => notAuthorised;
        const provenance = { source: 'dicom', peer: facts.callingAet, associationId } as const;
        return (announced) =>
          takeIncoming({ ...deps, maxObjectSize }, announced, provenance, {
            onKept: (kept) => ledger.stored.push(kept),
            onFailed: (why) => ledger.failed.push(why),
          });
      },
      onRejected: deps.onAssociationRejected,
      onEnded: (end) => {
        const ledger = ledgers.get(end.associationId) ?? { stored: [], failed: [] };
        ledgers.delete(end.associationId);
        const { associationId, callingAet, outcome } = end;
        const counts = { stored: ledger.stored.length, failed: ledger.failed.length };
        deps.log.info({ associationId, callingAet, outcome, ...counts }, 'association ended');
        deps.onAssociationReleased({ ...end, ...ledger });
      },
    },
    {
      host: options.host,
      port: options.port,
      maxAssociations,
      maxPerPeer: options.maxPerPeer ?? Math.min(maxAssociations, 16),
      idleMs: options.idleMs ?? 30_000,
      totalMs: options.totalMs ?? 2 * 3600 * 1000,
      tls: options.tls ?? null,
    },
  );
  return listener.ok ? ok({ address: listener.value.address, stop: listener.value.stop }) : listener;
}
