/** Journey step 2: the value representations of explicit VR (PS3.5 section 7.1.2) and the form of their lengths. */

export interface ValueRepresentation {
  readonly name: string;
  /** Two reserved bytes and a 32-bit length follow, instead of a 16-bit length. */
  readonly long: boolean;
}

const short = 'AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US';
const long = 'OB OD OF OL OV OW SQ SV UC UN UR UT UV';

const byCode = new Map<number, ValueRepresentation>();
for (const name of short.split(' ')) byCode.set(codeOf(name), { name, long: false });
for (const name of long.split(' ')) byCode.set(codeOf(name), { name, long: true });

function codeOf(name: string): number {
  return (name.charCodeAt(0) << 8) | name.charCodeAt(1);
}

/** The value representation of two bytes, or undefined when the standard knows none. */
export function valueRepresentation(first: number, second: number): ValueRepresentation | undefined {
  return byCode.get((first << 8) | second);
}

/** Whether two bytes are at least capital letters, as every value representation is. */
export function areCapitals(first: number, second: number): boolean {
  return first >= 0x41 && first <= 0x5a && second >= 0x41 && second <= 0x5a;
}
