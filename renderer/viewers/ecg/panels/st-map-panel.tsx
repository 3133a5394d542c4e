/** The ST levels on a map: each lead where it looks from, limb leads in the frontal plane, chest leads in the horizontal one. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { StLevels } from '#shared/ecg/analysis.ts';
import type { MeasuredEcg } from '../analysis/analysis-state.ts';
import { millivolts } from '../analysis/measure-text.ts';
import type { PanelWords } from '../panel-words.ts';
import styles from './panels.module.css';

/** Degrees, 0 to the left of the body, 90 to the feet (frontal) or to the front (horizontal), as electrodes usually lie. */
const frontal: Readonly<Record<string, number>> = { I: 0, II: 60, III: 120, aVR: -150, aVL: -30, aVF: 90 };
const horizontal: Readonly<Record<string, number>> = { V1: 115, V2: 94, V3: 58, V4: 47, V5: 22, V6: 0 };

const points = ['j', 'j40', 'j60', 'j80'] as const satisfies ReadonlyArray<keyof StLevels>;
const pointNames = { j: 'J', j40: 'J+40', j60: 'J+60', j80: 'J+80' } as const;
const outerMillivolts = 0.3;
const radius = 78;

export function StMapPanel({
  measured,
  words,
}: {
  readonly measured: MeasuredEcg;
  readonly words: PanelWords;
}) {
  const [point, setPoint] = useState<keyof StLevels>('j60');
  const { analysis, intervals } = measured;
  const { lowSampling } = analysis;
  if (lowSampling?.heldBack.includes('st') === true) {
    return <div className={styles.panel}>{words.heldBack(lowSampling.samplingHz, lowSampling.neededHz)}</div>;
  }
  const levelOf = (lead: string): number | null => intervals.stMv[lead]?.[point] ?? null;
  return (
    <div className={styles.panel}>
      <div className={styles.controls}>
        {words.stAt}
        <SegmentedControl
          size="xs"
          aria-label={words.stAt}
          value={point}
          onChange={(value) => setPoint(points.find((one) => one === value) ?? 'j60')}
          data={points.map((value) => ({ value, label: pointNames[value] }))}
        />
      </div>
      <div className={styles.stars}>
        <Star title={words.frontal} angles={frontal} levelOf={levelOf} />
        <Star title={words.horizontal} angles={horizontal} levelOf={levelOf} />
      </div>
      <p className={styles.quiet}>{words.stMapHint}</p>
    </div>
  );
}

interface StarProps {
  readonly title: string;
  readonly angles: Readonly<Record<string, number>>;
  readonly levelOf: (lead: string) => number | null;
}

/** Seen as the reader faces the patient (frontal) or from the feet (horizontal): the patient's left is on the right. */
function Star({ title, angles, levelOf }: StarProps) {
  const reach = (value: number): number =>
    (Math.min(Math.abs(value), outerMillivolts) / outerMillivolts) * radius;
  const labelYs = spreadLabels(angles);
  return (
    <svg viewBox="-190 -100 380 210" className={styles.figure} role="img" aria-label={title} data-st-map>
      <title>{title}</title>
      {[0.1, 0.2, 0.3].map((ring) => (
        <circle key={ring} r={reach(ring)} fill="none" stroke="var(--mantine-color-default-border)" />
      ))}
      <text x={-185} y={-86} fontSize={13} fill="var(--mantine-color-dimmed)">
        {title}
      </text>
      {Object.entries(angles).map(([lead, degrees]) => {
        const level = levelOf(lead);
        const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
        const at = level === null ? 0 : reach(level);
        return (
          <g key={lead} stroke="currentColor">
            <line x2={radius * cos} y2={radius * sin} stroke="var(--mantine-color-default-border)" />
            {level !== null && (
              <>
                <line x2={at * cos} y2={at * sin} strokeWidth={3} />
                <circle
                  cx={at * cos}
                  cy={at * sin}
                  r={5}
                  strokeWidth={1.5}
                  fill={level >= 0 ? 'currentColor' : 'var(--mantine-color-body)'}
                />
              </>
            )}
            <text
              x={(radius + 6) * cos}
              y={labelYs.get(lead)}
              fontSize={12}
              stroke="none"
              fill="currentColor"
              textAnchor={cos > 0.2 ? 'start' : cos < -0.2 ? 'end' : 'middle'}
            >
              {lead} {millivolts(level)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const labelHeight = 17;

/** Heights of the labels' base lines: beside their leads, but those on one side never nearer than a line of text. */
export function spreadLabels(angles: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const places = Object.entries(angles).map(([lead, degrees]) => {
    const radians = (degrees * Math.PI) / 180;
    return { lead, right: Math.cos(radians) > 0.2, y: (radius + 14) * Math.sin(radians) + 4 };
  });
  const ys = new Map<string, number>();
  for (const side of [true, false]) {
    const own = places.filter(({ right }) => right === side).sort((a, b) => b.y - a.y);
    let below = Number.POSITIVE_INFINITY;
    for (const { lead, y } of own) {
      below = Math.min(y, below - labelHeight);
      ys.set(lead, below);
    }
  }
  return ys;
}
