/** The row of tools above the pictures; each button names its key. */
import {
  IconAngle,
  IconArrowAutofitHeight,
  IconArrowBackUp,
  IconArrowsVertical,
  IconArrowUpLeft,
  IconBrightnessHalf,
  IconCircle,
  IconContrast2,
  IconCrosshair,
  IconCube,
  IconDeviceFloppy,
  IconFlipHorizontal,
  IconFlipVertical,
  IconHandMove,
  IconKeyboard,
  IconLasso,
  IconLayoutColumns,
  IconLayoutGrid,
  IconLayoutRows,
  IconLayoutSidebar,
  IconListDetails,
  IconLungs,
  IconMarquee2,
  IconOval,
  IconPlayerPause,
  IconPlayerPlay,
  IconRectangle,
  IconRotate,
  IconRotate3d,
  IconRotateClockwise,
  IconRuler2,
  IconRulerMeasure2,
  IconSquare,
  IconStar,
  IconTextCaption,
  IconVectorTriangle,
  IconZoomIn,
  IconZoomScan,
} from '@tabler/icons-react';
import type { ComponentType, JSX } from 'react';
import type { Language } from '#shared/failure.ts';
import { type Command, keyOf, type LayoutName, type Shortcut, type ToolName } from './commands.ts';
import { type Preset, relativePresets } from './presets.ts';
import { wordsIn } from './words.ts';

type Icon = ComponentType<{ size?: number; stroke?: number }>;

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

const tools: ReadonlyArray<readonly [ToolName, Icon]> = [
  ['window', IconContrast2],
  ['region', IconMarquee2],
  ['scroll', IconArrowsVertical],
  ['zoom', IconZoomIn],
  ['pan', IconHandMove],
  ['length', IconRuler2],
  ['angle', IconAngle],
  ['ellipse', IconOval],
  ['rectangle', IconRectangle],
  ['bidirectional', IconRulerMeasure2],
  ['height', IconArrowAutofitHeight],
  ['cobb', IconVectorTriangle],
  ['cardiothoracic', IconLungs],
  ['circle', IconCircle],
  ['freehand', IconLasso],
  ['probe', IconCrosshair],
  ['arrow', IconArrowUpLeft],
];

const views: ReadonlyArray<readonly [Command, Icon]> = [
  [{ do: 'rotate', degrees: -90 }, IconRotate],
  [{ do: 'rotate', degrees: 90 }, IconRotateClockwise],
  [{ do: 'flip-horizontal' }, IconFlipVertical],
  [{ do: 'flip-vertical' }, IconFlipHorizontal],
  [{ do: 'invert' }, IconBrightnessHalf],
  [{ do: 'reset' }, IconArrowBackUp],
  [{ do: 'magnify' }, IconZoomScan],
  [{ do: 'mpr' }, IconCube],
  [{ do: 'volume-3d' }, IconRotate3d],
  [{ do: 'key-image' }, IconStar],
  [{ do: 'save-marks' }, IconDeviceFloppy],
];

const layoutIcons: ReadonlyArray<readonly [LayoutName, Icon]> = [
  ['1x1', IconSquare],
  ['1x2', IconLayoutColumns],
  ['2x1', IconLayoutRows],
  ['2x2', IconLayoutGrid],
];

export function ToolBar(props: ToolBarProps): JSX.Element {
  const { language, run } = props;
  const words = wordsIn(language);
  const choices = props.presets.length > 0 ? props.presets : relativePresets;
  const button = (command: Command, Shape: Icon, pressed?: boolean) => {
    const label = labelOf(command, language, props.shortcuts);
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
  return (
    <div className="yz-toolbar" role="toolbar" aria-label={words.groups.tools}>
      <div className="yz-group">{button({ do: 'strip' }, IconLayoutSidebar, props.open.strip)}</div>
      <div className="yz-group">
        {tools.map(([tool, icon]) => button({ do: 'tool', tool }, icon, tool === props.tool))}
      </div>
      <div className="yz-group">
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
        {views.map(([command, icon]) => button(command, icon))}
      </div>
      <div className="yz-group">
        {layoutIcons.map(([layout, icon]) => button({ do: 'layout', layout }, icon, layout === props.layout))}
      </div>
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
        {button({ do: 'overlays' }, IconTextCaption, props.open.overlays)}
        {button({ do: 'measurements' }, IconListDetails, props.open.measurements)}
        {button({ do: 'help' }, IconKeyboard)}
      </div>
    </div>
  );
}

function labelOf(command: Command, language: Language, shortcuts: readonly Shortcut[]): string {
  const wanted = JSON.stringify(command);
  const label =
    shortcuts.find((shortcut) => JSON.stringify(shortcut.command) === wanted)?.label[language] ?? '';
  const key = keyOf(command, shortcuts);
  return key ? `${label} (${shownKey(key)})` : label;
}

/** A key as people read it: "Shift+H", "↑", "空格". */
export function shownKey(key: string): string {
  const names: Readonly<Record<string, string>> = {
    ' ': 'Space',
    arrowup: '↑',
    arrowdown: '↓',
    arrowleft: '←',
    arrowright: '→',
    pageup: 'PgUp',
    pagedown: 'PgDn',
  };
  return key
    .split(/\+(?=.)/)
    .map(
      (part) =>
        names[part] ?? (part.length === 1 ? part.toUpperCase() : `${part[0]?.toUpperCase()}${part.slice(1)}`),
    )
    .join('+');
}
