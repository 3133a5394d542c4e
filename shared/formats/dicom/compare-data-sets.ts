/** Which elements of two data sets differ, whatever encoding each of them has: the proof that only what was meant to change did. */
import type { DicomDataSet, DicomElement } from './data-set.ts';

const trailingPadding = 0xfffcfffc;

/**
 * Tags whose values differ or that only one of the two has, in rising order; group lengths and trailing padding say
 * nothing and are left out, as are the tags in `ignored` (at every level). Both must be little endian, or both big.
 */
export function differingTags(
  one: DicomDataSet,
  other: DicomDataSet,
  ignored: ReadonlySet<number> = new Set(),
): number[] {
  const tags = new Set([...one.elements.keys(), ...other.elements.keys()]);
  const counts = (tag: number): boolean =>
    (tag & 0xffff) !== 0 && tag !== trailingPadding && !ignored.has(tag);
  return [...tags]
    .filter(counts)
    .filter((tag) => !sameElement(one, one.elements.get(tag), other, other.elements.get(tag), ignored))
    .sort((a, b) => a - b);
}

function sameElement(
  one: DicomDataSet,
  a: DicomElement | undefined,
  other: DicomDataSet,
  b: DicomElement | undefined,
  ignored: ReadonlySet<number>,
): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.items !== null && b.items !== null) {
    const { items } = b;
    return (
      a.items.length === items.length &&
      a.items.every((item, at) => {
        const twin = items[at];
        return twin !== undefined && differingTags(item, twin, ignored).length === 0;
      })
    );
  }
  // An empty sequence and an empty value are one thing where the VR was not written.
  if (a.length === 0 && b.length === 0) return true;
  return sameBytes(one.bytes, a, other.bytes, b);
}

function sameBytes(one: Uint8Array, a: DicomElement, other: Uint8Array, b: DicomElement): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (one[a.start + at] !== other[b.start + at]) return false;
  return true;
}
