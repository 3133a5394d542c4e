/** The image set a report is bound to: which objects, by identity and bytes, the doctor had. */

/**
 * The text whose SHA-256 is `imageSetSha256`: one line `sopInstanceUid sha256\n` per object, sorted as text.
 * Both ends hash the same text with their own SHA-256.
 */
export function imageSetText(objects: Iterable<{ sopInstanceUid: string; sha256: string }>): string {
  return [...objects]
    .map((object) => `${object.sopInstanceUid} ${object.sha256}\n`)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .join('');
}
