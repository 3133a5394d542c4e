/** Characters that a typist or a scanner of paper takes for each other, read from the generated tables when first asked for. */
import { alikeCharacters } from './alike-characters.generated.ts';
import { traditionalSimplified } from './traditional-simplified.generated.ts';

let simplified: ReadonlyMap<string, string> | null = null;
let alike: ReadonlyMap<string, ReadonlySet<string>> | null = null;

/** Family names that one family writes in two ways since the second simplification of 1977 (萧 as 肖, 傅 as 付). */
const familyVariants: Readonly<Record<string, string>> = {
  肖: '萧',
  付: '傅',
  闫: '阎',
  代: '戴',
  兰: '蓝',
  丘: '邱',
};

/** The text with every traditional character in its simplified form. */
export function simplify(text: string): string {
  simplified ??= new Map(
    [...traditionalSimplified].flatMap((character, at, all) =>
      at % 2 === 0 ? [[character, all[at + 1] ?? character] as const] : [],
    ),
  );
  return [...text].map((character) => simplified?.get(character) ?? character).join('');
}

/** The family name's character as its older form, so that both ways of writing it compare equal. */
export function familyForm(character: string): string {
  return familyVariants[character] ?? character;
}

/** True for two characters whose glyphs are taken for each other; false for a character and itself. */
export function looksAlike(one: string, other: string): boolean {
  alike ??= new Map(
    alikeCharacters.split(' ').map((entry) => {
      const [character = '', ...others] = [...entry];
      return [character, new Set(others)] as const;
    }),
  );
  return alike.get(one)?.has(other) === true || alike.get(other)?.has(one) === true;
}
