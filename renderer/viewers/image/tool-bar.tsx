/** The tools above the pictures: what every case needs is a button, the rest stands in three menus; each names its key. */
import {
  IconAdjustmentsHorizontal,
  IconKeyboard,
  IconLayoutGrid,
  IconLayoutSidebar,
  IconListDetails,
  IconPlayerPause,
  IconPlayerPlay,
  IconRuler3,
  IconTextCaption,
} from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Language } from '#shared/failure.ts';
import { commandKey, commandLabel } from './command-words.ts';
import type { Command, LayoutName, Shortcut, ToolName } from './commands.ts';
import { type Preset, relativePresets } from './presets.ts';
import {
  arrangements,
  handTools,
  type Icon,
  keeping,
  looks,
  measuringTools,
  moreLooks,
  moreMeasuring,
  type Pictured,
  reconstructions,
} from './tool-icons.ts';
import { type MenuEntry, ToolMenu } from './tool-menu.tsx';
import { wordsIn } from './words.ts';

export interface ToolBarProps {
  readonly language: Language;
  readonly tool: ToolName;
  /** The reader's keys, named beside each tool. */
  readonly shortcuts: readonly Shortcut[];
  readonly layout: LayoutName;
  /** The reader's window presets of the modality in use. */
  readonly presets: readonly Preset[];
  readonly multiFrame: boolean;
  readonly playing: boolean;
  readonly fps: number;
  readonly open: { readonly strip: boolean; readonly measurements: boolean; readonly overlays: boolean };
  readonly run: (command: Command) => void;
  readonly setFps: (fps: number) => void;
}

export function ToolBar(props: ToolBarProps): JSX.Element {
  const { language, shortcuts, run, open } = props;
  const words = wordsIn(language);
  /** Of what stays chosen; undefined for what is done at once. */
  const isChosen = (command: Command): boolean | undefined => {
    if (command.do === 'tool') return command.tool === props.tool;
    return command.do === 'layout' ? command.layout === props.layout : undefined;
  };
  const button = (command: Command, Shape: Icon, pressed = isChosen(command)) => {
    const key = commandKey(command, shortcuts);
    const label = commandLabel(command, language, shortcuts) + (key && ` (${key})`);
    return (
      <button
        key={JSON.stringify(command)}
        type="button"
        className="yz-tool"
        title={label}
        aria-label={label}
        aria-pressed={pressed}
        onClick={() => run(command)}
      >
        <Shape size={18} stroke={1.6} />
      </button>
    );
  };
  const buttons = (pictured: readonly Pictured[]) => pictured.map(([command, icon]) => button(command, icon));
  const menu = (name: string, icon: Icon, pictured: readonly Pictured[]) => (
    <ToolMenu
      {...{ name, icon, language, shortcuts, run }}
      entries={pictured.map(([command, shape]): MenuEntry => {
        const chosen = isChosen(command);
        return { command, icon: shape, ...(chosen === undefined ? {} : { chosen }) };
      })}
    />
  );
  return (
    <div className="yz-toolbar" role="toolbar" aria-label={words.groups.tools}>
      <div className="yz-group">{button({ do: 'strip' }, IconLayoutSidebar, open.strip)}</div>
      <div className="yz-group">{buttons(handTools)}</div>
      <div className="yz-group">
        {buttons(measuringTools)}
        {menu(words.measure, IconRuler3, moreMeasuring)}
      </div>
      <div className="yz-group">
        <WindowList {...props} />
        {buttons(looks)}
        {menu(words.groups.view, IconAdjustmentsHorizontal, moreLooks)}
      </div>
      <div className="yz-group">
        {buttons(reconstructions)}
        {menu(words.layout, IconLayoutGrid, arrangements)}
      </div>
      <div className="yz-group">{buttons(keeping)}</div>
      {props.multiFrame && (
        <div className="yz-group">
          {button({ do: 'cine' }, props.playing ? IconPlayerPause : IconPlayerPlay, props.playing)}
          <input
            className="yz-fps"
            type="number"
            min={1}
            max={60}
            aria-label={words.fps}
            value={props.fps}
            onChange={(event) => {
              const fps = event.currentTarget.valueAsNumber;
              if (fps >= 1 && fps <= 60) props.setFps(Math.round(fps));
            }}
          />
          <span className="yz-unit">{words.fps}</span>
        </div>
      )}
      <div className="yz-group yz-last">
        {button({ do: 'overlays' }, IconTextCaption, open.overlays)}
        {button({ do: 'measurements' }, IconListDetails, open.measurements)}
        {button({ do: 'help' }, IconKeyboard)}
      </div>
    </div>
  );
}

function WindowList({ language, presets, run }: ToolBarProps): JSX.Element {
  const words = wordsIn(language);
  const choices = presets.length > 0 ? presets : relativePresets;
  return (
    <select
      className="yz-select"
      aria-label={words.presets}
      value=""
      onChange={(event) => {
        const key = event.currentTarget.value;
        run(key === '0' ? { do: 'default-window' } : { do: 'preset', key });
      }}
    >
      <option value="" disabled>
        {words.presets}
      </option>
      {choices.map((preset) => (
        <option key={preset.key} value={preset.key}>
          {`${preset.key}  ${preset[language]}${'width' in preset ? `  ${preset.width} / ${preset.center}` : ''}`}
        </option>
      ))}
      <option value="0">{`0  ${words.defaultWindow}`}</option>
    </select>
  );
}
