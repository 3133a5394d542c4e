/**
 * Journey step 2: text of outside made harmless to show: no control characters, no marks that turn or hide the text beside
 * them, no floods. What is stored stays as it came; only what is shown and indexed passes through here.
 */

/** Controls (ESC among them), bidirectional and zero-width marks, fillers, tags, lone surrogates, line separators. */
const harmful = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** More than three marks stacked on one letter run over the lines above and below. */
const stacked = /(\p{M}{3})\p{M}+/gu;

/** Longest line of a person's name or a description that is shown; PN allows 64 characters for each of three groups. */
export const longestLine = 324;

/** One line that is safe to show; `changed` when something was taken out or cut off. */
export function neutralText(text: string, most = longestLine): { text: string; changed: boolean } {
  if (text.length <= most && /^[ -~]*$/.test(text)) return { text, changed: false };
  const clean = text
    .replace(/[\t\n\v\f\r]+/g, ' ')
    .replace(harmful, '')
    .replace(stacked, '$1');
  const letters = clean.length > most ? [...clean.slice(0, most * 2 + 2)] : null;
  const cut = letters !== null && letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : clean;
  return { text: cut, changed: cut !== text };
}
