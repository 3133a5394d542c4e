/** What the lint says of the report while it is written (journey step 8); numbers against measurements have a list of their own. */
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import type { LintFinding } from '#shared/report/lint/lint.ts';
import { isKept, lintReport } from '#shared/report/lint/lint-report.ts';
import { lintWeights } from '#shared/report/lint/lint-weights.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { station, unwrap } from '../../station/client.ts';
import type { TextField } from './use-ecg-report.ts';

export type RemarkState = 'asks' | 'warns' | 'kept';
export type Remark = LintFinding & { readonly state: RemarkState };

/** In the order of the text. Typing is never held up: the lint follows when there is time. */
export function useLint(taskId: string, holding: boolean, content: ReportContent): readonly Remark[] {
  const subject = useQuery({
    queryKey: ['lint-subject', taskId],
    queryFn: () => unwrap(station.reporting.lintSubject({ taskId })),
    enabled: holding,
  });
  const written = useDeferredValue(content);
  return useMemo(() => {
    if (!subject.data) return [];
    return lintReport(subject.data, written).flatMap((finding): Remark[] => {
      const weight = lintWeights[finding.rule];
      if (weight === 'stops') return [];
      return [{ ...finding, state: isKept(finding, written.kept ?? []) ? 'kept' : weight }];
    });
  }, [subject.data, written]);
}

export function remarksIn(remarks: readonly Remark[], field: TextField): readonly Remark[] {
  return remarks.filter((remark) => remark.field === field);
}

/** The content with a remark kept, or no longer kept. */
export function keepRemark(content: ReportContent, { rule, said, state }: Remark): ReportContent {
  const others = (content.kept ?? []).filter((one) => one.rule !== rule || one.said !== said);
  const kept = state === 'kept' ? others : [...others, { rule, said: said.slice(0, 80) }].slice(-60);
  const { kept: _before, ...rest } = content;
  return kept.length === 0 ? rest : { ...rest, kept };
}
