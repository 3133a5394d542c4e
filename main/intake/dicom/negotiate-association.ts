/** Decides about an association: which peer, which presentation contexts, which transfer syntax (PS3.8 section 7.1). */
import { type Failure, failure } from '#shared/failure.ts';
import { type AdmissionPolicy, admitPeer, type CallingPeer } from './admit-peer.ts';
import type { AssociateRequest, ProposedContext } from './associate-request.ts';
import { findProvider, type ServiceClassProvider } from './class-provider.ts';
import { isAcceptedTransferSyntax, isEncapsulated, nativePreference } from './transfer-syntaxes.ts';

export interface AssociationPolicy extends AdmissionPolicy {
  /** Storage under a private SOP class: kept and passed on, even if it cannot be shown. */
  readonly acceptPrivateClasses: boolean;
  /** Deflated needs an inflated copy before it can be shown; off unless a device has nothing else. */
  readonly acceptDeflated: boolean;
}

export interface AcceptedContext {
  readonly id: number;
  /** 0 accepted, 3 abstract syntax not supported, 4 transfer syntaxes not supported (PS3.8 table 9-18). */
  readonly result: 0 | 3 | 4;
  readonly abstractSyntax: string;
  /** The one agreed on; when refused, any that was proposed. */
  readonly transferSyntax: string;
}

export interface Rejection {
  readonly result: 1 | 2;
  readonly source: 1 | 2 | 3;
  readonly reason: number;
  readonly failure: Failure;
}

/** What the requestor may be for one SOP class; only for those it proposed roles for. */
export interface AcceptedRole {
  readonly sopClassUid: string;
  readonly user: boolean;
  readonly provider: boolean;
}

export interface Agreement {
  readonly contexts: readonly AcceptedContext[];
  readonly roles: readonly AcceptedRole[];
  /** Operations that may be open at once, asked by the peer and asked by us; null when the peer offered no window. */
  readonly window: { readonly invoked: number; readonly performed: number } | null;
}

export type Negotiation =
  | { readonly kind: 'accepted'; readonly agreement: Agreement }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };

const applicationContextUid = '1.2.840.10008.3.1.1.1';
const storageRoots = [
  '1.2.840.10008.5.1.4.1.1.',
  // Storage classes outside the usual root: RT beams delivery, generic implant templates, hardcopy and stored print.
  '1.2.840.10008.5.1.4.34.7',
  '1.2.840.10008.5.1.4.43.1',
  '1.2.840.10008.5.1.4.44.1',
  '1.2.840.10008.5.1.4.45.1',
  '1.2.840.10008.5.1.1.27',
  '1.2.840.10008.5.1.1.29',
  '1.2.840.10008.5.1.1.30',
];
/** A PDV header and one byte: a peer that takes less cannot be answered. */
const smallestPdu = 7;
/** Operations of one association that we perform side by side, where the peer offers it. */
const widestWindow = 8;
const smallSyntaxes = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2'];

/** Judges a request of `peer`; `providers` serve all classes but storage. */
export function negotiateAssociation(
  policy: AssociationPolicy,
  providers: readonly ServiceClassProvider[],
  request: AssociateRequest,
  peer: Pick<CallingPeer, 'address' | 'certificate'>,
): Negotiation {
  if ((request.protocolVersion & 1) === 0)
    return reject(1, 2, 2, `protocol version ${request.protocolVersion}`);
  if (request.applicationContext !== applicationContextUid) {
    return reject(1, 1, 2, `application context ${request.applicationContext}`);
  }
  const { callingAet, calledAet } = request;
  const rejection = admitPeer(policy, { callingAet, calledAet, ...peer });
  if (rejection !== null) return { kind: 'rejected', rejection };
  if (request.maxPduLength !== 0 && request.maxPduLength < smallestPdu) {
    return reject(1, 1, 1, `maximum PDU ${request.maxPduLength}`);
  }
  const agreement = {
    contexts: request.contexts.map((one) => judgeContext(policy, providers, one)),
    roles: request.roles.map((one) => ({
      sopClassUid: one.sopClassUid,
      user: one.user,
      provider: one.provider && findProvider(providers, one.sopClassUid)?.takesUserRole === true,
    })),
    window: request.window === null ? null : narrowWindow(request.window),
  };
  return { kind: 'accepted', agreement };
}

function narrowWindow(offered: { invoked: number; performed: number }): Agreement['window'] {
  return {
    invoked: offered.invoked === 0 ? widestWindow : Math.min(offered.invoked, widestWindow),
    performed: 1,
  };
}

function judgeContext(
  policy: AssociationPolicy,
  providers: readonly ServiceClassProvider[],
  context: ProposedContext,
): AcceptedContext {
  const { id, abstractSyntax } = context;
  const proposed = context.transferSyntaxes[0] ?? '1.2.840.10008.1.2';
  const provider = findProvider(providers, abstractSyntax);
  if (provider === undefined && !isStored(policy, abstractSyntax)) {
    return { id, result: 3, abstractSyntax, transferSyntax: proposed };
  }
  const transferSyntax =
    provider === undefined
      ? chooseTransferSyntax(policy, context.transferSyntaxes)
      : ((provider.transferSyntaxes ?? smallSyntaxes).find((uid) => context.transferSyntaxes.includes(uid)) ??
        null);
  if (transferSyntax === null) return { id, result: 4, abstractSyntax, transferSyntax: proposed };
  return { id, result: 0, abstractSyntax, transferSyntax };
}

function isStored(policy: AssociationPolicy, abstractSyntax: string): boolean {
  if (storageRoots.some((root) => abstractSyntax.startsWith(root))) return true;
  return policy.acceptPrivateClasses && !abstractSyntax.startsWith('1.2.840.10008.') && abstractSyntax !== '';
}

/**
 * A compressed syntax proposed before any uncompressed one is how the object lies at the sender: taking the first
 * spares a conversion. Otherwise the uncompressed ones in our order, then what is left in the sender's order.
 */
function chooseTransferSyntax(policy: AssociationPolicy, proposed: readonly string[]): string | null {
  const possible = proposed.filter((uid) => isAcceptedTransferSyntax(uid, policy.acceptDeflated));
  const [first] = possible;
  if (first === undefined) return null;
  if (isEncapsulated(first)) return first;
  return nativePreference.find((uid) => possible.includes(uid)) ?? first;
}

function reject(result: 1 | 2, source: 1 | 2 | 3, reason: number, detail: string): Negotiation {
  const refused = failure('association-unlawful', { detail });
  return { kind: 'rejected', rejection: { result, source, reason, failure: refused } };
}
