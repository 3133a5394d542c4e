/**
 * What an ECG's measurements do to its report while it is written (journey step 8): numbers in the text follow them,
 * wrong ones are found, limits are gathered. For other kinds it does nothing.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { personOf } from '#shared/ecg/person-of.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import { collectLimits } from '#shared/report/collect-limits.ts';
import { type JudgedNumber, judgeNumbers } from '#shared/report/numbers/judge-numbers.ts';
import { measuredValues } from '#shared/report/numbers/measured-values.ts';
import { caliperOf } from '#shared/report/numbers/measurement-keys.ts';
import { heldMeasurements, rebindNumbers } from '#shared/report/numbers/rebind-numbers.ts';
import type { ReadingLimit, ReportContent } from '#shared/report/report.ts';
import { type ReadEcg, useReadEcg } from '../../state/read-ecg-store.ts';
import { priorsQuery } from '../reading/priors-query.ts';

export const textFields = ['findings', 'impression', 'recommendation'] as const;
export type TextField = (typeof textFields)[number];

export interface EcgReport {
  /** Null until the recording is analysed, and for other kinds. */
  readonly ecg: ReadEcg | null;
  readonly values: Readonly<Record<string, number>>;
  readonly age: number | null;
  readonly sex: 'M' | 'F' | null;
  readonly limits: readonly ReadingLimit[];
  /** The numbers of one field that are worth showing: wrong ones and those kept by hand. */
  readonly numbersOf: (field: TextField) => readonly JudgedNumber[];
  /** Holds a content to what is measured now. */
  readonly hold: (content: ReportContent) => ReportContent;
}

const nothing: Readonly<Record<string, number>> = {};

export function useEcgReport(given: {
  task: ListedTask;
  holding: boolean;
  /** False while the draft is fetched. */
  loaded: boolean;
  content: ReportContent;
  change: (content: ReportContent) => void;
}): EcgReport {
  const { task, content, change } = given;
  const active = task.kind === 'ecg' && given.holding;
  const ecg = useReadEcg((state) =>
    active && state.ecg?.studyInstanceUid === task.studyInstanceUid ? state.ecg : null,
  );
  const isUnmeasured = useReadEcg((state) => active && state.unmeasured === task.studyInstanceUid);
  const calipers = useReadEcg((state) => state.calipers);
  const known = active && (ecg !== null || isUnmeasured);
  const priors = useQuery({ ...priorsQuery(task.taskId), enabled: active });
  const { patient } = task.order;
  const { ageYears: age = null, sex = null } = personOf(patient, task.acquiredAt ?? task.order.placedAt);
  const values = useMemo(() => (ecg === null ? nothing : measuredValues(ecg.measurements)), [ecg]);
  const knowsAgeAndSex = age !== null && sex !== null;
  const earlier = priors.data?.length ?? null;
  const limits = useMemo(
    () =>
      known
        ? collectLimits({
            analysis: ecg?.analysis ?? null,
            waveform: ecg?.waveform ?? null,
            priors: earlier,
            knowsAgeAndSex,
          })
        : [],
    [known, ecg, earlier, knowsAgeAndSex],
  );

  const hold = (next: ReportContent): ReportContent => {
    if (!known) return next;
    const before = next.ecg?.measured ?? {};
    const now = { ...values, ...calipers };
    const measured = heldMeasurements(before, now);
    const rebound = (text: string): string => rebindNumbers(text, before, now).text;
    return {
      ...next,
      findings: rebound(next.findings),
      impression: rebound(next.impression),
      recommendation: rebound(next.recommendation),
      ecg: { ...next.ecg, measured, limits: [...limits] },
    };
  };

  // A measurement changed, or the draft comes from another day: the text follows. An empty report is left empty.
  const written = textFields.some((field) => content[field].trim() !== '');
  const due = given.loaded && written && known ? hold(content) : content;
  const isDue = due !== content && canonicalJson(due) !== canonicalJson(content);
  useEffect(() => {
    if (isDue) change(due);
  });

  // What the draft is bound to from another day keeps its caliper's number.
  const taken = Math.max(
    0,
    ...Object.keys(content.ecg?.measured ?? {}).map((key) => caliperOf(key)?.id ?? 0),
  );
  const { reserveCalipers } = useReadEcg.getState();
  useEffect(() => {
    if (given.loaded && active) reserveCalipers(taken + 1);
  }, [given.loaded, active, taken, reserveCalipers]);

  const numbers = useMemo(() => {
    const of = (field: TextField): readonly JudgedNumber[] =>
      judgeNumbers(content[field], content.ecg?.measured ?? {}, content.ecg?.manual).filter(
        ({ state }) => state !== 'bound' && state !== 'free',
      );
    return {
      findings: of('findings'),
      impression: of('impression'),
      recommendation: of('recommendation'),
    };
  }, [content]);
  return { ecg, values, age, sex, limits, numbersOf: (field) => numbers[field], hold };
}
