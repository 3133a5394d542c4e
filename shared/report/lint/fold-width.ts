/** Full-width letters, digits and punctuation as their narrow ones, place for place: an input method writes either. */

/** U+FF01 to U+FF5E lie 0xFEE0 above ASCII (Unicode, Halfwidth and Fullwidth Forms); U+3000 is a blank. The length stays. */
export function foldWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (char) =>
    char === '\u3000' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}
