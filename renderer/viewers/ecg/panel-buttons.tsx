/** The panels beside the paper as buttons: a picture each, name and key in the tooltip. */
import { IconAngle, IconChartDots, IconHeartbeat, IconRulerMeasure, IconStack2 } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import styles from './ecg-viewer.module.css';
import type { PanelWords } from './panel-words.ts';
import { type EcgAction, keyOfPanel, type PanelName, panelNames } from './shortcuts.ts';
import { Tool } from './tool-button.tsx';

const pictures: Readonly<Record<PanelName, ComponentType<{ size: number }>>> = {
  measure: IconRulerMeasure,
  median: IconStack2,
  beats: IconChartDots,
  'st-map': IconHeartbeat,
  vector: IconAngle,
};

export interface PanelButtonsProps {
  readonly panel: PanelName | null;
  readonly words: PanelWords;
  readonly onAction: (action: EcgAction) => void;
}

export function PanelButtons({ panel, words, onAction }: PanelButtonsProps) {
  return (
    <div className={styles.choice} data-panel-buttons>
      {panelNames.map((name) => {
        const Picture = pictures[name];
        return (
          <Tool
            key={name}
            label={`${words.buttons[name]} (${keyOfPanel(name)})`}
            on={panel === name}
            onClick={() => onAction(`panel-${name}`)}
          >
            <Picture size={16} />
          </Tool>
        );
      })}
    </div>
  );
}
