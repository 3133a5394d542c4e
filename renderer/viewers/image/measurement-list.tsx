/** All measurements of the study, to find them again and to delete them. */
import { IconTrash } from '@tabler/icons-react';
import { type JSX, useEffect, useState } from 'react';
import type { Stack } from './stack.ts';
import type { Measurement } from './tool-kit.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { Words } from './words.ts';

export interface MeasurementListProps {
  readonly session: ViewerSession;
  readonly stacks: readonly Stack[];
  readonly words: Words;
  readonly onGoTo: (imageId: string) => void;
}

export function MeasurementList({ session, stacks, words, onGoTo }: MeasurementListProps): JSX.Element {
  const [items, setItems] = useState<readonly Measurement[]>([]);

  useEffect(() => {
    let handle = 0;
    // Dragging a handle tells many times a second; the list follows once per frame.
    const update = (): void => {
      cancelAnimationFrame(handle);
      handle = requestAnimationFrame(() => setItems(session.measurements(stacks)));
    };
    update();
    const stop = session.onMeasurements(update);
    return () => {
      cancelAnimationFrame(handle);
      stop();
    };
  }, [session, stacks]);

  return (
    <aside className="yz-measurements" aria-label={words.measurements}>
      <header>
        <span>{words.measurements}</span>
        {items.length > 0 && (
          <button
            type="button"
            className="yz-link"
            onClick={() => {
              for (const item of items) session.deleteMeasurement(item.id);
            }}
          >
            {words.deleteAll}
          </button>
        )}
      </header>
      {items.length === 0 && <p className="yz-hint">{words.noMeasurements}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className="yz-row"
              title={`${words.goTo}: ${item.text}`}
              onClick={() => onGoTo(item.imageId)}
            >
              {item.text}
            </button>
            <button
              type="button"
              className="yz-tool"
              aria-label={`${words.delete}: ${item.text}`}
              onClick={() => session.deleteMeasurement(item.id)}
            >
              <IconTrash size={16} stroke={1.6} />
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
