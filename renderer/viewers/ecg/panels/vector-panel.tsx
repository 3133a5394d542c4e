/** The vector loop of the median beat in three planes: P, QRS and T, each from its own begin to its own end. */
import { useMemo } from 'react';
import type { MedianFiducials } from '#shared/ecg/measure/measure-median-beat.ts';
import { vectorLoop } from '#shared/measure/vector-loop.ts';
import type { MeasuredEcg } from '../analysis/analysis-state.ts';
import type { PanelWords } from '../panel-words.ts';
import styles from './panels.module.css';

export function VectorPanel({
  measured,
  words,
}: {
  readonly measured: MeasuredEcg;
  readonly words: PanelWords;
}) {
  const { medianBeat } = measured.analysis;
  const loop = useMemo(() => (medianBeat === null ? null : vectorLoop(medianBeat)), [medianBeat]);
  const { points } = measured;
  if (loop === null || points === null) return <div className={styles.panel}>{words.noVector}</div>;
  const largest = [loop.x, loop.y, loop.z].reduce(
    (most, axis) => axis.reduce((one, value) => Math.max(one, Math.abs(value)), most),
    0.2,
  );
  const scale = 84 / largest;
  return (
    <div className={styles.panel}>
      <div className={styles.loops}>
        <Plane
          title={words.frontal}
          across={loop.x}
          down={loop.y}
          points={points}
          scale={scale}
          marks={['X', 'Y']}
        />
        <Plane
          title={words.horizontal}
          across={loop.x}
          down={loop.z.map((value) => -value)}
          points={points}
          scale={scale}
          marks={['X', '−Z']}
        />
        <Plane
          title={words.sagittal}
          across={loop.z.map((value) => -value)}
          down={loop.y}
          points={points}
          scale={scale}
          marks={['−Z', 'Y']}
        />
      </div>
      <p className={styles.quiet}>{words.vectorHint}</p>
    </div>
  );
}

interface PlaneProps {
  readonly title: string;
  readonly across: Float64Array;
  readonly down: Float64Array;
  readonly points: MedianFiducials;
  readonly scale: number;
  readonly marks: readonly [across: string, down: string];
}

function Plane({ title, across, down, points, scale, marks }: PlaneProps) {
  const path = (from: number | null, to: number | null): string => {
    if (from === null || to === null) return '';
    const out: string[] = [];
    for (let i = Math.round(from); i <= Math.round(to); i++) {
      out.push(`${((across[i] ?? 0) * scale).toFixed(1)},${((down[i] ?? 0) * scale).toFixed(1)}`);
    }
    return out.join(' ');
  };
  return (
    <svg viewBox="-100 -112 200 214" className={styles.figure} role="img" aria-label={title} data-vector>
      <title>{title}</title>
      <text x={-98} y={-101} fontSize={11} fill="var(--mantine-color-dimmed)">
        {title}
      </text>
      <line x1={-94} x2={94} stroke="var(--mantine-color-default-border)" />
      <line y1={-94} y2={94} stroke="var(--mantine-color-default-border)" />
      <text x={80} y={-4} fontSize={10} fill="var(--mantine-color-dimmed)">
        {marks[0]}
      </text>
      <text x={4} y={94} fontSize={10} fill="var(--mantine-color-dimmed)">
        {marks[1]}
      </text>
      <g fill="none" stroke="currentColor" strokeLinejoin="round">
        <polyline points={path(points.pOn, points.pOff)} strokeDasharray="2 2" />
        <polyline points={path(points.qrsOn, points.qrsOff)} strokeWidth={2} />
        <polyline points={path(points.tOn ?? points.qrsOff, points.tOff)} strokeWidth={1} />
      </g>
    </svg>
  );
}
