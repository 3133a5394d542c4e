/** One part of the report: a plain text field that expands phrases and jumps between blanks, safe for input methods. */
import { Textarea } from '@mantine/core';
import { forwardRef, useImperativeHandle, useRef } from 'react';
import type { Snippet } from '#shared/contract/reporting.ts';
import type { Kind } from '#shared/study/kind.ts';
import { expandSnippet, nextBlank } from './expand-snippet.ts';
import classes from './reporting.module.css';

export interface ReportFieldHandle {
  focus(): void;
  /** Selects the next 【…】; false when there is none. */
  selectBlank(): boolean;
}

export const ReportField = forwardRef<
  ReportFieldHandle,
  {
    name: string;
    label: string;
    value: string;
    grow: number;
    kind: Kind;
    snippets: readonly Snippet[];
    onChange: (value: string) => void;
  }
>(function ReportField(props, handle) {
  const field = useRef<HTMLTextAreaElement>(null);

  const selectBlank = (): boolean => {
    const element = field.current;
    if (!element) return false;
    const blank = nextBlank(element.value, document.activeElement === element ? element.selectionEnd : 0);
    if (!blank) return false;
    element.focus();
    element.setSelectionRange(blank[0], blank[1]);
    return true;
  };
  useImperativeHandle(handle, () => ({ focus: () => field.current?.focus(), selectBlank }));

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
      onKeyDown={(event) => {
        if (event.altKey && event.key.toLowerCase() === 'b' && selectBlank()) event.preventDefault();
      }}
      onChange={(event) => {
        const element = event.currentTarget;
        const composing = (event.nativeEvent as InputEvent).isComposing;
        const expanded = composing
          ? null
          : expandSnippet(element.value, element.selectionStart, props.snippets, props.kind);
        props.onChange(expanded?.text ?? element.value);
        if (expanded)
          requestAnimationFrame(() => field.current?.setSelectionRange(expanded.caret, expanded.caret));
      }}
    />
  );
});
