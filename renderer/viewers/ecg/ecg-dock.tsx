/** The panels beside the paper, one at a time; the paper keeps its scale and is scrolled. */
import type { Language } from '#shared/failure.ts';
import type { MeasuredRoom } from './analysis/use-measured.ts';
import type { EcgTheme } from './display-settings.ts';
import type { PanelWords } from './panel-words.ts';
import { BeatsPanel } from './panels/beats-panel.tsx';
import { MeasurePanel } from './panels/measure-panel.tsx';
import { MedianPanel } from './panels/median-panel.tsx';
import styles from './panels/panels.module.css';
import { StMapPanel } from './panels/st-map-panel.tsx';
import { VectorPanel } from './panels/vector-panel.tsx';
import { keyOfPanel, type PanelName, panelNames } from './shortcuts.ts';

export interface EcgDockProps {
  readonly panel: PanelName;
  readonly room: MeasuredRoom;
  readonly words: PanelWords;
  readonly language: Language;
  readonly theme: EcgTheme;
  readonly onPanel: (panel: PanelName | null) => void;
  readonly onJump: (sample: number) => void;
}

export function EcgDock(props: EcgDockProps) {
  const { panel, room, words } = props;
  return (
    <aside className={styles.dock} aria-label={words.panels[panel]} data-panel={panel}>
      <div className={styles.dockHead} role="tablist">
        {panelNames.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === panel}
            title={`${words.panels[name]} (${keyOfPanel(name)})`}
            onClick={() => props.onPanel(name)}
          >
            {words.panels[name]}
          </button>
        ))}
        <button type="button" aria-label={words.close} onClick={() => props.onPanel(null)}>
          ✕
        </button>
      </div>
      <div className={styles.dockBody}>
        {room.measured === null ? (
          <div className={styles.panel}>{words.running}</div>
        ) : (
          <PanelOf {...props} measured={room.measured} />
        )}
      </div>
    </aside>
  );
}

function PanelOf(props: EcgDockProps & { readonly measured: NonNullable<MeasuredRoom['measured']> }) {
  const { measured, words, language, theme, room } = props;
  switch (props.panel) {
    case 'measure':
      return <MeasurePanel measured={measured} words={words} language={language} />;
    case 'median':
      return (
        <MedianPanel
          measured={measured}
          words={words}
          theme={theme}
          onMove={room.movePoint}
          onReset={room.resetPoints}
        />
      );
    case 'beats':
      return <BeatsPanel analysis={measured.analysis} words={words} onJump={props.onJump} />;
    case 'st-map':
      return <StMapPanel measured={measured} words={words} />;
    case 'vector':
      return <VectorPanel measured={measured} words={words} />;
  }
}
