/** Carries out commands, wherever they come from: key, button or menu. */
import type { Dispatch, SetStateAction } from 'react';
import { assertNever } from '#shared/assert-never.ts';
import type { Command, ToolName } from './commands.ts';
import type { CineControl } from './use-cine.ts';
import type { HungStudy } from './use-hung-study.ts';
import type { ViewerSession } from './viewer-session.ts';

export interface OpenParts {
  readonly strip: boolean;
  readonly measurements: boolean;
  readonly overlays: boolean;
  readonly help: boolean;
}

export interface CommandParts {
  readonly session: ViewerSession | null;
  readonly hung: HungStudy;
  readonly cine: CineControl;
  readonly open: OpenParts;
  readonly setOpen: Dispatch<SetStateAction<OpenParts>>;
  readonly setTool: (tool: ToolName) => void;
}

export function useCommands(parts: CommandParts): (command: Command) => void {
  const { session, hung, cine, setOpen, setTool } = parts;
  const pane = session?.pane(hung.active) ?? null;
  const toggle = (part: keyof OpenParts): void => setOpen((before) => ({ ...before, [part]: !before[part] }));

  return (command) => {
    switch (command.do) {
      case 'tool':
        setTool(command.tool);
        session?.chooseTool(command.tool);
        return;
      case 'preset':
        pane?.setPreset(command.key);
        return;
      case 'step':
        pane?.step(command.slices);
        return;
      case 'end':
        pane?.goTo(command.end === 'first' ? 0 : Number.MAX_SAFE_INTEGER);
        return;
      case 'series':
        stepSeries(hung, command.step);
        return;
      case 'pane':
        hung.setActive((hung.active + command.step + hung.panes.length) % hung.panes.length);
        return;
      case 'zoom':
        pane?.zoomBy(command.factor);
        return;
      case 'rotate':
        pane?.rotateBy(command.degrees);
        return;
      case 'layout':
        hung.setLayout(command.layout);
        return;
      case 'fps':
        cine.setFps(Math.max(1, Math.min(60, cine.fps + command.change * (cine.fps >= 10 ? 5 : 1))));
        return;
      case 'flip-horizontal':
      case 'flip-vertical':
      case 'invert':
      case 'reset':
      case 'default-window':
        pane?.change(command.do);
        return;
      case 'cine':
        if (cine.available) cine.toggle();
        return;
      case 'link':
        session?.links.toggle('position');
        return;
      case 'link-offset':
        session?.links.toggle('offset');
        return;
      case 'single':
        hung.toggleSingle(hung.active);
        return;
      case 'delete-measurement': {
        const last = session?.measurements(hung.stacks).at(-1);
        if (last) session?.deleteMeasurement(last.id);
        return;
      }
      case 'overlays':
      case 'measurements':
      case 'strip':
      case 'help':
        toggle(command.do);
        return;
      case 'cancel':
        setOpen((before) => ({ ...before, help: false }));
        session?.cancelDrawing();
        return;
      default:
        assertNever(command, 'viewer command');
    }
  };
}

function stepSeries(hung: HungStudy, step: 1 | -1): void {
  const current = hung.panes[hung.active]?.seriesInstanceUid;
  const at = hung.stacks.findIndex((stack) => stack.seriesInstanceUid === current);
  const next = hung.stacks[(at + step + hung.stacks.length) % hung.stacks.length];
  if (next) hung.hang(hung.active, next.seriesInstanceUid);
}
