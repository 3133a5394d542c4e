/** The terms that fit what is typed, under the caret (journey step 8): numbered, as an input method's are. */
import { useLayoutEffect, useRef, useState } from 'react';
import classes from './reporting.module.css';

export interface OfferedTerm {
  readonly code: string;
  /** As it will be written, numbers and all. */
  readonly text: string;
}

export function CandidateList(props: {
  terms: readonly OfferedTerm[];
  selected: number;
  label: string;
  /** The place in the mirror of the text where the caret stands. */
  caret: () => DOMRect | null;
  onPick: (index: number) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  const { terms, caret } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has another size
  useLayoutEffect(() => {
    const at = caret();
    const box = list.current?.getBoundingClientRect();
    if (at === null || box === undefined) return;
    const below = at.bottom + 4;
    setPlace({
      left: Math.max(8, Math.min(at.left, window.innerWidth - box.width - 8)),
      top: below + box.height > window.innerHeight - 8 ? at.top - box.height - 4 : below,
    });
  }, [terms, caret]);
  return (
    <div
      ref={list}
      className={classes.candidates}
      role="listbox"
      aria-label={props.label}
      style={{
        left: place?.left ?? 0,
        top: place?.top ?? 0,
        visibility: place === null ? 'hidden' : 'visible',
      }}
      data-candidates
    >
      {terms.map((term, index) => (
        <div
          key={term.code}
          role="option"
          aria-selected={index === props.selected}
          tabIndex={-1}
          data-candidate={term.code}
          onMouseDown={(event) => {
            event.preventDefault();
            props.onPick(index);
          }}
        >
          <kbd>{index + 1}</kbd>
          <span>{term.text}</span>
          <small>{term.code}</small>
        </div>
      ))}
    </div>
  );
}
