/** The numbers of every caliper on the tracing, under the paper: also those that the page does not show just now. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy, IconLineDashed, IconTrash } from '@tabler/icons-react';
import type { CaliperSet } from '#shared/measure/ecg-caliper-set.ts';
import type { Caliper } from '#shared/measure/ecg-calipers.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import { type CaliperText, caliperText } from './calipers/caliper-text.ts';
import styles from './ecg-viewer.module.css';
import type { EcgAction } from './shortcuts.ts';
import type { EcgWords } from './words.ts';

export interface EcgReadoutsProps {
  readonly group: WaveformGroup;
  readonly set: CaliperSet;
  readonly words: EcgWords;
  readonly onSelect: (id: number) => void;
  readonly onAction: (action: EcgAction) => void;
  /** The numbers of one; omit where the whole recording is in `group`. */
  readonly textOf?: (caliper: Caliper) => CaliperText;
}

export function EcgReadouts(props: EcgReadoutsProps) {
  const { group, set, words, onSelect, onAction } = props;
  const textOf = props.textOf ?? ((caliper: Caliper) => caliperText(group, caliper, words));
  return (
    <section className={styles.readouts} aria-label={words.calipers} aria-live="polite">
      {set.calipers.length === 0 && <span className={styles.dimmed}>{words.hint}</span>}
      {set.calipers.map((caliper) => {
        const text = textOf(caliper);
        const selected = caliper.id === set.selectedId;
        return (
          <button
            key={caliper.id}
            type="button"
            className={styles.readout}
            aria-pressed={selected}
            onClick={() => onSelect(caliper.id)}
          >
            <b>
              {caliper.id} {text.lead}
            </b>
            {text.time !== '' && <span>Δt {text.time}</span>}
            {text.rate !== '' && <span>{text.rate}</span>}
            <span>ΔV {text.voltage}</span>
            {selected && <span className={styles.dimmed}>{words.leg[set.leg]}</span>}
          </button>
        );
      })}
      {set.selectedId !== null && (
        <>
          {set.calipers.some((one) => one.id === set.selectedId && one.kind === 'time') && (
            <Tooltip label={`${words.march} (A)`}>
              <ActionIcon
                variant="default"
                size={26}
                aria-label={words.march}
                onClick={() => onAction('march')}
              >
                <IconLineDashed size={15} />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={`${words.copy} (C)`}>
            <ActionIcon variant="default" size={26} aria-label={words.copy} onClick={() => onAction('copy')}>
              <IconCopy size={15} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={`${words.deleteCaliper} (Delete)`}>
            <ActionIcon
              variant="default"
              size={26}
              aria-label={words.deleteCaliper}
              onClick={() => onAction('delete')}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </section>
  );
}
