/** The median beat, all leads overlaid or one: its points can be moved, and every interval follows. */
import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FiducialName, MedianBeat } from '#shared/ecg/analysis.ts';
import type { MedianFiducials } from '#shared/ecg/measure/measure-median-beat.ts';
import { tangentOf, tangentSpread } from '#shared/measure/t-end-tangent.ts';
import type { MeasuredEcg } from '../analysis/analysis-state.ts';
import { whole } from '../analysis/measure-text.ts';
import type { EcgTheme } from '../display-settings.ts';
import { viewMedian } from '../median/median-view.ts';
import { paintMedian } from '../median/paint-median.ts';
import { usePointDrag } from '../median/use-point-drag.ts';
import { prepareLayer } from '../paint/canvas-layer.ts';
import { inks } from '../paint/ink.ts';
import type { PanelWords } from '../panel-words.ts';
import { useDeviceRatio, useElementRoom } from '../use-paper-room.ts';
import styles from './panels.module.css';

export interface MedianPanelProps {
  readonly measured: MeasuredEcg;
  readonly words: PanelWords;
  readonly theme: EcgTheme;
  readonly onMove: (name: FiducialName, sample: number) => void;
  readonly onReset: () => void;
}

export function MedianPanel(props: MedianPanelProps) {
  const { measured, words } = props;
  const { medianBeat } = measured.analysis;
  return medianBeat === null || measured.points === null ? (
    <div className={styles.panel}>{words.noMedian}</div>
  ) : (
    <MedianBeatPanel {...props} median={medianBeat} points={measured.points} />
  );
}

const everyLead = '';

function MedianBeatPanel(
  props: MedianPanelProps & { readonly median: MedianBeat; readonly points: MedianFiducials },
) {
  const { median, points, measured, words, theme } = props;
  const names = useMemo(() => Object.keys(median.leads), [median]);
  const [lead, setLead] = useState(everyLead);
  const [selected, setSelected] = useState<FiducialName | null>('qrsOn');
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const room = useElementRoom(frame);
  const ratio = useDeviceRatio();
  const strongest = lead === everyLead ? (names.includes('II') ? 'II' : (names[0] ?? '')) : lead;
  const shown = useMemo(
    () => (lead === everyLead ? [strongest, ...names.filter((name) => name !== strongest)] : [lead]),
    [lead, names, strongest],
  );
  const view = useMemo(() => (room === null ? null : viewMedian(median, shown, room)), [median, shown, room]);
  const tangent = useMemo(
    () =>
      points.tPeak === null
        ? null
        : tangentOf(median.leads[strongest] ?? new Float32Array(), points.tPeak, median.samplingHz),
    [median, points.tPeak, strongest],
  );
  const handlers = usePointDrag({
    median,
    points,
    view,
    selected,
    onSelect: setSelected,
    onMove: props.onMove,
  });

  useLayoutEffect(() => {
    if (canvas.current === null || view === null) return;
    const layer = prepareLayer(canvas.current, view.widthPx, view.heightPx, ratio);
    if (layer === null) return;
    layer.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const ink = inks[theme];
    paintMedian(layer.context, { median, view, ink, words, leadNames: shown, points, selected, tangent });
  }, [median, view, ratio, theme, words, shown, points, selected, tangent]);
  // Its keys are why one opens it.
  useEffect(() => canvas.current?.focus(), []);

  const { intervals } = measured;
  return (
    <div className={styles.panel}>
      <div className={styles.controls}>
        <NativeSelect
          size="xs"
          aria-label={words.lead}
          data={[{ value: everyLead, label: words.allLeads }, ...names]}
          value={lead}
          onChange={(event) => setLead(event.currentTarget.value)}
        />
        <span className={styles.quiet}>{words.beatsUsed(median.beatsUsed)}</span>
        {measured.moved.length > 0 && (
          <Button size="compact-xs" variant="default" onClick={props.onReset} data-reset-points>
            {words.reset}
          </Button>
        )}
      </div>
      <div ref={frame} style={{ height: 300, overflow: 'hidden' }}>
        <canvas
          ref={canvas}
          className={styles.canvas}
          tabIndex={0}
          aria-label={words.panels.median}
          data-median
          {...handlers}
        />
      </div>
      <div className={styles.pointRow} data-median-numbers>
        {(
          [
            ['P', intervals.pMs],
            ['PR', intervals.prMs],
            ['QRS', intervals.qrsMs],
            ['QT', intervals.qtMs],
            ['QTcB', intervals.qtcMs.bazett],
            ['QTcF', intervals.qtcMs.fridericia],
          ] as const
        ).map(([name, value]) => (
          <span key={name}>
            {name} <b>{whole(value, 'ms')}</b>
          </span>
        ))}
      </div>
      <SelectedPoint {...props} selected={selected} />
      <TangentLine
        median={median}
        points={points}
        end={tangent?.endSample ?? null}
        lead={strongest}
        words={words}
      />
      <p className={styles.quiet}>{words.medianHint}</p>
    </div>
  );
}

/** The point that the keys move: its name, whether by hand, how sure the machine was of it. */
function SelectedPoint({
  measured,
  median,
  selected,
  words,
}: Pick<MedianPanelProps, 'measured' | 'words'> & {
  readonly median: MedianBeat;
  readonly selected: FiducialName | null;
}) {
  if (selected === null) return null;
  const machine = median.fiducials[selected];
  return (
    <p>
      <b>{words.points[selected]}</b>{' '}
      {measured.moved.includes(selected)
        ? words.byHand
        : machine === null
          ? '—'
          : `${words.uncertainty} ±${machine.uncertaintyMs.toFixed(1)} ms`}
    </p>
  );
}

function TangentLine(props: {
  readonly median: MedianBeat;
  readonly points: MedianFiducials;
  readonly end: number | null;
  readonly lead: string;
  readonly words: PanelWords;
}) {
  const { median, points, words } = props;
  const { qrsOn, tPeak } = points;
  if (qrsOn === null || tPeak === null) return null;
  const qtOf = (end: number): number => ((end - qrsOn) * 1000) / median.samplingHz;
  const spread = tangentSpread(median, tPeak);
  const parts = [
    props.end === null ? '' : `${props.lead} QT ${whole(qtOf(props.end), 'ms')}`,
    spread === null
      ? ''
      : `${words.tangentLeads(spread.leads)} QT ${Math.round(qtOf(spread.medianSample))} ± ${spread.spreadMs.toFixed(0)} ms`,
  ].filter((part) => part !== '');
  return (
    <p data-tangent>
      <b>{words.tangent}</b> {parts.length === 0 ? '—' : parts.join(' · ')}
    </p>
  );
}
