/** Beat by beat: the list, the RR tachogram and the Poincaré plot; a click on any of them goes to that beat. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { EcgAnalysis } from '#shared/ecg/analysis.ts';
import { loadPlotly } from '../../../ui/load-plotly.ts';
import type { PanelWords } from '../panel-words.ts';
import {
  beatIntervals,
  type ChartColours,
  type ChartSpec,
  poincareChart,
  tachogramChart,
} from './beat-charts.ts';
import styles from './panels.module.css';

export interface BeatsPanelProps {
  readonly analysis: EcgAnalysis;
  readonly words: PanelWords;
  readonly onJump: (sample: number) => void;
}

export function BeatsPanel({ analysis, words, onJump }: BeatsPanelProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const { beats } = analysis;
  if (beats.length === 0) return <div className={styles.panel}>{words.noBeats}</div>;
  const jump = (index: number): void => {
    const beat = beats[index];
    if (beat === undefined) return;
    setChosen(index);
    onJump(beat.sample);
  };
  return (
    <div className={styles.panel}>
      <BeatList analysis={analysis} words={words} chosen={chosen} onChoose={jump} />
      <Chart name="tachogram" make={tachogramChart} analysis={analysis} words={words} onChoose={jump} />
      <Chart name="poincare" make={poincareChart} analysis={analysis} words={words} onChoose={jump} />
    </div>
  );
}

function BeatList(props: {
  readonly analysis: EcgAnalysis;
  readonly words: PanelWords;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
}) {
  const { analysis, words, chosen } = props;
  const { beats, samplingHz } = analysis;
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: beats.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 25,
    overscan: 8,
  });
  const intervals = beatIntervals(analysis);
  return (
    <div ref={scroll} className={styles.beatList} data-beats={beats.length}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const beat = beats[index];
          if (beat === undefined) return null;
          return (
            <button
              key={beat.sample}
              type="button"
              className={styles.beatRow}
              style={{ transform: `translateY(${start}px)` }}
              aria-pressed={index === chosen}
              onClick={() => props.onChoose(index)}
            >
              <span>{index + 1}</span>
              <span>{(beat.sample / samplingHz).toFixed(3)} s</span>
              <span>{index === 0 ? '' : `RR ${Math.round(intervals[index - 1] ?? 0)} ms`}</span>
              <span>{words.beatClass[beat.class]}</span>
            </button>
          );
        })}
      </div>
    </div>
  );
}

/** plotly.js is loaded when the first chart is opened. */
function Chart(props: {
  readonly name: string;
  readonly make: (analysis: EcgAnalysis, words: PanelWords, colours: ChartColours) => ChartSpec;
  readonly analysis: EcgAnalysis;
  readonly words: PanelWords;
  readonly onChoose: (index: number) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const { make, analysis, words } = props;
  const choose = useRef(props.onChoose);
  choose.current = props.onChoose;
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let gone = false;
    void loadPlotly()
      .then(async (plotly) => {
        if (gone) return;
        const style = getComputedStyle(element);
        const line = style.getPropertyValue('--mantine-color-default-border') || '#555';
        const { data, layout } = make(analysis, words, { ink: style.color, line });
        await plotly.react(element, data, layout, { displayModeBar: false, responsive: true });
        const chart = element as unknown as {
          removeAllListeners(name: string): void;
          on(name: string, listener: (event: { points: Array<{ customdata: unknown }> }) => void): void;
        };
        chart.removeAllListeners('plotly_click');
        chart.on('plotly_click', ({ points }) => {
          const index = points[0]?.customdata;
          if (typeof index === 'number') choose.current(index);
        });
        element.dataset.drawn = 'true';
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
    };
  }, [make, analysis, words]);
  return failed ? (
    <p role="alert">{words.chartFailed}</p>
  ) : (
    <div ref={host} className={styles.chart} data-chart={props.name} />
  );
}
