/** The one origin every page of the window has. Compared parsed, never as the beginning of a string. */
export const appScheme = 'yuanzhen';
export const appOrigin = 'yuanzhen://app';

/** True when an address belongs to the window's own origin; anything that does not parse does not. */
export function isAppAddress(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address);
    return protocol === `${appScheme}:` && host === 'app' && username === '' && password === '';
  } catch {
    return false;
  }
}
