/** Journey step 4: the value representation of an element that came without one (PS3.5 section 7.1.3, PS3.6). */
import dcmjs from 'dcmjs';

interface Entry {
  readonly vr?: string;
}

const dictionary = dcmjs.data.DicomMetaDictionary.dictionary as Readonly<Record<string, Entry>>;

/** VR for writing a public or private element in explicit VR; UN where the dictionary knows none. */
export function dictionaryVr(tag: number, signed: boolean): string {
  const group = tag >>> 16;
  if ((tag & 0xffff) === 0) return 'UL';
  if (group % 2 === 1) return (tag & 0xffff) >= 0x10 && (tag & 0xffff) <= 0xff ? 'LO' : 'UN';
  // Curves (50xx) and overlays (60xx) repeat their group.
  const repeats = (group & 0xff00) === 0x6000 || (group & 0xff00) === 0x5000;
  const hex = ((repeats ? group & 0xff00 : group).toString(16).padStart(4, '0') + low(tag)).toUpperCase();
  const found = dictionary[`(${hex.slice(0, 4)},${hex.slice(4)})`]?.vr ?? 'UN';
  // The dictionary's own names for choices: SS or US by the pixels' sign, OB or OW (OW in implicit VR, PS3.5 A.1).
  if (found === 'xs') return signed ? 'SS' : 'US';
  if (found === 'ox' || found === 'lt') return 'OW';
  if (found === 'up') return 'UL';
  return /^[A-Z]{2}$/.test(found) ? found : 'UN';
}

function low(tag: number): string {
  return (tag & 0xffff).toString(16).padStart(4, '0');
}
