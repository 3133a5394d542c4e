/** One part of the report: a plain text field that expands phrases, offers terms, strikes wrong numbers and jumps between blanks, safe for input methods. */
import { Textarea } from '@mantine/core';
import { forwardRef, type KeyboardEvent, useCallback, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Snippet } from '#shared/contract/reporting.ts';
import type { JudgedNumber } from '#shared/report/numbers/judge-numbers.ts';
import { blankBefore, blankFrom, nextBlank } from '#shared/report/templates/blanks.ts';
import type { Kind } from '#shared/study/kind.ts';
import { CandidateList } from './candidate-list.tsx';
import { expandSnippet } from './expand-snippet.ts';
import classes from './reporting.module.css';
import { TextMirror } from './text-mirror.tsx';
import type { Remark } from './use-lint.ts';
import type { TermOffers } from './use-term-offers.ts';

export interface ReportFieldHandle {
  focus(): void;
  /** Selects the next 【…】; false when there is none. */
  selectBlank(): boolean;
  /** Selects the first blank, or the last one; false when there is none. */
  enterBlank(end: 'first' | 'last'): boolean;
  /** Selects a stretch of the text. */
  select(from: number, to: number): void;
}

/** Offered for exactly this text; another text has others. */
interface Open {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly terms: ReturnType<TermOffers>['terms'];
  readonly selected: number;
}

const noNumbers: readonly JudgedNumber[] = [];
const noRemarks: readonly Remark[] = [];

export const ReportField = forwardRef<
  ReportFieldHandle,
  {
    name: string;
    label: string;
    value: string;
    grow: number;
    kind: Kind;
    snippets: readonly Snippet[];
    /** Terms that fit what is typed; absent where there is no library. */
    offers?: TermOffers | undefined;
    numbers?: readonly JudgedNumber[];
    remarks?: readonly Remark[];
    /** A bound number was clicked, or Alt+J pressed on it. */
    onNumber?: (key: string) => void;
    /** Tab found no further blank here; true when another field has taken it. */
    onLeave?: (back: boolean) => boolean;
    onChange: (value: string) => void;
  }
>(function ReportField(props, handle) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const caretMark = useRef<HTMLSpanElement>(null);
  const [offered, setOffered] = useState<Open | null>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const open = offered !== null && offered.text === props.value ? offered : null;

  const selectBlank = (): boolean => {
    const element = field.current;
    if (!element) return false;
    const blank = nextBlank(element.value, document.activeElement === element ? element.selectionEnd : 0);
    if (!blank) return false;
    element.focus();
    element.setSelectionRange(blank[0], blank[1]);
    return true;
  };
  const selectFound = (blank: readonly [from: number, to: number] | null): boolean => {
    if (blank === null) return false;
    select(blank[0], blank[1]);
    return true;
  };
  const enterBlank = (end: 'first' | 'last'): boolean =>
    selectFound(end === 'first' ? blankFrom(props.value, 0) : blankBefore(props.value, props.value.length));
  /** Tab walks the blanks of this field, then those of the next; where none is left it is the browser's. */
  const walk = (back: boolean): boolean => {
    const { selectionStart, selectionEnd, value } = field.current ?? {
      selectionStart: 0,
      selectionEnd: 0,
      value: '',
    };
    const own = back ? blankBefore(value, selectionStart) : blankFrom(value, selectionEnd);
    return selectFound(own) || (props.onLeave?.(back) ?? false);
  };
  const select = (from: number, to: number): void => {
    field.current?.focus();
    field.current?.setSelectionRange(from, to);
  };
  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    selectBlank,
    enterBlank,
    select,
  }));
  const caretPlace = useCallback(() => caretMark.current?.getBoundingClientRect() ?? null, []);

  const setCaret = (caret: number): void => {
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  };
  const offer = (text: string, caret: number): void => {
    const found = props.offers?.(text, caret);
    setOffered(found && found.terms.length > 0 ? { ...found, text, selected: 0 } : null);
  };
  const pick = (index: number): void => {
    const term = open?.terms[index];
    if (open === null || term === undefined) return;
    setOffered(null);
    props.onChange(open.text.slice(0, open.from) + term.text + open.text.slice(open.to));
    setCaret(open.from + term.text.length);
  };
  const keyOfList = (event: KeyboardEvent): boolean => {
    if (open === null || event.ctrlKey || event.altKey || event.metaKey) return false;
    const { length } = open.terms;
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
    if (digit >= 1 && digit <= length) pick(digit - 1);
    else if (event.key === 'Enter' && !event.shiftKey) pick(open.selected);
    else if (event.key === 'Escape') setOffered(null);
    else if (event.key === 'ArrowDown') setOffered({ ...open, selected: (open.selected + 1) % length });
    else if (event.key === 'ArrowUp')
      setOffered({ ...open, selected: (open.selected + length - 1) % length });
    else return false;
    return true;
  };

  const goToNumber = ({ selectionStart, selectionEnd }: HTMLTextAreaElement): void => {
    if (selectionStart !== selectionEnd) return;
    const number = props.numbers?.find(({ from, to }) => from <= selectionStart && selectionStart <= to);
    if (number) props.onNumber?.(number.key);
  };

  return (
    <Textarea
      ref={field}
      name={props.name}
      label={props.label}
      value={props.value}
      classNames={{
        root: classes.field ?? '',
        wrapper: classes.fieldWrapper ?? '',
        input: classes.fieldInput ?? '',
      }}
      style={{ flexGrow: props.grow }}
      spellCheck={false}
      inputContainer={(input) => (
        <div className={classes.ink}>
          {input}
          <TextMirror
            ref={caretMark}
            text={props.value}
            numbers={props.numbers ?? noNumbers}
            remarks={props.remarks ?? noRemarks}
            caret={open?.to ?? -1}
            scrollTop={scrollTop}
          />
          {open !== null && (
            <CandidateList
              terms={open.terms}
              selected={open.selected}
              label={t('reporting.terms')}
              caret={caretPlace}
              onPick={pick}
            />
          )}
        </div>
      )}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      onBlur={() => setOffered(null)}
      onClick={(event) => goToNumber(event.currentTarget)}
      onSelect={(event) => {
        if (offered !== null && event.currentTarget.selectionStart !== offered.to) setOffered(null);
      }}
      onKeyDown={(event) => {
        // 229: an input method has the key, also in browsers that tell its start and end late.
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (keyOfList(event)) event.preventDefault();
        else if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && walk(event.shiftKey))
          event.preventDefault();
        else if (event.altKey && event.key.toLowerCase() === 'b' && selectBlank()) event.preventDefault();
        else if (event.altKey && event.key.toLowerCase() === 'j') {
          event.preventDefault();
          goToNumber(event.currentTarget);
        }
      }}
      onCompositionStart={() => setOffered(null)}
      onCompositionEnd={(event) => offer(event.currentTarget.value, event.currentTarget.selectionStart)}
      onChange={(event) => {
        const element = event.currentTarget;
        const composing = (event.nativeEvent as InputEvent).isComposing;
        const expanded = composing
          ? null
          : expandSnippet(element.value, element.selectionStart, props.snippets, props.kind);
        props.onChange(expanded?.text ?? element.value);
        if (expanded) setCaret(expanded.caret);
        if (composing || expanded) setOffered(null);
        else offer(element.value, element.selectionStart);
      }}
    />
  );
});
