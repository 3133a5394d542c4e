/** Which hosts and origins a request to the hosted window may name: DNS rebinding and foreign pages end here. */
import { isIP } from 'node:net';

export interface HostedPlace {
  /** As bound. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/** A name could be made to point here by anybody; an address or localhost could not. */
export function isOwnHost(hostHeader: string | null, place: HostedPlace): boolean {
  const found = /^(\[[0-9a-fA-F:.]+\]|[^:]+)(?::(\d+))?$/.exec(hostHeader ?? '');
  if (found === null) return false;
  const host = (found[1] ?? '').replace(/^\[|\]$/g, '').toLowerCase();
  const port = found[2] === undefined ? (place.secure ? 443 : 80) : Number(found[2]);
  if (port !== place.port) return false;
  const loopback = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  return loopback || host === place.host || (place.secure && isIP(host) !== 0);
}

/** Writes and streams must come from this very page; a request without an Origin comes from no page of ours. */
export function isOwnOrigin(origin: string | null, hostHeader: string | null, place: HostedPlace): boolean {
  return origin !== null && origin === `${place.secure ? 'https' : 'http'}://${hostHeader ?? ''}`;
}
