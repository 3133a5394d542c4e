/** The slim bar above the paper: layout, gain, speed, columns, calipers, fit, paper. */
import { ActionIcon, NativeSelect, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconArrowAutofitContent,
  IconArrowsHorizontal,
  IconArrowsVertical,
  IconChevronLeft,
  IconChevronRight,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import {
  type ColumnMode,
  columnModes,
  pageSeconds,
  paperGains,
  paperSpeeds,
  type TracingLayout,
  tracingLayouts,
} from '#shared/ecg/tracing.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { DisplaySettings } from './display-settings.ts';
import styles from './ecg-viewer.module.css';
import type { EcgAction } from './shortcuts.ts';
import type { EcgWords } from './words.ts';

export interface EcgToolbarProps {
  readonly group: WaveformGroup;
  readonly settings: DisplaySettings;
  readonly words: EcgWords;
  readonly onSettings: (settings: DisplaySettings) => void;
  readonly onAction: (action: EcgAction) => void;
}

const layoutNames: Readonly<Record<TracingLayout, string>> = {
  '3x4+1R': '3×4+1R',
  '6x2': '6×2',
  '12x1': '12×1',
};

export function EcgToolbar({ group, settings, words, onSettings, onAction }: EcgToolbarProps) {
  const duration = group.sampleCount / group.samplingHz;
  const end = Math.min(duration, settings.startSeconds + pageSeconds);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={words.viewer}>
      <SegmentedControl
        size="xs"
        aria-label={words.layout}
        data={tracingLayouts.map((value) => ({ value, label: layoutNames[value] }))}
        value={settings.layout}
        onChange={(layout) => onSettings({ ...settings, layout })}
      />
      <div className={styles.choice}>
        {words.gain}
        <SegmentedControl
          size="xs"
          aria-label={words.gain}
          data={paperGains.map(String)}
          value={String(settings.gain)}
          onChange={(text) =>
            onSettings({
              ...settings,
              gain: paperGains.find((gain) => String(gain) === text) ?? settings.gain,
            })
          }
        />
      </div>
      <div className={styles.choice}>
        {words.speed}
        <SegmentedControl
          size="xs"
          aria-label={words.speed}
          data={paperSpeeds.map(String)}
          value={String(settings.speed)}
          onChange={(text) =>
            onSettings({
              ...settings,
              speed: paperSpeeds.find((speed) => String(speed) === text) ?? settings.speed,
            })
          }
        />
      </div>
      {settings.layout !== '12x1' && (
        <div className={styles.choice}>
          {words.columns}
          <SegmentedControl
            size="xs"
            aria-label={words.columns}
            data={columnModes.map((value) => ({ value, label: words.mode[value] }))}
            value={settings.mode}
            onChange={(mode: ColumnMode) => onSettings({ ...settings, mode })}
          />
        </div>
      )}
      {settings.layout === '3x4+1R' && (
        <div className={styles.choice}>
          {words.rhythmLead}
          <NativeSelect
            size="xs"
            w={72}
            aria-label={words.rhythmLead}
            data={group.leads.map((lead) => lead.name)}
            value={settings.rhythmLead}
            onChange={(event) => onSettings({ ...settings, rhythmLead: event.currentTarget.value })}
          />
        </div>
      )}
      {duration > pageSeconds + 1e-6 && (
        <div className={styles.choice}>
          <Tool label={`${words.previousPage} ( [ )`} onClick={() => onAction('previous-page')}>
            <IconChevronLeft size={16} />
          </Tool>
          {`${settings.startSeconds.toFixed(1)}–${end.toFixed(1)} / ${duration.toFixed(1)} s`}
          <Tool label={`${words.nextPage} ( ] )`} onClick={() => onAction('next-page')}>
            <IconChevronRight size={16} />
          </Tool>
        </div>
      )}
      <span className={styles.spacer} />
      <div className={styles.choice}>
        <Tool
          label={words.timeCaliper}
          on={settings.tool === 'time'}
          onClick={() => onSettings({ ...settings, tool: 'time' })}
        >
          <IconArrowsHorizontal size={16} />
        </Tool>
        <Tool
          label={words.voltageCaliper}
          on={settings.tool === 'voltage'}
          onClick={() => onSettings({ ...settings, tool: 'voltage' })}
        >
          <IconArrowsVertical size={16} />
        </Tool>
      </div>
      <div className={styles.choice}>
        <Tool
          label={`${settings.fit ? words.trueScale : words.fit} (F)`}
          on={settings.fit}
          onClick={() => onAction('fit')}
        >
          <IconArrowAutofitContent size={16} />
        </Tool>
        <Tool
          label={`${settings.theme === 'paper' ? words.darkPaper : words.pinkPaper} (G)`}
          onClick={() => onAction('theme')}
        >
          {settings.theme === 'paper' ? <IconMoon size={16} /> : <IconSun size={16} />}
        </Tool>
      </div>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly on?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Tool({ label, on, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        size={28}
        variant={on === true ? 'filled' : 'default'}
        aria-label={label}
        aria-pressed={on}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
