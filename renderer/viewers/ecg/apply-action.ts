/** What a key does: to the display, or to the calipers. */
import { furtherLeadsOf } from '#shared/ecg/leads-of-page.ts';
import { pageSeconds } from '#shared/ecg/tracing.ts';
import {
  addCaliper,
  type CaliperSet,
  carryToLead,
  removeSelected,
  replaceCaliper,
  selectCaliper,
  selectedCaliper,
  stepCaliper,
  switchLeg,
  toggleMarching,
  walkCalipers,
} from '#shared/measure/ecg-caliper-set.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import { draftByKey } from './calipers/drag-caliper.ts';
import {
  type CaliperTool,
  type DisplaySettings,
  stepFilter,
  stepGain,
  stepPage,
  stepRhythmLead,
  stepSpeed,
} from './display-settings.ts';
import { type EcgAction, layoutOfAction, type PanelName, panelNames } from './shortcuts.ts';

/** Lead and sample that the pointer was last over; where the keyboard puts a new caliper. */
export interface CursorPlace {
  readonly leadName: string;
  readonly sample: number;
}

/** The settings after an action; undefined when the action is not about the display. */
export function settingsAfter(
  action: EcgAction,
  settings: DisplaySettings,
  group: WaveformGroup,
): DisplaySettings | undefined {
  const duration = group.sampleCount / group.samplingHz;
  switch (action) {
    case 'layout-3x4+1R':
    case 'layout-6x2':
    case 'layout-12x1':
    case 'layout-3x4':
    case 'layout-3x4+3R':
    case 'layout-6x2+1R':
    case 'layout-single':
      return { ...settings, layout: layoutOfAction(action) };
    case 'cabrera':
      return { ...settings, order: settings.order === 'standard' ? 'cabrera' : 'standard' };
    case 'extra-leads':
      return furtherLeadsOf(group).length === 0
        ? undefined
        : { ...settings, extraLeads: !settings.extraLeads };
    case 'filter-high':
      return stepFilter(settings, 'highPassHz');
    case 'filter-low':
      return stepFilter(settings, 'lowPassHz');
    case 'filter-notch':
      return stepFilter(settings, 'notchHz');
    case 'filter-baseline':
      return stepFilter(settings, 'baseline');
    case 'filter-none':
      return stepFilter(settings, 'none');
    case 'gain-up':
      return stepGain(settings, 1);
    case 'gain-down':
      return stepGain(settings, -1);
    case 'speed-up':
      return stepSpeed(settings, 1);
    case 'speed-down':
      return stepSpeed(settings, -1);
    case 'mode':
      return { ...settings, mode: settings.mode === 'continuous' ? 'simultaneous' : 'continuous' };
    case 'fit':
      return { ...settings, fit: !settings.fit };
    case 'theme':
      return { ...settings, theme: settings.theme === 'paper' ? 'dark' : 'paper' };
    case 'rhythm-lead':
      return stepRhythmLead(
        settings,
        group.leads.map((lead) => lead.name),
      );
    case 'next-page':
      return stepPage(settings, duration, pageSeconds, 1);
    case 'previous-page':
      return stepPage(settings, duration, pageSeconds, -1);
    default:
      return undefined;
  }
}

/** The panel shown after an action: its key closes it again; undefined when the action is about no panel. */
export function panelAfter(action: EcgAction, shown: PanelName | null): PanelName | null | undefined {
  if (action === 'next-point') return shown === 'median' ? undefined : 'median';
  if (!action.startsWith('panel-')) return undefined;
  const asked = panelNames.find((name) => action === `panel-${name}`) ?? null;
  return asked === shown ? null : asked;
}

const steps: Partial<Record<EcgAction, { samples: number; levels: number }>> = {
  left: { samples: -1, levels: 0 },
  right: { samples: 1, levels: 0 },
  'left-ten': { samples: -10, levels: 0 },
  'right-ten': { samples: 10, levels: 0 },
  up: { samples: 0, levels: 1 },
  down: { samples: 0, levels: -1 },
  'up-ten': { samples: 0, levels: 10 },
  'down-ten': { samples: 0, levels: -10 },
};

/** The calipers after an action; undefined when there is nothing for it to do, so that the key keeps its usual meaning. */
export function calipersAfter(
  action: EcgAction,
  set: CaliperSet,
  group: WaveformGroup,
  place: CursorPlace,
): CaliperSet | undefined {
  const selected = selectedCaliper(set);
  const create = (tool: CaliperTool): CaliperSet | undefined => {
    const draft = draftByKey(group, tool, place.leadName, place.sample);
    return draft === null ? undefined : addCaliper(set, draft);
  };
  if (action === 'new-time') return create('time');
  if (action === 'new-voltage') return create('voltage');
  if (action === 'next-caliper') return walkCalipers(set, 1) ?? undefined;
  if (action === 'previous-caliper') return walkCalipers(set, -1) ?? undefined;
  if (selected === undefined) return undefined;
  if (action === 'switch-leg') return switchLeg(set);
  if (action === 'march') return toggleMarching(set);
  if (action === 'delete') return removeSelected(set);
  if (action === 'deselect') return selectCaliper(set, null);
  const step = steps[action];
  if (step === undefined) return undefined;
  if (selected.kind === 'time' && step.levels !== 0) {
    const index = group.leads.findIndex((lead) => lead.name === selected.leadName);
    const next = group.leads[index - Math.sign(step.levels)];
    return next === undefined ? set : replaceCaliper(set, carryToLead(group, selected, next.name));
  }
  return replaceCaliper(set, stepCaliper(group, selected, set.leg, step));
}
