/** Cuts a report into clauses and says whether a word in one is denied: the ground that the rules of the lint stand on. */

export interface Clause {
  readonly text: string;
  /** Offset in the field. */
  readonly from: number;
  /** Which sentence of the field it belongs to. */
  readonly sentence: number;
}

const cjk = /[\u3400-\u9fff]/;

/** A comma ends a Chinese clause; an English one lists on after it, so it ends only beside 汉字. A point inside a number ends nothing. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  let sentence = 0;
  const close = (to: number): void => {
    const piece = text.slice(from, to);
    const lead = piece.length - piece.trimStart().length;
    if (piece.trim() !== '') clauses.push({ text: piece.trim(), from: from + lead, sentence });
    from = to + 1;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    const next = text[at + 1] ?? '';
    const besideCjk = cjk.test(text[at - 1] ?? '') || cjk.test(next);
    const endsSentence = '。;\n!?'.includes(char) || (char === '.' && (next === '' || /\s/.test(next)));
    if (endsSentence) {
      close(at);
      sentence += 1;
    } else if (char === ',' && besideCjk) close(at);
  }
  close(text.length);
  return clauses;
}

/** 无 and 未 that deny nothing. */
const harmless =
  /无回声|无肺纹理|无名|无力|无菌|未闭|未愈|未完全吸收|未吸收|不除外|不能除外|不排除|不能排除|未除外|未排除|无法排除|无法除外/g;
const denial = /未|无|没有|并非|排除|除外|不伴|否认/g;
const englishDenial =
  /\b(no|without|not|absence of|absent|negative for|free of|nor|neither|none|denies|rather than)\b/gi;
const englishStop = /\b(but|however|although|with the exception)\b/i;

/** True where the word at `at` of a clause is denied: 未见骨折, no fracture, 骨折线未见. */
export function isDenied(clause: string, at: number, length: number): boolean {
  const before = clause.slice(0, at).replace(harmless, (word) => '·'.repeat(word.length));
  if ([...before.matchAll(denial)].length > 0) return true;
  const lastEnglish = [...before.matchAll(englishDenial)].at(-1);
  if (lastEnglish && !englishStop.test(before.slice(lastEnglish.index))) return true;
  if (before.endsWith('不')) return true;
  const after = clause.slice(at + length);
  return /^(线|征象|影|灶)?(均|亦)?(未见(显示)?$|阴性|(is|are|was|were) (not|absent))/.test(after.trim());
}

/** All places of a pattern in a clause; the pattern is global. */
export function placesOf(clause: string, pattern: RegExp): { at: number; said: string }[] {
  return [...clause.matchAll(pattern)].map((match) => ({ at: match.index, said: match[0] }));
}
