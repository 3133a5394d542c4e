/** Before and after of a text, word by word: what both ends show where a report was changed. */

export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Texts that differ in more words than this are shown as one replaced by the other: no eye follows more. */
const mostChanges = 300;

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });

function wordsOf(text: string): string[] {
  return [...segmenter.segment(text.replace(/\r\n?/g, '\n'))].map(({ segment }) => segment);
}

/** Parts in reading order; joined without `added` they are `before`, without `removed` they are `after` (line ends as \n). */
export function diffWords(before: string, after: string): DiffPart[] {
  const one = wordsOf(before);
  const other = wordsOf(after);
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (
    end < one.length - start &&
    end < other.length - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  )
    end += 1;
  const parts: DiffPart[] = [];
  push(parts, 'same', one.slice(0, start));
  for (const part of middle(one.slice(start, one.length - end), other.slice(start, other.length - end)))
    push(parts, part.kind, part.words);
  push(parts, 'same', one.slice(one.length - end));
  return parts;
}

interface Piece {
  readonly kind: DiffPart['kind'];
  readonly words: readonly string[];
}

/** The shortest edit by E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), greedy with its trace kept. */
function middle(one: readonly string[], other: readonly string[]): Piece[] {
  const replaced: Piece[] = [
    { kind: 'removed', words: one },
    { kind: 'added', words: other },
  ];
  if (one.length === 0 || other.length === 0) return replaced;
  const trace: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  const at = (reach: ReadonlyMap<number, number>, diagonal: number): number => reach.get(diagonal) ?? -1;
  const goesDown = (reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
    diagonal === -edits || (diagonal !== edits && at(reach, diagonal - 1) < at(reach, diagonal + 1));
  for (let edits = 0; edits <= Math.min(mostChanges, one.length + other.length); edits++) {
    trace.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = goesDown(furthest, diagonal, edits)
        ? at(furthest, diagonal + 1)
        : at(furthest, diagonal - 1) + 1;
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= one.length && x - diagonal >= other.length) return walkBack(trace, one, other, goesDown);
    }
  }
  return replaced;
}

function walkBack(
  trace: readonly ReadonlyMap<number, number>[],
  one: readonly string[],
  other: readonly string[],
  goesDown: (reach: ReadonlyMap<number, number>, diagonal: number, edits: number) => boolean,
): Piece[] {
  const pieces: Piece[] = [];
  let x = one.length;
  let y = other.length;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = goesDown(reach, diagonal, edits);
    const from = down ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : (reach.get(from) ?? 0);
    const fromY = edits === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      pieces.unshift({ kind: 'same', words: one.slice(x, x + 1) });
    }
    if (edits === 0) break;
    if (down) pieces.unshift({ kind: 'added', words: other.slice(fromY, y) });
    else pieces.unshift({ kind: 'removed', words: one.slice(fromX, x) });
    x = fromX;
    y = fromY;
  }
  return pieces;
}

function push(parts: DiffPart[], kind: DiffPart['kind'], words: readonly string[]): void {
  const text = words.join('');
  if (text === '') return;
  const last = parts.at(-1);
  if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
  else parts.push({ kind, text });
}
