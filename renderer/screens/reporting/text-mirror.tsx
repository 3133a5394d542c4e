/** The field's text once more above it, unseen but for what is wrong in it: a number against its measurement is struck red, what the lint remarks is underlined. */
import { forwardRef, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { JudgedNumber } from '#shared/report/numbers/judge-numbers.ts';
import classes from './reporting.module.css';
import type { Remark } from './use-lint.ts';

const copied = [
  'font-family',
  'font-size',
  'font-weight',
  'letter-spacing',
  'line-height',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
] as const;

/** `ref` is the mark at `caret`: where the caret stands on the screen. */
export const TextMirror = forwardRef<
  HTMLSpanElement,
  {
    text: string;
    numbers: readonly JudgedNumber[];
    remarks: readonly Remark[];
    caret: number;
    scrollTop: number;
  }
>(function TextMirror({ text, numbers, remarks, caret, scrollTop }, mark) {
  const mirror = useRef<HTMLDivElement>(null);
  // Letter for letter over the field, whatever theme, zoom or scroll bar does to it.
  useLayoutEffect(() => {
    const own = mirror.current?.style;
    const field = mirror.current?.parentElement?.querySelector('textarea');
    if (own === undefined || !field) return;
    const style = getComputedStyle(field);
    for (const property of copied) own.setProperty(property, style.getPropertyValue(property));
    own.setProperty('--ink-ground', style.backgroundColor);
    const bar = field.offsetWidth - field.clientWidth - 2 * Number.parseFloat(style.borderLeftWidth);
    own.setProperty('right', `${Math.max(0, bar)}px`);
  });
  const cuts = [0, caret, text.length, ...[...numbers, ...remarks].flatMap(({ from, to }) => [from, to])];
  const places = [...new Set(cuts)].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  const parts: ReactNode[] = [];
  for (const [i, from] of places.entries()) {
    if (from === caret) parts.push(<span key="caret" ref={mark} />);
    const to = places[i + 1];
    if (to === undefined) break;
    const number = numbers.find((one) => one.from <= from && to <= one.to);
    const piece = text.slice(from, to);
    const remark = remarks.find((one) => one.from <= from && to <= one.to);
    parts.push(
      number ? (
        <span key={from} className={classes.judged} data-number={number.key} data-number-state={number.state}>
          {piece}
        </span>
      ) : remark ? (
        <span
          key={from}
          className={classes.remarked}
          data-remarked={remark.rule}
          data-remark-state={remark.state}
        >
          {piece}
        </span>
      ) : (
        piece
      ),
    );
  }
  return (
    <div ref={mirror} className={classes.mirror} aria-hidden>
      <div style={{ transform: `translateY(${-scrollTop}px)` }}>{parts}</div>
    </div>
  );
});
