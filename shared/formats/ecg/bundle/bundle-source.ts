/** Journey step 7: a bundle of any length as the range source of its main part, with the others as siblings. */
import type { RangeSource } from '../recording/recording.ts';
import { mostHeadBytes, mostParts, readLocalHeader, startsBundle } from './bundle-format.ts';

/** The source itself when it is no bundle. */
export async function unwrapBundle(source: RangeSource, start: Uint8Array): Promise<RangeSource> {
  if (!startsBundle(start)) return source;
  const places = new Map<string, { readonly from: number; readonly size: number }>();
  let main: string | null = null;
  for (let at = 0; places.size < mostParts; ) {
    const head = readLocalHeader(await source.read(at, Math.min(source.size, at + mostHeadBytes)));
    if (head === null) break;
    const { name, size } = head.part;
    const from = at + head.headBytes;
    at = from + size;
    if (at > source.size) break;
    main ??= name;
    if (!places.has(name)) places.set(name, { from, size });
  }
  const part = (name: string): RangeSource | null => {
    const place = places.get(name);
    if (place === undefined) return null;
    const { from, size } = place;
    return {
      size,
      name,
      read: (first, last) => source.read(from + Math.min(first, size), from + Math.min(last, size)),
      sibling: (other) => Promise.resolve(part(other)),
    };
  };
  return (main === null ? null : part(main)) ?? source;
}
