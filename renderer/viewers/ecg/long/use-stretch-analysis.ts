/** A panel opened over a long recording measures the page it was opened on, in the analysis thread: seconds are copied, not hours. */
import { useCallback, useRef, useState } from 'react';
import { sliceGroup } from '#shared/formats/ecg/recording/recording.ts';
import { analyseInWorker } from '../analysis/analyse-in-worker.ts';
import type { AnalysisState } from '../analysis/analysis-state.ts';
import { type MeasuredRoom, useMeasured } from '../analysis/use-measured.ts';
import type { PanelName } from '../shortcuts.ts';
import type { Scroller } from './scroller.ts';
import type { WindowStore } from './window-store.ts';

export interface StretchAnalysis {
  readonly panel: PanelName | null;
  /** Opens a panel on the page as it stands, or closes it. */
  readonly setPanel: (panel: PanelName | null) => void;
  readonly state: AnalysisState | undefined;
  readonly room: MeasuredRoom;
  /** Sample of the recording at which the measured stretch begins. */
  readonly base: number;
}

/** A beat at the edge of the page is measured whole. */
const marginSeconds = 5;

export function useStretchAnalysis(of: {
  readonly store: WindowStore;
  readonly scroller: Scroller;
  readonly samplingHz: number;
}): StretchAnalysis {
  const { store, scroller, samplingHz } = of;
  const [panel, showPanel] = useState<PanelName | null>(null);
  const [measured, setMeasured] = useState<{ base: number; state: AnalysisState } | null>(null);
  const asked = useRef(0);
  const room = useMeasured(measured?.state);
  const setPanel = useCallback(
    (next: PanelName | null): void => {
      showPanel(next);
      if (next === null) return;
      const from = Math.floor((scroller.now() - marginSeconds) * samplingHz);
      const to = Math.ceil((scroller.now() + scroller.page() + marginSeconds) * samplingHz);
      const stretch = store.stretch(Math.max(0, from), to);
      if (stretch === null) return;
      const start = Math.max(0, from - stretch.base);
      const group = sliceGroup(stretch.group, start, Math.min(stretch.group.sampleCount, to - stretch.base));
      const base = stretch.base + start;
      const number = ++asked.current;
      setMeasured({ base, state: { status: 'running' } });
      const waveform = { groups: [copied(group)], statements: [], measurements: [], acquiredAt: null };
      void analyseInWorker(waveform, {}).then((found) => {
        if (number !== asked.current) return;
        setMeasured({
          base,
          state: found.ok
            ? { status: 'done', analysis: found.value }
            : { status: 'failed', failure: found.failure },
        });
      });
    },
    [store, scroller, samplingHz],
  );
  return { panel, setPanel, state: measured?.state, room, base: measured?.base ?? 0 };
}

/** A view would carry the whole stretch's memory to the thread. */
function copied(group: ReturnType<typeof sliceGroup>): ReturnType<typeof sliceGroup> {
  return { ...group, leads: group.leads.map((lead) => ({ ...lead, samples: lead.samples.slice() })) };
}
