/**
 * How the page of the window is handed out, the same by the shell (custom scheme) and by a station in hosted mode:
 * a content security policy that starts from nothing, with a nonce made for each response.
 */

/** What the build writes for the nonce in index.html; whoever serves the page replaces every occurrence. */
export const noncePlaceholder = '__YUANZHEN_NONCE__';

/** The policy the window runs under; `nonce` is random, base64, made for this one response. */
export function windowSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** index.html with the nonce of this response in place. */
export function fillNonce(html: string, nonce: string): string {
  return html.replaceAll(noncePlaceholder, nonce);
}

/** The headers every file of the window is served with. */
export const windowHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;
