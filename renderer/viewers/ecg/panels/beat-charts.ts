/** The charts of the beats: RR over time, and each RR against the next; ectopic beats by shape, never by colour alone. */
import type Plotly from 'plotly.js';
import type { BeatClass, EcgAnalysis } from '#shared/ecg/analysis.ts';
import type { PanelWords } from '../panel-words.ts';

export interface ChartSpec {
  readonly data: Plotly.Data[];
  readonly layout: Partial<Plotly.Layout>;
}

export interface ChartColours {
  readonly ink: string;
  readonly line: string;
}

const symbols: Readonly<Record<BeatClass, string>> = {
  normal: 'circle',
  ventricular: 'diamond-open',
  supraventricular: 'triangle-up-open',
  paced: 'square-open',
  unknown: 'x-thin-open',
};
/** A point a beat would take plotly seconds to draw: of a long recording every k-th is shown. */
const mostPoints = 4000;

/** ms from each beat to the next; one fewer than beats. */
export function beatIntervals({ beats, samplingHz }: EcgAnalysis): Float64Array {
  return Float64Array.from({ length: Math.max(0, beats.length - 1) }, (_, i) => {
    const [from, to] = [beats[i]?.sample ?? 0, beats[i + 1]?.sample ?? 0];
    return ((to - from) * 1000) / samplingHz;
  });
}

/** `customdata` is the beat's index in the analysis. */
export function tachogramChart(analysis: EcgAnalysis, words: PanelWords, colours: ChartColours): ChartSpec {
  const intervals = beatIntervals(analysis);
  const shown = indexes(intervals.length);
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines+markers',
        x: shown.map((i) => (analysis.beats[i + 1]?.sample ?? 0) / analysis.samplingHz),
        y: shown.map((i) => intervals[i] ?? 0),
        customdata: shown.map((i) => i + 1),
        line: { width: 1, color: colours.ink },
        marker: markers(analysis, shown, colours),
        hovertemplate: '%{x:.2f} s · %{y:.0f} ms<extra></extra>',
      },
    ],
    layout: frame(words.tachogram, `${words.time} (s)`, 'RR (ms)', colours),
  };
}

export function poincareChart(analysis: EcgAnalysis, words: PanelWords, colours: ChartColours): ChartSpec {
  const intervals = beatIntervals(analysis);
  const shown = indexes(Math.max(0, intervals.length - 1));
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: shown.map((i) => intervals[i] ?? 0),
        y: shown.map((i) => intervals[i + 1] ?? 0),
        customdata: shown.map((i) => i + 1),
        marker: markers(analysis, shown, colours),
        hovertemplate: '%{x:.0f} → %{y:.0f} ms<extra></extra>',
      },
    ],
    layout: frame(words.poincare, 'RR (ms)', words.nextRr, colours),
  };
}

const indexes = (count: number): number[] => {
  const step = Math.max(1, Math.ceil(count / mostPoints));
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
};

function markers(analysis: EcgAnalysis, shown: readonly number[], { ink }: ChartColours) {
  return {
    size: 7,
    color: ink,
    symbol: shown.map((i) => symbols[analysis.beats[i + 1]?.class ?? 'unknown']),
  };
}

function frame(title: string, x: string, y: string, { ink, line }: ChartColours): Partial<Plotly.Layout> {
  const axis = { gridcolor: line, zerolinecolor: line, color: ink } as const;
  return {
    title: { text: title, font: { size: 13, color: ink } },
    height: 210,
    margin: { l: 52, r: 12, t: 28, b: 36 },
    showlegend: false,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { size: 11, color: ink },
    xaxis: { ...axis, title: { text: x, standoff: 4 } },
    yaxis: { ...axis, title: { text: y, standoff: 4 } },
  };
}
