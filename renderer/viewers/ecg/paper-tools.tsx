/** Tools that every toolbar of an ECG has: which way a caliper measures, and the colour of the paper. */
import { IconArrowsHorizontal, IconArrowsVertical, IconMoon, IconSun } from '@tabler/icons-react';
import type { DisplaySettings } from './display-settings.ts';
import type { EcgAction } from './shortcuts.ts';
import { Tool } from './tool-button.tsx';
import type { EcgWords } from './words.ts';

export function CaliperTools(props: {
  readonly settings: DisplaySettings;
  readonly words: EcgWords;
  readonly onSettings: (settings: DisplaySettings) => void;
}) {
  const { settings, words } = props;
  const choose = (tool: DisplaySettings['tool']): void => props.onSettings({ ...settings, tool });
  return (
    <>
      <Tool label={words.timeCaliper} on={settings.tool === 'time'} onClick={() => choose('time')}>
        <IconArrowsHorizontal size={16} />
      </Tool>
      <Tool label={words.voltageCaliper} on={settings.tool === 'voltage'} onClick={() => choose('voltage')}>
        <IconArrowsVertical size={16} />
      </Tool>
    </>
  );
}

export function PaperColour(props: {
  readonly theme: DisplaySettings['theme'];
  readonly words: EcgWords;
  readonly onAction: (action: EcgAction) => void;
}) {
  const { theme, words } = props;
  return (
    <Tool
      label={`${theme === 'paper' ? words.darkPaper : words.pinkPaper} (G)`}
      onClick={() => props.onAction('theme')}
    >
      {theme === 'paper' ? <IconMoon size={16} /> : <IconSun size={16} />}
    </Tool>
  );
}
