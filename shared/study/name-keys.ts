/** Keys that names which may be one person's have in common, so that an index finds candidates without comparing all. */
import { foldName, readings, repairEncoding } from './compatible-names.ts';

/** A name of many readings gives at most so many keys. */
const mostSounds = 8;
const longestWithHoles = 4;

/**
 * `sounds`: the letters of each reading in alphabetical order, so that neither the order of the parts nor ü against v
 * matters. `holes`: characters with one of them left open, for a name with one wrong character.
 */
export function nameKeys(name: string): { readonly sounds: string[]; readonly holes: string[] } {
  const groups = repairEncoding(name)
    .normalize('NFKC')
    .split('=')
    .map(foldName)
    .filter((group) => group !== '');
  const sounds = groups.flatMap((group) => spellings([...group]).map(lettersOf));
  const holes = groups.flatMap((group) => {
    const characters = [...group];
    const isHan = characters.every((character) => /^\p{Script=Han}$/u.test(character));
    if (!isHan || characters.length < 2 || characters.length > longestWithHoles) return [];
    return characters.map((_, hole) => characters.map((one, at) => (at === hole ? '*' : one)).join(''));
  });
  return { sounds: [...new Set(sounds)], holes: [...new Set(holes)] };
}

function spellings(characters: readonly string[]): string[] {
  let found = [''];
  for (const character of characters) {
    const next = readings(character).filter((reading) => !/[vü]|^[ln]yu/.test(reading) || reading === 'v');
    found = found.flatMap((start) => next.map((reading) => start + reading)).slice(0, mostSounds);
  }
  return found;
}

/** lü, lv, lyu and lu are one sound as devices type it. */
function lettersOf(spelling: string): string {
  return [...spelling.replace(/v/g, 'u').replace(/([ln])yu/g, '$1u')].sort().join('');
}
