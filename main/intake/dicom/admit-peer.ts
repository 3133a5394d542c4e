/**
 * Who may open an association: denied unless the called AE title is ours and the calling one is allowed, from its
 * address and with its certificate where these are named. Nothing of the request behind the AE titles is looked at.
 */
import { failure } from '#shared/failure.ts';
import type { Rejection } from './negotiate-association.ts';

export interface AllowedDevice {
  readonly aet: string;
  /** Remote IP address; any when left out. */
  readonly host?: string;
  /** SHA-256 of its TLS certificate, 64 hex digits in lower case; any when left out. */
  readonly certificate?: string;
}

export interface AdmissionPolicy {
  /** Our AE title. */
  readonly aet: string;
  /** Who may push: nobody while the list is empty. 'any' is only for a network in which every device is trusted. */
  readonly callers: 'any' | readonly AllowedDevice[];
}

export interface CallingPeer {
  readonly callingAet: string;
  readonly calledAet: string;
  /** Remote IP address. */
  readonly address: string;
  /** As in `AllowedDevice`; null over plain TCP. */
  readonly certificate: string | null;
}

/** Null when admitted; else the reasons of PS3.8 table 9-21: 7 called, 3 calling AE title not recognised, both for good. */
export function admitPeer(policy: AdmissionPolicy, peer: CallingPeer): Rejection | null {
  const { callingAet, calledAet, address } = peer;
  if (calledAet !== policy.aet) {
    const wrong = failure('called-ae-wrong', { aet: calledAet, expected: policy.aet });
    return { result: 1, source: 1, reason: 7, failure: wrong };
  }
  if (callingAet !== '' && isAllowed(policy.callers, peer)) return null;
  const unknown = failure('calling-ae-unknown', { aet: callingAet, address });
  return { result: 1, source: 1, reason: 3, failure: unknown };
}

function isAllowed(callers: AdmissionPolicy['callers'], peer: CallingPeer): boolean {
  if (callers === 'any') return true;
  return callers.some(
    (one) =>
      one.aet === peer.callingAet &&
      (one.host === undefined || one.host === peer.address) &&
      (one.certificate === undefined || one.certificate === peer.certificate),
  );
}

/** Reads `AE` or `AE@HOST`, as given on the command line; null when it is neither. */
export function parseAllowedDevice(text: string): AllowedDevice | null {
  const match = /^([\x21-\x7e][\x20-\x7e]{0,15}?)(?:@([0-9a-fA-F.:]+))?$/.exec(text);
  const [, aet, host] = match ?? [];
  if (aet === undefined || aet.includes('@') || aet.includes('\\')) return null;
  return host === undefined ? { aet } : { aet, host };
}
