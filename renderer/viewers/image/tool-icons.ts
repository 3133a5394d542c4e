/** Which tools and acts stand in the bar itself and which in its menus, each with its picture. */
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
  IconDimensions,
  IconFileImport,
  IconFlipHorizontal,
  IconFlipVertical,
  IconHandMove,
  IconLasso,
  IconLayoutColumns,
  IconLayoutGrid,
  IconLayoutRows,
  IconLink,
  IconLinkPlus,
  IconLungs,
  IconMarquee2,
  IconMaximize,
  IconOval,
  IconPin,
  IconRectangle,
  IconRotate,
  IconRotate3d,
  IconRotateClockwise,
  IconRuler2,
  IconRulerMeasure,
  IconRulerMeasure2,
  IconSquare,
  IconStar,
  IconVectorTriangle,
  IconZoomIn,
  IconZoomScan,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Command, LayoutName, ToolName } from './commands.ts';

export type Icon = ComponentType<{ size?: number; stroke?: number }>;
export type Pictured = readonly [Command, Icon];

const tool = (name: ToolName, icon: Icon): Pictured => [{ do: 'tool', tool: name }, icon];
const layout = (name: LayoutName, icon: Icon): Pictured => [{ do: 'layout', layout: name }, icon];

/** Of every case: one click. */
export const handTools: readonly Pictured[] = [
  tool('window', IconContrast2),
  tool('scroll', IconArrowsVertical),
  tool('zoom', IconZoomIn),
  tool('pan', IconHandMove),
];

export const measuringTools: readonly Pictured[] = [
  tool('length', IconRuler2),
  tool('angle', IconAngle),
  tool('ellipse', IconOval),
];

export const moreMeasuring: readonly Pictured[] = [
  tool('bidirectional', IconRulerMeasure2),
  tool('cardiothoracic', IconLungs),
  tool('cobb', IconVectorTriangle),
  tool('height', IconArrowAutofitHeight),
  tool('rectangle', IconRectangle),
  tool('circle', IconCircle),
  tool('freehand', IconLasso),
  tool('probe', IconCrosshair),
  tool('arrow', IconArrowUpLeft),
  [{ do: 'calibrate' }, IconRulerMeasure],
  [{ do: 'report-measurement' }, IconFileImport],
];

export const looks: readonly Pictured[] = [
  [{ do: 'invert' }, IconBrightnessHalf],
  [{ do: 'reset' }, IconArrowBackUp],
];

export const moreLooks: readonly Pictured[] = [
  tool('region', IconMarquee2),
  [{ do: 'magnify' }, IconZoomScan],
  [{ do: 'true-size' }, IconDimensions],
  [{ do: 'rotate', degrees: -90 }, IconRotate],
  [{ do: 'rotate', degrees: 90 }, IconRotateClockwise],
  [{ do: 'flip-horizontal' }, IconFlipVertical],
  [{ do: 'flip-vertical' }, IconFlipHorizontal],
];

export const reconstructions: readonly Pictured[] = [
  [{ do: 'mpr' }, IconCube],
  [{ do: 'volume-3d' }, IconRotate3d],
];

export const arrangements: readonly Pictured[] = [
  layout('1x1', IconSquare),
  layout('1x2', IconLayoutColumns),
  layout('2x1', IconLayoutRows),
  layout('2x2', IconLayoutGrid),
  [{ do: 'single' }, IconMaximize],
  [{ do: 'link' }, IconLink],
  [{ do: 'link-offset' }, IconLinkPlus],
  [{ do: 'save-layout' }, IconPin],
];

export const keeping: readonly Pictured[] = [
  [{ do: 'key-image' }, IconStar],
  [{ do: 'save-marks' }, IconDeviceFloppy],
];
