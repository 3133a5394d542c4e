/** Journey step 2: person names (PS3.5 section 6.2.1): component groups, and the one name a person reads aloud. */

export interface PersonName {
  readonly alphabetic: string;
  readonly ideographic: string;
  readonly phonetic: string;
}

/** The three component groups of the first name in `text`, components still parted by `^`. */
export function parsePersonName(text: string): PersonName {
  const first = text.split('\\', 1)[0] ?? '';
  const [alphabetic = '', ideographic = '', phonetic = ''] = first.split('=', 3).map(trimGroup);
  return { alphabetic, ideographic, phonetic };
}

/** The name as read aloud: the ideographic group where there is one, else the alphabetic; 王^小东 is 王小东. */
export function displayName(text: string): string {
  const { alphabetic, ideographic, phonetic } = parsePersonName(text);
  const chosen = ideographic || alphabetic || phonetic;
  // A name has five components; a flood of `^` is no name.
  const parts = chosen.split('^', 5).map((part) => part.trim());
  const written = parts.filter((part) => part !== '');
  return written.join(/\p{Script=Han}|\p{Script=Hangul}/u.test(chosen) ? '' : ' ');
}

function trimGroup(group: string): string {
  return withoutTail(group.trim(), '^');
}

/** Without the `mark`s at its end; no regular expression, which a flood of marks would keep busy for seconds. */
export function withoutTail(text: string, mark: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === mark) end--;
  return text.slice(0, end);
}
