/** One choice of the toolbar out of a few values: its name and a small native list, which the keyboard opens too. */
import { NativeSelect } from '@mantine/core';
import styles from './ecg-viewer.module.css';

export interface ChoiceProps<T> {
  readonly label: string;
  /** Its values say what it is; the name is then only for screen readers. */
  readonly nameless?: boolean;
  readonly values: readonly T[];
  readonly text?: (value: T) => string;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** Values must differ as text. */
export function Choice<T>({ label, nameless, values, text = String, value, onChange }: ChoiceProps<T>) {
  return (
    <div className={styles.choice}>
      {nameless !== true && label}
      <NativeSelect
        size="xs"
        className={styles.list}
        aria-label={label}
        data={values.map((one) => ({ value: String(one), label: text(one) }))}
        value={String(value)}
        onChange={(event) => {
          const chosen = values.find((one) => String(one) === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      />
    </div>
  );
}
