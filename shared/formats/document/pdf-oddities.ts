/** Journey step 2: what a PDF holds beside pages: scripts, launched programs, attached files. None of it is ever run. */

const active = ['/JavaScript', '/JS', '/Launch', '/EmbeddedFile', '/RichMedia', '/OpenAction', '/SubmitForm'];
/** Names are looked for in so many bytes; compressed object streams hide them, so this is a hint and no guard. */
const lookedAt = 8 * 1024 * 1024;

/** Codes of `format-warnings.ts`. */
export function pdfOddities(bytes: Uint8Array): string[] {
  const found: string[] = [];
  const start = bytes.subarray(0, lookedAt);
  if (active.some((name) => holdsName(start, name))) found.push('pdf-active-content');
  if (holdsName(start, '/Encrypt')) found.push('pdf-encrypted');
  return found;
}

/** The name with nothing behind it that would make it a longer one. */
function holdsName(bytes: Uint8Array, name: string): boolean {
  for (let at = bytes.indexOf(0x2f); at >= 0; at = bytes.indexOf(0x2f, at + 1)) {
    let length = 1;
    while (length < name.length && bytes[at + length] === name.charCodeAt(length)) length++;
    if (length === name.length && !/[A-Za-z0-9]/.test(String.fromCharCode(bytes[at + length] ?? 0)))
      return true;
  }
  return false;
}
