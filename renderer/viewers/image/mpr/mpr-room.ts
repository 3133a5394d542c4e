/** An open reconstruction: three panes of one volume that move together; outside React. */
import type { Language } from '#shared/failure.ts';
import { pageOf } from '../../../ui/page-of.ts';
import { createMprPane, type MprPane, type PaneSource } from './mpr-pane.ts';
import type { MprState } from './mpr-state.ts';
import { type PlaneName, planeNames } from './planes.ts';

export interface MprRoom {
  readonly state: () => MprState;
  readonly change: (change: (state: MprState) => MprState) => void;
  readonly source: PaneSource;
  readonly setLanguage: (language: Language) => void;
  readonly setOverlayVisible: (visible: boolean) => void;
  readonly toggleMagnifier: () => void;
  /** Says something over the pane in use for some seconds. */
  readonly say: (text: string) => void;
  readonly destroy: () => void;
}

const sayingMs = 4000;

export interface MprRoomParts {
  readonly hosts: Readonly<Record<PlaneName, HTMLElement>>;
  readonly source: PaneSource;
  readonly start: MprState;
  readonly language: Language;
  /** The mouse tool in hand. */
  readonly tool: () => string;
}

export function createMprRoom({ hosts, source, start, language, tool }: MprRoomParts): MprRoom {
  let state = start;
  let speech = language;
  let isMagnifying = false;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const panes = new Map<PlaneName, MprPane>();

  const show = (): void => {
    for (const plane of planeNames) {
      hosts[plane].classList.toggle('yz-active', state.active === plane);
      hosts[plane].hidden = state.single !== null && state.single !== plane;
      panes.get(plane)?.refresh();
    }
  };
  const change: MprRoom['change'] = (how) => {
    const next = how(state);
    if (next === state) return;
    state = next;
    show();
  };
  for (const plane of planeNames) {
    const parts = {
      host: hosts[plane],
      plane,
      source,
      state: () => state,
      change,
      tool,
      language: () => speech,
    };
    panes.set(plane, createMprPane(parts));
  }
  const observer = new (pageOf(hosts.axial).ResizeObserver)(show);
  for (const plane of planeNames) observer.observe(hosts[plane]);
  show();

  return {
    state: () => state,
    change,
    source,
    setLanguage(next) {
      speech = next;
      show();
    },
    setOverlayVisible(visible) {
      for (const pane of panes.values()) pane.setOverlayVisible(visible);
    },
    toggleMagnifier() {
      isMagnifying = !isMagnifying;
      for (const pane of panes.values()) pane.setMagnifying(isMagnifying);
    },
    say(text) {
      clearTimeout(quiet);
      for (const [plane, pane] of panes) pane.note(plane === state.active ? text : '');
      quiet = setTimeout(() => {
        for (const pane of panes.values()) pane.note('');
      }, sayingMs);
    },
    destroy() {
      clearTimeout(quiet);
      observer.disconnect();
      for (const pane of panes.values()) pane.destroy();
    },
  };
}
