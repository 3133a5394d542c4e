/** Left and right as a report says them. A direction (向左移位), a projection (左侧位) and a part of an unpaired organ are no side of the body. */

export type Side = 'left' | 'right' | 'both';

export interface SaidSide {
  readonly side: Side;
  readonly at: number;
  readonly said: string;
}

/** Struck out before sides are read; same length, so that places stay. */
const noSide =
  /左右(径|对称|两|双)?|向[左右]侧?|[左右](偏|移|旋|侧卧|侧位|前斜|后斜|斜位|位心)|偏[左右]|电轴[左右]偏|[左右](束支|前分支|后分支|前降支|回旋支|主干|冠)|[左右](心|房|室)(?!侧)|肝[左右]叶|[左右](半结肠|叶肝|三角)|甲状腺[左右]叶|\b(to the (left|right)|(left|right)(ward| lateral| anterior oblique| axis| bundle| ventric\w*| atri\w*| lobe| heart| coronary| main))\b/gi;
const sideWords =
  /双侧|两侧|双(?=[肺肾膝手足髋肩肘腕踝乳下上膈])|两(?=[肺肾膝膈])|左|右|\b(bilateral(ly)?|both|left|right|lt\.?|rt\.?)(?=\W|$)/gi;

/** In the order of the text. */
export function sidesOf(text: string): SaidSide[] {
  const bare = text.replace(noSide, (word) => '·'.repeat(word.length));
  return [...bare.matchAll(sideWords)].map((match) => {
    const said = match[0];
    const side: Side = /左|^l/i.test(said) ? 'left' : /右|^r/i.test(said) ? 'right' : 'both';
    return { side, at: match.index, said };
  });
}

/** The one side that texts speak of: null where they name none, or both. */
export function onlySideOf(texts: readonly string[]): 'left' | 'right' | null {
  const sides = new Set(texts.flatMap((text) => sidesOf(text.replaceAll('_', ' ')).map(({ side }) => side)));
  const [only] = sides;
  return sides.size === 1 && (only === 'left' || only === 'right') ? only : null;
}

export function opposite(side: 'left' | 'right'): 'left' | 'right' {
  return side === 'left' ? 'right' : 'left';
}

/** The side with what it is the side of, to be quoted: four 汉字, or two English words. */
export function wordsAt(text: string, at: number): string {
  return /^([a-z]+( [a-z]+)?|[^,。,;]{1,4})/i.exec(text.slice(at))?.[0] ?? text.slice(at, at + 4);
}
