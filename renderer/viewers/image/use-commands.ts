/** Carries out commands, wherever they come from: key, button or menu. */
import type { Dispatch, SetStateAction } from 'react';
import { assertNever } from '#shared/assert-never.ts';
import type { Measurement } from '#shared/measure/marking.ts';
import type { Command, ToolName } from './commands.ts';
import type { MprControl } from './mpr/use-mpr.ts';
import type { CineControl } from './use-cine.ts';
import type { HungStudy } from './use-hung-study.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { VolumeControl } from './volume/use-volume.ts';

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
  /** Goes to a slice that was not on the screen yet. */
  readonly onNextUnseen: () => void;
  /** The layout as it stands is kept for such exams. */
  readonly onSaveLayout: () => void;
  /** The marks become objects of the study. */
  readonly onSave: () => void;
  /** The open reconstruction, which has the first word; null while there is none. */
  readonly mpr: MprControl;
  /** The open volume, asked before the reconstruction. */
  readonly volume: VolumeControl;
  /** A measurement goes into the report. */
  readonly onReport: (measurement: Measurement) => void;
}

/** Runs a command; false when there was nothing to cancel, so that Escape may mean what it means outside. */
export function useCommands(parts: CommandParts): (command: Command) => boolean {
  const { session, hung, cine, setOpen, setTool } = parts;
  const pane = session?.pane(hung.active) ?? null;
  const toggle = (part: keyof OpenParts): void => setOpen((before) => ({ ...before, [part]: !before[part] }));

  const cancel = (): boolean => {
    const hadHelp = parts.open.help;
    if (hadHelp) setOpen((before) => ({ ...before, help: false }));
    if (session?.marking(hung.active)?.cancel() === true) return true;
    const hadSelected = (session?.marks.selected() ?? null) !== null;
    session?.marks.select(null);
    return hadHelp || hadSelected;
  };

  const act = (command: Exclude<Command, { do: 'cancel' }>): void => {
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
      case 'mpr':
      case 'volume-3d':
      case 'slab-mode':
      case 'slab':
      case 'oblique':
        // Taken by the reconstruction, or nothing to do where there is none.
        return;
      case 'cross':
        session?.moveMagnifier(hung.active, [command.right * 20, command.down * 20]);
        return;
      case 'magnify':
        session?.toggleMagnifier();
        return;
      case 'true-size':
        pane?.showTrueSize();
        return;
      case 'next-unseen':
        parts.onNextUnseen();
        return;
      case 'save-layout':
        parts.onSaveLayout();
        return;
      case 'link':
        session?.link('position');
        return;
      case 'link-offset':
        session?.link('offset');
        return;
      case 'single':
        hung.toggleSingle(hung.active);
        return;
      case 'delete-measurement': {
        const chosen = chosenMeasurement(session);
        if (chosen) session?.marks.remove([chosen.id]);
        return;
      }
      case 'undo':
        session?.marks.undo();
        return;
      case 'redo':
        session?.marks.redo();
        return;
      case 'calibrate': {
        const marking = session?.marking(hung.active);
        if (!marking || marking.calibrate()) return;
        setTool('length');
        session?.chooseTool('length');
        marking.awaitKnownLength();
        return;
      }
      case 'key-image': {
        const image = session?.marking(hung.active)?.image();
        if (image) session?.marks.toggleKey(image);
        return;
      }
      case 'save-marks':
        parts.onSave();
        return;
      case 'report-measurement': {
        const chosen = chosenMeasurement(session);
        if (chosen) parts.onReport(chosen);
        return;
      }
      case 'overlays':
      case 'measurements':
      case 'strip':
      case 'help':
        toggle(command.do);
        return;
      default:
        assertNever(command, 'viewer command');
    }
  };

  return (command) => {
    if (parts.volume.run(command)) return true;
    if (parts.mpr.run(command)) return true;
    if (command.do === 'cancel') return cancel();
    act(command);
    return true;
  };
}

/** The selected one, else the newest. */
function chosenMeasurement(session: ViewerSession | null): Measurement | null {
  if (session === null) return null;
  const { measurements } = session.marks.marks();
  const selected = session.marks.selected();
  return measurements.find(({ id }) => id === selected) ?? measurements.at(-1) ?? null;
}

function stepSeries(hung: HungStudy, step: 1 | -1): void {
  const current = hung.panes[hung.active]?.seriesInstanceUid;
  const at = hung.stacks.findIndex((stack) => stack.seriesInstanceUid === current);
  const next = hung.stacks[(at + step + hung.stacks.length) % hung.stacks.length];
  if (next) hung.hang(hung.active, next.seriesInstanceUid);
}
