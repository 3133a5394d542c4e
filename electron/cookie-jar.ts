/** The cookies of one window. A custom scheme has no cookie store of its own, so the shell keeps them, in memory only. */
export interface CookieJar {
  /** The value of the Cookie header, or null when there is nothing to send. */
  header(): string | null;
  /** Takes the Set-Cookie lines of one answer. */
  take(lines: readonly string[]): void;
}

export function openCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    header: () =>
      cookies.size === 0 ? null : [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    take(lines) {
      for (const line of lines) {
        const [pair = '', ...attributes] = line.split(';');
        const at = pair.indexOf('=');
        if (at <= 0) continue;
        const name = pair.slice(0, at).trim();
        const ended = attributes.some((each) => /^\s*max-age\s*=\s*0\s*$/i.test(each));
        if (ended) cookies.delete(name);
        else cookies.set(name, pair.slice(at + 1).trim());
      }
    },
  };
}
