/** The slim bar above the paper: layout, leads, gain, speed, columns, filters, calipers, fit, paper. */
import { SegmentedControl } from '@mantine/core';
import { IconArrowAutofitContent, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { furtherLeadsOf, leadsOfPage, stripsOfPage } from '#shared/ecg/leads-of-page.ts';
import {
  type ColumnMode,
  columnModes,
  leadOrders,
  pageSeconds,
  paperGains,
  paperSpeeds,
  tracingLayouts,
} from '#shared/ecg/tracing.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import { Choice } from './choice.tsx';
import { type DisplaySettings, usualSettings } from './display-settings.ts';
import styles from './ecg-viewer.module.css';
import { FilterChoices } from './filter-choices.tsx';
import { PanelButtons } from './panel-buttons.tsx';
import type { PanelWords } from './panel-words.ts';
import { CaliperTools, PaperColour } from './paper-tools.tsx';
import type { EcgAction, PanelName } from './shortcuts.ts';
import { Tool } from './tool-button.tsx';
import { ToolbarMenu } from './toolbar-menu.tsx';
import type { EcgWords } from './words.ts';

export interface EcgToolbarProps {
  readonly group: WaveformGroup;
  readonly settings: DisplaySettings;
  readonly words: EcgWords;
  /** Of the place it lies in: what is used rarely is folded into menus then. */
  readonly narrow: boolean;
  readonly onSettings: (settings: DisplaySettings) => void;
  /** Null where nothing is measured: there are no panels then. */
  readonly panels: { readonly shown: PanelName | null; readonly words: PanelWords } | null;
  readonly onAction: (action: EcgAction) => void;
}

export function EcgToolbar(props: EcgToolbarProps) {
  const { group, settings, words, panels, onSettings, onAction } = props;
  const further = furtherLeadsOf(group);
  const set = (part: Partial<DisplaySettings>): void => onSettings({ ...settings, ...part });
  const oneLead = stripsOfPage(settings).length > 0 || settings.layout === 'single';
  const severalColumns = settings.layout !== 'single' && settings.layout !== '12x1';
  const layoutChoice = (
    <Choice
      label={words.layout}
      nameless
      values={tracingLayouts}
      text={words.filters.layout}
      value={settings.layout}
      onChange={(layout) => set({ layout })}
    />
  );
  const leadChoices = (
    <>
      {oneLead && (
        <Choice
          label={settings.layout === 'single' ? words.leadShown : words.rhythmLead}
          values={group.leads.map((lead) => lead.name)}
          value={settings.rhythmLead}
          onChange={(rhythmLead) => set({ rhythmLead })}
        />
      )}
      {leadsOfPage(group, settings).includes('aVR') && (
        <Choice
          label={words.leadOrder}
          values={leadOrders}
          text={(order) => words.filters.order[order]}
          value={settings.order}
          onChange={(order) => set({ order })}
        />
      )}
    </>
  );
  const scale = (
    <>
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
    </>
  );
  const columns = (
    <>
      {severalColumns && (
        <div className={styles.choice}>
          {words.columns}
          <SegmentedControl
            size="xs"
            aria-label={words.columns}
            data={columnModes.map((value) => ({ value, label: words.mode[value] }))}
            value={settings.mode}
            onChange={(mode: ColumnMode) => set({ mode })}
          />
        </div>
      )}
      {further.length > 0 && further.length < group.leads.length && severalColumns && (
        <Tool
          label={`${words.filters.furtherLeads} ${further.join(' ')} (9)`}
          on={settings.extraLeads}
          onClick={() => onAction('extra-leads')}
        >
          <span className={styles.toolText}>+{further.length}</span>
        </Tool>
      )}
    </>
  );
  const filters = (
    <FilterChoices
      filters={settings.filters}
      words={words}
      onFilters={(chosen) => set({ filters: chosen })}
    />
  );
  const pages = <Pages group={group} settings={settings} words={words} onAction={onAction} />;
  const panelButtons = panels !== null && (
    <PanelButtons panel={panels.shown} words={panels.words} onAction={onAction} />
  );
  if (props.narrow)
    return (
      <div className={styles.toolbar} role="toolbar" aria-label={words.viewer} data-narrow>
        {scale}
        <ToolbarMenu
          label={words.layout}
          on={settings.layout !== usualSettings.layout || settings.mode !== usualSettings.mode}
        >
          {layoutChoice}
          {leadChoices}
          {columns}
          <PaperTools {...props} />
        </ToolbarMenu>
        <ToolbarMenu label={words.filter} on={Object.values(settings.filters).some(Boolean)}>
          {filters}
        </ToolbarMenu>
        {panels !== null && (
          <ToolbarMenu label={words.panels} on={panels.shown !== null}>
            {panelButtons}
          </ToolbarMenu>
        )}
        {pages}
        <span className={styles.spacer} />
        <div className={styles.choice}>
          <CaliperTools {...props} />
        </div>
      </div>
    );
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={words.viewer}>
      {layoutChoice}
      {leadChoices}
      {scale}
      {columns}
      {filters}
      {pages}
      <span className={styles.spacer} />
      {panelButtons}
      <div className={styles.choice}>
        <CaliperTools {...props} />
        <PaperTools {...props} />
      </div>
    </div>
  );
}

/** Fitted to the window or to scale, and the colour of the paper. */
function PaperTools({ settings, words, onAction }: EcgToolbarProps) {
  return (
    <div className={styles.choice}>
      <Tool
        label={`${settings.fit ? words.trueScale : words.fit} (F)`}
        on={settings.fit}
        onClick={() => onAction('fit')}
      >
        <IconArrowAutofitContent size={16} />
      </Tool>
      <PaperColour theme={settings.theme} words={words} onAction={onAction} />
    </div>
  );
}

/** Where the page stands in a recording longer than one. */
function Pages({
  group,
  settings,
  words,
  onAction,
}: Pick<EcgToolbarProps, 'group' | 'settings' | 'words' | 'onAction'>) {
  const duration = group.sampleCount / group.samplingHz;
  if (duration <= pageSeconds + 1e-6) return null;
  const end = Math.min(duration, settings.startSeconds + pageSeconds);
  return (
    <div className={styles.choice}>
      <Tool label={`${words.previousPage} ( [ )`} onClick={() => onAction('previous-page')}>
        <IconChevronLeft size={16} />
      </Tool>
      {`${settings.startSeconds.toFixed(1)}–${end.toFixed(1)} / ${duration.toFixed(1)} s`}
      <Tool label={`${words.nextPage} ( ] )`} onClick={() => onAction('next-page')}>
        <IconChevronRight size={16} />
      </Tool>
    </div>
  );
}
