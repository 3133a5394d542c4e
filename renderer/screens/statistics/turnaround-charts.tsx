/** The board's charts, drawn by plotly.js: share within the promise by site, and every task against its promise. */
import { useComputedColorScheme } from '@mantine/core';
import type { TickFormatStop } from 'plotly.js';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { HourRow, turnaroundSchema } from '#shared/contract/exchange/statistics.ts';
import type { Kind } from '#shared/study/kind.ts';
import { loadPlotly } from '../../ui/load-plotly.ts';
import classes from './statistics.module.css';

type Turnaround = z.infer<typeof turnaroundSchema>;

const colours: Record<Kind, string> = { imaging: '#469ccf', ecg: '#e07a9a' };
const leftTitle = { x: 0.02, xanchor: 'left' as const };
const kinds: readonly Kind[] = ['imaging', 'ecg'];

/** By the distance of two ticks in ms; plotly writes the second line where it changes only, so the day stands below the hour. */
const tickformatstops: Partial<TickFormatStop>[] = [
  { dtickrange: [null, 86_399_999], value: '%H:%M\n%m-%d' },
  { dtickrange: [86_400_000, null], value: '%m-%d\n%Y' },
];

/** Fewer would be counted in seconds, each tick with the same minute below it. */
const fewestMinutes = 20;

/** From the first to the last report and a little more on both sides; nothing for none. */
function timeRange(points: Turnaround['points']): [Date, Date] | undefined {
  if (points.length === 0) return undefined;
  const stops = points.map((point) => point.stoppedAt);
  const [first, last] = [Math.min(...stops), Math.max(...stops)];
  const half = Math.max(((last - first) / 2) * 1.1, (fewestMinutes / 2) * 60_000);
  const middle = (first + last) / 2;
  return [new Date(middle - half), new Date(middle + half)];
}

export default function TurnaroundCharts({ data }: { data: Turnaround }) {
  const { t } = useTranslation();
  const dark = useComputedColorScheme() === 'dark';
  const bars = useRef<HTMLDivElement>(null);
  const hours = useRef<HTMLDivElement>(null);
  const scatter = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let gone = false;
    const look = {
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      font: { color: dark ? '#c6ccd3' : '#2a3038', size: 12, family: 'inherit' },
      margin: { l: 48, r: 28, t: 40, b: 56 },
      height: 320,
      legend: { orientation: 'h' as const, x: 1, xanchor: 'right' as const, y: 1.18 },
    };
    const grid = dark ? '#2a3038' : '#d5dbe1';
    void loadPlotly().then(async (plotly) => {
      if (gone || !bars.current || !hours.current || !scatter.current) return;
      const options = { displayModeBar: false, responsive: true };
      // Axes of nothing would count from −1 to 6.
      const annotations =
        data.points.length > 0
          ? []
          : [
              {
                text: t('statistics.noneTimed'),
                showarrow: false,
                xref: 'paper' as const,
                yref: 'paper' as const,
                x: 0.5,
                y: 0.5,
              },
            ];
      const axis = { gridcolor: grid, visible: data.points.length > 0 };
      await plotly.react(
        bars.current,
        kinds.map((kind) => {
          const rows = data.rows.filter((row) => row.kind === kind && row.tasks > 0);
          return {
            type: 'bar' as const,
            name: t(`kind.${kind}`),
            x: rows.map((row) => row.siteName),
            y: rows.map((row) => (100 * row.within) / row.tasks),
            marker: { color: colours[kind] },
          };
        }),
        {
          ...look,
          title: { text: `${t('statistics.within')} %`, font: { size: 14 }, ...leftTitle },
          annotations,
          xaxis: { visible: axis.visible },
          yaxis: { ...axis, range: [0, 105] },
          barmode: 'group',
          bargap: data.rows.length < 6 ? 0.7 : 0.3,
        },
        options,
      );
      await plotly.react(
        hours.current,
        kinds.flatMap((kind) => {
          const rows = data.hours.filter((row) => row.kind === kind && row.medianMs !== null);
          const line = (name: string, of: (row: HourRow) => number | null, dash: 'solid' | 'dot') => ({
            type: 'scatter' as const,
            mode: 'lines+markers' as const,
            name: `${t(`kind.${kind}`)} · ${name}`,
            x: rows.map((row) => row.hour),
            y: rows.map((row) => (of(row) ?? 0) / 60_000),
            line: { color: colours[kind], dash },
          });
          return [
            line(t('statistics.median'), (row) => row.medianMs, 'solid'),
            line(t('statistics.p90'), (row) => row.p90Ms, 'dot'),
          ];
        }),
        {
          ...look,
          title: { text: t('statistics.byHour'), font: { size: 14 }, ...leftTitle },
          annotations,
          xaxis: { ...axis, range: [-0.5, 23.5], dtick: 3 },
          yaxis: { ...axis, rangemode: 'tozero' },
        },
        options,
      );
      await plotly.react(
        scatter.current,
        kinds.map((kind) => {
          const points = data.points.filter((point) => point.kind === kind);
          return {
            type: 'scatter' as const,
            mode: 'markers' as const,
            name: `${t(`kind.${kind}`)} · ${t('statistics.promise', { minutes: (points[0]?.targetMs ?? (kind === 'ecg' ? 180_000 : 480_000)) / 60_000 })}`,
            x: points.map((point) => new Date(point.stoppedAt)),
            y: points.map((point) => point.elapsedMs / 60_000),
            text: points.map((point) => point.siteName),
            marker: {
              color: colours[kind],
              size: 8,
              symbol: points.map((point) => (point.elapsedMs <= point.targetMs ? 'circle' : 'x')),
            },
          };
        }),
        {
          ...look,
          title: { text: t('statistics.scatter'), font: { size: 14 }, ...leftTitle },
          annotations,
          yaxis: { ...axis, rangemode: 'tozero' },
          xaxis: { ...axis, tickformatstops, range: timeRange(data.points) },
        },
        options,
      );
    });
    return () => {
      gone = true;
    };
  }, [data, dark, t]);

  return (
    <div className={classes.charts}>
      <div ref={bars} className={classes.chart} />
      <div ref={hours} className={classes.chart} data-hours />
      <div ref={scatter} className={classes.chart} data-each-task />
    </div>
  );
}
