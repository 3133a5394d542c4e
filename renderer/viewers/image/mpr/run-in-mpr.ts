/** What a command does while a reconstruction is open. */
import { type Command, markingToolOf } from '../commands.ts';
import { zoomed } from './mpr-hand.ts';
import type { MprRoom } from './mpr-room.ts';
import {
  changeLook,
  changeThickness,
  type MprState,
  nextSlab,
  resetView,
  stepPlane,
  stepWithin,
  turnPlanes,
} from './mpr-state.ts';
import type { MprWords } from './mpr-words.ts';
import { planeNames } from './planes.ts';

/**
 * Carries the command out on the reconstruction; true when it was taken. What means nothing on one is answered with a
 * sentence, and taken too; what belongs to the whole viewer is left.
 */
export function runInMpr(room: MprRoom, command: Command, words: MprWords): boolean {
  const { grid } = room.source.volume;
  const change = room.change;
  switch (command.do) {
    case 'step':
      change((now) => stepPlane(now, grid, now.active, command.slices));
      return true;
    case 'end': {
      const far = grid.columns + grid.rows + grid.places.length;
      change((now) => stepPlane(now, grid, now.active, command.end === 'first' ? -far : far));
      return true;
    }
    case 'cross':
      change((now) => stepWithin(now, grid, now.active, [command.right, command.down]));
      return true;
    case 'oblique':
      change((now) => turnPlanes(now, now.active, command.degrees));
      return true;
    case 'slab-mode':
      change(nextSlab);
      return true;
    case 'slab':
      change((now) => changeThickness(now, command.change));
      return true;
    case 'pane':
      change((now) => otherPane(now, command.step));
      return true;
    case 'single':
      change((now) => ({ ...now, single: now.single === null ? now.active : null }));
      return true;
    case 'zoom':
      change((now) => changeLook(now, now.active, (look) => zoomed(look, command.factor)));
      return true;
    case 'magnify':
      room.toggleMagnifier();
      return true;
    case 'invert':
      change((now) => ({ ...now, invert: !now.invert }));
      return true;
    case 'reset':
      change((now) => resetView(now, grid));
      return true;
    case 'default-window':
      change((now) => ({ ...now, window: room.source.ownWindow }));
      return true;
    case 'preset': {
      const preset = room.source.presets.find(({ key }) => key === command.key);
      // PS3.3 C.11.2.1.2: LINEAR covers one less, half a value lower.
      if (preset) {
        const [centre, aside] = [preset.center - 0.5, (preset.width - 1) / 2];
        change((now) => ({ ...now, window: { lower: centre - aside, upper: centre + aside } }));
      }
      return true;
    }
    case 'tool':
      if (markingToolOf(command.tool) === null) return false;
      room.say(words.noMeasuring);
      return true;
    case 'calibrate':
    case 'key-image':
    case 'report-measurement':
    case 'delete-measurement':
      room.say(words.noMeasuring);
      return true;
    case 'rotate':
    case 'flip-horizontal':
    case 'flip-vertical':
    case 'series':
    case 'layout':
    case 'cine':
    case 'fps':
    case 'link':
    case 'link-offset':
    case 'true-size':
    case 'next-unseen':
    case 'save-layout':
      room.say(words.notHere);
      return true;
    default:
      return false;
  }
}

function otherPane(state: MprState, step: 1 | -1): MprState {
  const at = planeNames.indexOf(state.active);
  const active = planeNames[(at + step + planeNames.length) % planeNames.length] ?? 'axial';
  return { ...state, active, single: state.single === null ? null : active };
}
