/** Journey step 8: the blanks 【…】 of a template, walked by Tab. */

/** The next blank from the caret on, then from the start; null when none is left. UTF-16 offsets, brackets included. */
export function nextBlank(text: string, caret: number): readonly [from: number, to: number] | null {
  return blankFrom(text, caret) ?? blankFrom(text, 0);
}

/** The first blank that begins at `at` or after it. */
export function blankFrom(text: string, at: number): readonly [from: number, to: number] | null {
  const from = text.indexOf('【', at);
  const to = from < 0 ? -1 : text.indexOf('】', from);
  return to < 0 ? null : [from, to + 1];
}

/** The last blank that ends before `at` or there. */
export function blankBefore(text: string, at: number): readonly [from: number, to: number] | null {
  const to = text.lastIndexOf('】', at - 1);
  const from = to < 0 ? -1 : text.lastIndexOf('【', to);
  return from < 0 ? null : [from, to + 1];
}
