/** The slim bar over a long recording: leads, gain, speed, filters, calipers, paper. Always to scale, always one row a lead. */
import { paperGains, paperSpeeds } from '#shared/ecg/tracing.ts';
import { Choice } from '../choice.tsx';
import type { DisplaySettings } from '../display-settings.ts';
import styles from '../ecg-viewer.module.css';
import { FilterChoices } from '../filter-choices.tsx';
import { PanelButtons } from '../panel-buttons.tsx';
import type { PanelWords } from '../panel-words.ts';
import { CaliperTools, PaperColour } from '../paper-tools.tsx';
import type { EcgAction, PanelName } from '../shortcuts.ts';
import type { EcgWords } from '../words.ts';
import type { LongWords } from './long-words.ts';

export interface LongToolbarProps {
  readonly leads: readonly string[];
  readonly settings: DisplaySettings;
  readonly panel: PanelName | null;
  readonly words: EcgWords;
  readonly longWords: LongWords;
  readonly panelWords: PanelWords;
  readonly onSettings: (settings: DisplaySettings) => void;
  readonly onAction: (action: EcgAction) => void;
}

export function LongToolbar(props: LongToolbarProps) {
  const { leads, settings, words, longWords, onSettings, onAction } = props;
  const set = (part: Partial<DisplaySettings>): void => onSettings({ ...settings, ...part });
  const shown = settings.layout === 'single' ? settings.rhythmLead : null;
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={words.viewer}>
      <Choice
        label={words.leadShown}
        values={[null, ...leads]}
        text={(lead) => lead ?? longWords.allLeads}
        value={shown}
        onChange={(lead) => set(lead === null ? { layout: '12x1' } : { layout: 'single', rhythmLead: lead })}
      />
      <Choice
        label={words.gain}
        nameless
        values={paperGains}
        text={(gain) => `${gain} mm/mV`}
        value={settings.gain}
        onChange={(gain) => set({ gain })}
      />
      <Choice
        label={words.speed}
        nameless
        values={paperSpeeds}
        text={(speed) => `${speed} mm/s`}
        value={settings.speed}
        onChange={(speed) => set({ speed })}
      />
      <FilterChoices filters={settings.filters} words={words} onFilters={(filters) => set({ filters })} />
      <span className={styles.spacer} />
      <PanelButtons panel={props.panel} words={props.panelWords} onAction={onAction} />
      <div className={styles.choice}>
        <CaliperTools settings={settings} words={words} onSettings={onSettings} />
        <PaperColour theme={settings.theme} words={words} onAction={onAction} />
      </div>
    </div>
  );
}
