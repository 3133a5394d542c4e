/**
 * Journey steps 8 and 10: numbers of an imaging report that say what was measured on an image. Each is a place in the text
 * bound to a measurement: no word has to stand before it, and it stays bound while the text around it is written.
 */
import type { ReportContent, ReportImage } from '../report.ts';
import type { JudgedNumber, NumberState } from './judge-numbers.ts';
import { rounded } from './measured-values.ts';

export type LinkedField = ReportImage['links'][number]['field'];

/** What a measurement says now, under `measurement id:quantity`. */
export interface LinkedValue {
  readonly value: number;
  readonly unit: string;
  readonly decimals: number;
  /** Of the quantity, as the report's text calls it. */
  readonly name: string;
}
export type LinkedValues = Readonly<Record<string, LinkedValue>>;

/** A text with the places in it that are bound. */
export interface LinkedText {
  readonly text: string;
  readonly numbers: ReadonlyArray<
    LinkedValue & { readonly key: string; readonly from: number; readonly to: number }
  >;
}

export const linkedFields = [
  'findings',
  'impression',
  'recommendation',
] as const satisfies readonly LinkedField[];
const plainNumber = /^[-−]?\d{1,7}(?:\.\d{1,6})?$/;

/** The bound numbers of one field in the order they stand. */
export function judgeLinks(content: ReportContent, field: LinkedField): JudgedNumber[] {
  const { image } = content;
  if (image === undefined) return [];
  const text = content[field];
  return image.links
    .filter((link) => link.field === field)
    .sort((one, other) => one.from - other.from)
    .flatMap(({ key, from, to }) => {
      const written = text.slice(from, to);
      if (!plainNumber.test(written)) return [];
      const value = Number(written.replace('−', '-'));
      const decimals = written.split('.')[1]?.length ?? 0;
      const measured = image.measured[key]?.value ?? null;
      const tolerance = 0.5 * 10 ** -decimals;
      const isKept = (image.manual ?? []).some(
        (kept) => kept.key === key && Math.abs(kept.value - value) < 1e-9,
      );
      const state: NumberState =
        measured !== null && Math.abs(value - measured) <= tolerance + 1e-9
          ? 'bound'
          : isKept
            ? 'manual'
            : measured === null
              ? 'stale'
              : 'contradicted';
      return [{ key, value, tolerance, from, to, decimals, scale: 1, state, measured }];
    });
}

/** The content with a text put in at the end of a field, its numbers bound. */
export function addLinked(content: ReportContent, field: LinkedField, added: LinkedText): ReportContent {
  const before = content[field];
  const start = before + (before === '' || before.endsWith('\n') ? '' : '\n');
  const image = content.image ?? { links: [], measured: {} };
  const links = added.numbers.map(({ key, from, to }) => ({
    key,
    field,
    from: start.length + from,
    to: start.length + to,
  }));
  const measured = { ...image.measured };
  for (const { key, ...value } of added.numbers) measured[key] = heldValue(value);
  return {
    ...content,
    [field]: start + added.text,
    image: { ...image, links: [...image.links, ...links].slice(-200), measured },
  };
}

/** After an edit by hand from `before` to `after`: places move with the text around them; what is no number any more is let go. */
export function followEdit(before: ReportContent, after: ReportContent): ReportContent {
  const { image } = before;
  if (image === undefined) return after;
  const links = image.links.flatMap((link) => {
    const moved = movedLink(link, before[link.field], after[link.field]);
    return moved === null || !plainNumber.test(after[link.field].slice(moved.from, moved.to)) ? [] : [moved];
  });
  if (links.length === 0) return withoutImage(after);
  const keys = new Set(links.map(({ key }) => key));
  const measured = Object.fromEntries(Object.entries(image.measured).filter(([key]) => keys.has(key)));
  return { ...after, image: { ...image, ...after.image, links, measured } };
}

/** A measurement changed: numbers that said what it was are written anew; what was typed against it stays; a vanished one is null. */
export function holdLinks(content: ReportContent, values: LinkedValues): ReportContent {
  const { image } = content;
  if (image === undefined) return content;
  let next = content;
  for (const field of linkedFields) {
    // From the end on, so that the places before stay right.
    for (const number of judgeLinks(content, field).reverse()) {
      const now = values[number.key];
      if (number.state !== 'bound' || now === undefined) continue;
      const text = next[field];
      for (const written of rewritten(text, number, now, image.measured[number.key]?.unit ?? now.unit))
        if (written !== next[field]) next = followEdit(next, { ...next, [field]: written });
    }
  }
  const held = next.image;
  if (held === undefined) return next;
  const measured = Object.fromEntries(
    Object.entries(held.measured).map(([key, was]) => {
      const now = values[key];
      return [key, now === undefined ? { ...was, value: null } : heldValue(now)];
    }),
  );
  return { ...next, image: { ...held, measured } };
}

/**
 * The text with the number as it is now, edit by edit. Another unit (an image that was calibrated by hand) takes the place of the
 * one written right behind; where another word stands there nothing is written: a number in the wrong unit must not look right.
 */
function rewritten(
  text: string,
  { from, to, decimals }: JudgedNumber,
  now: LinkedValue,
  unit: string,
): readonly string[] {
  if (now.unit === unit) return [text.slice(0, from) + now.value.toFixed(decimals) + text.slice(to)];
  const before = unit === '°' ? unit : ` ${unit}`;
  if (!text.startsWith(before, to)) return [];
  const after = ` ${now.unit}${text.slice(to + before.length)}`;
  return [text.slice(0, to) + after, text.slice(0, from) + now.value.toFixed(now.decimals) + after];
}

/** All bound numbers that stand against their measurement. */
export function wrongLinks(content: ReportContent): JudgedNumber[] {
  return linkedFields
    .flatMap((field) => judgeLinks(content, field))
    .filter(({ state }) => state === 'contradicted' || state === 'stale');
}

function heldValue({ value, unit, decimals, name }: LinkedValue): ReportImage['measured'][string] {
  return { value: rounded(value, decimals), unit, decimals, name };
}

type Link = ReportImage['links'][number];

function movedLink(link: Link, before: string, after: string): Link | null {
  if (before === after) return link;
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < least - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  const end = before.length - tail;
  const delta = after.length - before.length;
  // Digits typed right at a number's edge belong to it.
  const typed = after.slice(head, end + delta);
  const touches = /^[\d.]+$/.test(typed);
  if (link.to < head || (link.to === head && !touches)) return link;
  if (link.from > end || (link.from === end && !(touches && head === end))) {
    return { ...link, from: link.from + delta, to: link.to + delta };
  }
  const from = Math.min(link.from, head);
  return { ...link, from, to: Math.max(from, Math.max(link.to, end) + delta) };
}

function withoutImage({ image: _, ...content }: ReportContent): ReportContent {
  return content;
}
