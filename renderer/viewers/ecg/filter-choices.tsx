/** The display filters in the toolbar, and the band over the paper while they are narrower than diagnostic. */
import { Checkbox } from '@mantine/core';
import {
  type DisplayFilters,
  highPassChoicesHz,
  isNarrowerThanDiagnostic,
  lowPassChoicesHz,
  notchChoicesHz,
} from '#shared/ecg/filters/display-filters.ts';
import { Choice } from './choice.tsx';
import styles from './ecg-viewer.module.css';
import type { EcgWords } from './words.ts';

export interface FilterChoicesProps {
  readonly filters: DisplayFilters;
  readonly words: EcgWords;
  readonly onFilters: (filters: DisplayFilters) => void;
}

export function FilterChoices({ filters, words, onFilters }: FilterChoicesProps) {
  const text = (hz: number | null): string => (hz === null ? words.filters.off : `${hz} Hz`);
  return (
    <>
      <Choice
        label={words.filters.highPass}
        values={[null, ...highPassChoicesHz]}
        text={text}
        value={filters.highPassHz}
        onChange={(highPassHz) => onFilters({ ...filters, highPassHz })}
      />
      <Choice
        label={words.filters.lowPass}
        values={[null, ...lowPassChoicesHz]}
        text={text}
        value={filters.lowPassHz}
        onChange={(lowPassHz) => onFilters({ ...filters, lowPassHz })}
      />
      <Choice
        label={words.filters.notch}
        values={[null, ...notchChoicesHz]}
        text={text}
        value={filters.notchHz}
        onChange={(notchHz) => onFilters({ ...filters, notchHz })}
      />
      <Checkbox
        size="xs"
        label={words.filters.baseline}
        checked={filters.baseline}
        onChange={(event) => onFilters({ ...filters, baseline: event.currentTarget.checked })}
      />
    </>
  );
}

/** Nothing while the picture keeps the diagnostic band. */
export function FilterBand({
  filters,
  words,
  onReset,
}: Omit<FilterChoicesProps, 'onFilters'> & { readonly onReset: () => void }) {
  if (!isNarrowerThanDiagnostic(filters)) return null;
  return (
    <div className={styles.band} role="status" data-filter-band>
      <b>{words.filters.narrow}</b>
      <button type="button" onClick={onReset}>
        {words.filters.unfilter}
      </button>
    </div>
  );
}
