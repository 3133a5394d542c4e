/** Journey step 2: a name that a file keeps in parts, as it is read aloud. */

/** Family name first and without a blank in Chinese, last in other languages. */
export function personName(family: string, given: string, middle = ''): string {
  if (/\p{Script=Han}/u.test(`${family}${given}`)) return `${family}${middle}${given}`.trim();
  return [given, middle, family]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
