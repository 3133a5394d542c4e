/** What measurements on images do to their report while it is written (journey step 8): bound numbers follow them. For an ECG it does nothing. */
import { useEffect, useMemo } from 'react';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import { followEdit, holdLinks, judgeLinks, linkedFields } from '#shared/report/numbers/image-links.ts';
import type { JudgedNumber } from '#shared/report/numbers/judge-numbers.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { useReadMarks } from '../../state/read-marks-store.ts';
import type { TextField } from './use-ecg-report.ts';

export interface ImageReport {
  /** Every bound number of a field, right and wrong. */
  readonly numbersOf: (field: TextField) => readonly JudgedNumber[];
  /** Moves the places of bound numbers with an edit from the content as it stands. */
  readonly follow: (next: ReportContent) => ReportContent;
}

export function useImageReport(given: {
  task: ListedTask;
  holding: boolean;
  loaded: boolean;
  content: ReportContent;
  change: (content: ReportContent) => void;
}): ImageReport {
  const { task, content, change } = given;
  const active = task.kind === 'imaging' && given.holding;
  const values = useReadMarks((state) =>
    active && state.studyInstanceUid === task.studyInstanceUid ? state.values : null,
  );
  const due = given.loaded && values !== null ? holdLinks(content, values) : content;
  const isDue = due !== content && canonicalJson(due) !== canonicalJson(content);
  useEffect(() => {
    if (isDue) change(due);
  });
  const numbers = useMemo(
    () => new Map(linkedFields.map((field) => [field, judgeLinks(content, field)])),
    [content],
  );
  return {
    numbersOf: (field) => numbers.get(field) ?? [],
    follow: (next) => {
      const isEdited = linkedFields.some((field) => next[field] !== content[field]);
      return active && isEdited && next.image === content.image ? followEdit(content, next) : next;
    },
  };
}
