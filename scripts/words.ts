/** What the scripts say to a person, in Chinese unless the locale begins with `en`. */
export const english = /^en/i.test(process.env.LC_ALL || process.env.LANG || '');

/** Picks the sentence of the person's language. */
export function words(zh: string, en: string): string {
  return english ? en : zh;
}
