/**
 * How a shell reaches its station: HTTP over a Unix socket (0600, in a folder of 0700) or a named pipe. The starter of a
 * station writes a fresh secret into a file of 0600 and names both: `station --pipe PATH --pipe-secret-file FILE`;
 * the station refuses every request on the pipe without the secret.
 */

/** Carries the per-start secret on every request over the pipe. */
export const secretHeader = 'x-yuanzhen-secret';

/** Names the window a request comes from: a session belongs to one window. */
export const windowHeader = 'x-yuanzhen-window';

/** What the shell forwards to the station; everything else is a file of the window or nothing. */
export const stationPaths = [
  '/rpc',
  '/objects',
  '/recordings',
  '/reports',
  '/referrals',
  '/arrivals',
] as const;

/** True for a path the station answers. */
export function isStationPath(pathname: string): boolean {
  return stationPaths.some((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`));
}
