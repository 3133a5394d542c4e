/** One text before and after, word by word: what went is struck in red, what came is underlined in green; shape beside colour. */
import { diffWords } from '#shared/report/diff-words.ts';
import classes from './text-diff.module.css';

export function TextDiff({ before, after }: { before: string; after: string }) {
  const parts = diffWords(before.trim(), after.trim());
  let at = 0;
  return (
    <span className={classes.diff} data-diff>
      {parts.map((part) => {
        const key = `${at}`;
        at += 1;
        if (part.kind === 'same') return <span key={key}>{part.text}</span>;
        return part.kind === 'removed' ? (
          <del key={key} className={classes.removed}>
            {part.text}
          </del>
        ) : (
          <ins key={key} className={classes.added}>
            {part.text}
          </ins>
        );
      })}
    </span>
  );
}
