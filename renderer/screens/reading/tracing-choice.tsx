/** The tracings of a study that holds several: one lies on the paper, and what came late or was not seen yet says so. */
import { Kbd, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import type { Tracing } from './fetch-waveform.ts';
import classes from './reading.module.css';
import type { TracingMark } from './use-tracings.ts';

export function TracingChoice(props: {
  tracings: readonly Tracing[];
  chosen: Tracing;
  markOf: (tracing: Tracing) => TracingMark | null;
  onChoose: (sopInstanceUid: string) => void;
  /** False beside the case that is read: the key is that one's. */
  keyboard: boolean;
}) {
  const { t } = useTranslation();
  const { tracings, chosen, markOf, onChoose } = props;
  useHotkeys(
    {
      'Alt+]': () => {
        const next = tracings[(tracings.indexOf(chosen) + 1) % tracings.length];
        if (next !== undefined) onChoose(next.sopInstanceUid);
      },
    },
    props.keyboard,
  );
  return (
    <div className={classes.tracings} data-tracings={tracings.length}>
      <SegmentedControl
        size="xs"
        aria-label={t('reading.tracings')}
        value={chosen.sopInstanceUid}
        onChange={onChoose}
        data={tracings.map((tracing, index) => {
          const mark = markOf(tracing);
          return {
            value: tracing.sopInstanceUid,
            label: (
              <span data-tracing={index + 1} data-mark={mark ?? undefined}>
                {t('reading.tracing', { n: index + 1 })}
                {mark !== null && <em className={classes.tracingMark}>{t(`reading.tracing.${mark}`)}</em>}
              </span>
            ),
          };
        })}
      />
      {props.keyboard && <Kbd size="xs">Alt+]</Kbd>}
      {chosen !== tracings[0] && <span className={classes.tracingNote}>{t('reading.tracing.beside')}</span>}
    </div>
  );
}
