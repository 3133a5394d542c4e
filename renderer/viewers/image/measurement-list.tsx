/** All measurements of the study, to find them again and to delete them. */
import { IconTrash } from '@tabler/icons-react';
import { type JSX, useEffect, useState } from 'react';
import type { Language } from '#shared/failure.ts';
import { type Marks, type Measurement, noMarks } from '#shared/measure/marking.ts';
import type { MarkingStore } from './measuring/marking-store.ts';
import { summaryOf } from './measuring/marking-words.ts';
import type { Words } from './words.ts';

export interface MeasurementListProps {
  readonly marks: MarkingStore;
  readonly words: Words;
  readonly language: Language;
  readonly onGoTo: (measurement: Measurement) => void;
}

export function MeasurementList({ marks, words, language, onGoTo }: MeasurementListProps): JSX.Element {
  const [{ measurements: items, calibrations }, setMarks] = useState<Marks>(noMarks);

  useEffect(() => {
    let handle = 0;
    // Dragging a handle tells many times a second; the list follows once per frame.
    const update = (): void => {
      cancelAnimationFrame(handle);
      handle = requestAnimationFrame(() => setMarks(marks.marks()));
    };
    update();
    const stop = marks.subscribe(update);
    return () => {
      cancelAnimationFrame(handle);
      stop();
    };
  }, [marks]);

  return (
    <aside className="yz-measurements" aria-label={words.measurements}>
      <header>
        <span>{words.measurements}</span>
        {items.length > 0 && (
          <button type="button" className="yz-link" onClick={() => marks.remove(items.map(({ id }) => id))}>
            {words.deleteAll}
          </button>
        )}
      </header>
      {items.length === 0 && <p className="yz-hint">{words.noMeasurements}</p>}
      {calibrations.map(({ image, millimetres }) => (
        <p key={image.sopInstanceUid} className="yz-hint">
          {words.calibration.known(millimetres)}
        </p>
      ))}
      <ul>
        {items.map((item) => {
          const text = summaryOf(item, language);
          return (
            <li key={item.id}>
              <button
                type="button"
                className="yz-row"
                title={`${words.goTo}: ${text}`}
                onClick={() => onGoTo(item)}
              >
                {text}
              </button>
              <button
                type="button"
                className="yz-tool"
                aria-label={`${words.delete}: ${text}`}
                onClick={() => marks.remove([item.id])}
              >
                <IconTrash size={16} stroke={1.6} />
              </button>
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
