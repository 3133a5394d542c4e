/** Expands `;abbreviation` before the caret when a blank is typed: `;fd ` becomes 心房颤动. */
import type { Snippet } from '#shared/contract/reporting.ts';
import type { Kind } from '#shared/study/kind.ts';

export interface Expansion {
  readonly text: string;
  readonly caret: number;
}

/** The text and caret after expansion, or null when nothing before the caret is a known abbreviation. */
export function expandSnippet(
  text: string,
  caret: number,
  snippets: readonly Snippet[],
  kind: Kind,
): Expansion | null {
  const typed = /[;；]([a-z0-9]{1,16})[ \u3000]$/i.exec(text.slice(0, caret));
  if (!typed) return null;
  const abbreviation = (typed[1] ?? '').toLowerCase();
  const fitting = snippets.filter((snippet) => snippet.abbreviation === abbreviation);
  const snippet = fitting.find((one) => one.kind === kind) ?? fitting.find((one) => one.kind === '*');
  if (!snippet) return null;
  const from = caret - typed[0].length;
  return { text: text.slice(0, from) + snippet.text + text.slice(caret), caret: from + snippet.text.length };
}
