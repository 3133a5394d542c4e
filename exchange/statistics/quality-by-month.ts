/** 图像质量 by month and site: how many signed exams were scored 甲, 乙, 丙, and for what. */
import type { Kind } from '#shared/study/kind.ts';
import { type Grade, grades, type QualityReason, type QualityRow } from '#shared/study/quality.ts';

export interface SignedExam {
  readonly kind: Kind;
  readonly siteId: string;
  readonly siteName: string;
  readonly signedAt: number;
  /** Null where nobody scored it. */
  readonly grade: Grade | null;
  readonly reason: QualityReason | null;
}

/** Months are those of the exchange's machine; the newest first, then by site and kind. */
export function qualityByMonth(exams: readonly SignedExam[]): QualityRow[] {
  const groups = Map.groupBy(exams, (exam) => `${monthOf(exam.signedAt)} ${exam.kind} ${exam.siteId}`);
  const rows = [...groups.values()].flatMap((group): QualityRow[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { siteId, siteName, kind, signedAt } = first;
    const reasons = Map.groupBy(
      group.flatMap(({ reason }) => (reason === null ? [] : [reason])),
      (reason) => reason,
    );
    return [
      {
        month: monthOf(signedAt),
        siteId,
        siteName,
        kind,
        signed: group.length,
        grades: Object.fromEntries(
          grades.map((grade) => [grade, group.filter((exam) => exam.grade === grade).length]),
        ) as QualityRow['grades'],
        reasons: [...reasons]
          .map(([reason, found]) => ({ reason, count: found.length }))
          .sort((one, other) => other.count - one.count || one.reason.localeCompare(other.reason)),
      },
    ];
  });
  return rows.sort(
    (one, other) =>
      other.month.localeCompare(one.month) ||
      one.siteName.localeCompare(other.siteName) ||
      one.kind.localeCompare(other.kind),
  );
}

function monthOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}
