/**
 * Do two names name one person? The one rule for order against device and for patient against patient. Encoding, width,
 * case, separators, order of the parts, pinyin, traditional characters and the two ways of writing a family name make
 * no difference; the same sound or a similar shape in other characters is a reason to ask, never to join.
 */
import { pinyin } from 'pinyin-pro';
import { familyForm, looksAlike, simplify } from './alike-characters.ts';

/**
 * `unknown`: one of them is empty. `same` to `reordered` are compatible; `alike-sound` (王晓东, 王小东), `alike-shape`
 * (王未, 王末) and `different` are not.
 */
export type NameRelation =
  | 'same'
  | 'variant'
  | 'transcribed'
  | 'reordered'
  | 'alike-sound'
  | 'alike-shape'
  | 'different'
  | 'unknown';

const fromNearest: readonly NameRelation[] = [
  'same',
  'variant',
  'transcribed',
  'reordered',
  'alike-sound',
  'alike-shape',
];

/** The nearest relation that any group of one has to any group of the other; symmetrical. */
export function compareNames(one: string, other: string): NameRelation {
  const ours = groupsOf(one);
  const theirs = groupsOf(other);
  if (ours.length === 0 || theirs.length === 0) return 'unknown';
  const found = ours.flatMap((a) => theirs.map((b) => relationOf(a, b)));
  return fromNearest.find((relation) => found.includes(relation)) ?? 'different';
}

/** True for names that may be one person's without asking anybody. An empty name contradicts nothing. */
export function areCompatible(relation: NameRelation): boolean {
  return ['same', 'variant', 'transcribed', 'reordered', 'unknown'].includes(relation);
}

/** A PN carries up to three groups (alphabetic=ideographic=phonetic, PS3.5 6.2.1): one that fits is enough. */
function groupsOf(name: string): string[] {
  return repairEncoding(name)
    .normalize('NFKC')
    .split('=')
    .filter((group) => foldName(group) !== '');
}

function relationOf(one: string, other: string): NameRelation {
  const a = foldName(one);
  const b = foldName(other);
  if (a === b) return 'same';
  if (asVariant(a) === asVariant(b)) return 'variant';
  const spelled = rotations(one).some((left) => rotations(other).some((right) => spells(left, right)));
  if (spelled) return hasHan(a) === hasHan(b) ? 'reordered' : 'transcribed';
  if (partsOf(one).sort().join(' ') === partsOf(other).sort().join(' ')) return 'reordered';
  return alikeRelation([...a], [...b]);
}

/** Only characters against characters: what was spelled is as different as it looks. */
function alikeRelation(a: readonly string[], b: readonly string[]): NameRelation {
  if (a.length !== b.length || !a.every(isHan) || !b.every(isHan)) return 'different';
  const differing = a.flatMap((character, at) =>
    character === b[at] ? [] : [[character, b[at] ?? ''] as const],
  );
  if (differing.every(([left, right]) => soundsAlike(left, right))) return 'alike-sound';
  const isNear = differing.length === 1 || differing.length * 2 <= a.length;
  const isAlike = differing.every(([left, right]) => looksAlike(left, right) || soundsAlike(left, right));
  return isNear && isAlike ? 'alike-shape' : 'different';
}

function soundsAlike(one: string, other: string): boolean {
  const theirs = readings(other);
  return readings(one).some((reading) => theirs.includes(reading));
}

/** Characters against their spelling, in either direction, or two spellings of one form. */
function spells(one: string, other: string): boolean {
  if (hasHan(one) === hasHan(other)) return one === other;
  return hasHan(one) ? soundsLike([...one], other) : soundsLike([...other], one);
}

/** True when the syllables of the characters, in any of their readings, spell `text` from start to end. */
function soundsLike(characters: readonly string[], text: string): boolean {
  const [first, ...rest] = characters;
  if (first === undefined) return text === '';
  if (text === '') return false;
  return readings(first).some(
    (reading) => text.startsWith(reading) && soundsLike(rest, text.slice(reading.length)),
  );
}

const read = new Map<string, readonly string[]>();

/** Toneless readings of one character; as a family name too. ü is typed as v, u or yu on devices without an umlaut. */
export function readings(character: string): readonly string[] {
  if (!isHan(character)) return [character];
  const known = read.get(character);
  if (known !== undefined) return known;
  const options = { toneType: 'none', type: 'array' } as const;
  const all = new Set([
    ...pinyin(character, { ...options, multiple: true }),
    ...pinyin(character, { ...options, surname: 'head' }),
  ]);
  const found = [...all].flatMap((one) =>
    one.includes('ü') ? ['v', 'u', 'yu', 'ü'].map((letter) => one.replace('ü', letter)) : [one],
  );
  if (read.size > 20_000) read.clear();
  read.set(character, found);
  return found;
}

/** `Xiaodong Wang` is `WangXiaodong` as well: which part leads depends on the device's maker. */
function rotations(name: string): string[] {
  const parts = partsOf(name);
  return parts.map((_, at) => [...parts.slice(at), ...parts.slice(0, at)].join(''));
}

function partsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[\s^,]+/)
    .map(foldName)
    .filter((part) => part !== '');
}

/** Width, case and script folded, marks and separators gone. */
export function foldName(name: string): string {
  const plain = name
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s^,.·•'’`*-]/g, '');
  return simplify(plain);
}

function asVariant(folded: string): string {
  const [first = '', ...rest] = [...folded];
  return familyForm(first) + rest.join('');
}

const isHan = (character: string): boolean => /^\p{Script=Han}$/u.test(character);
const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

interface Decoder {
  readonly decode: (bytes: Uint8Array) => string;
}
// shared/ is compiled without DOM and Node; TextDecoder is in every runtime the program has.
const { TextDecoder } = globalThis as unknown as {
  TextDecoder: new (label: string, options: { fatal: boolean }) => Decoder;
};

/** `ÍõÐ¡¶«` is 王小东 in GB 18030 that somebody read as Latin-1; anything else is left as it is. */
export function repairEncoding(name: string): string {
  if (!/[\u0080-\u00ff]{2}/.test(name) || /[^\u0020-\u00ff]/.test(name)) return name;
  const bytes = Uint8Array.from(name, (character) => character.charCodeAt(0));
  for (const label of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(bytes);
      if (hasHan(text)) return text;
    } catch {
      // Not in this encoding; the next is tried.
    }
  }
  return name;
}
