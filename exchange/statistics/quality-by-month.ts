/** 图像质量 by month and site: how many signed exams were scored 甲, 乙, 丙, and for what. */
import type { Kind } from '#shared/study/kind.ts';
import { type Grade, grades, type QualityReason, type QualityRow } from '#shared/study/quality.ts';

/** Signed exams of one month, site and kind with the same score. */
export interface ScoredCount {
  /** YYYY-MM of the exchange's place. */
  readonly month: string;
  readonly kind: Kind;
  readonly siteId: string;
  readonly siteName: string;
  /** Null where nobody scored them. */
  readonly grade: Grade | null;
  readonly reason: QualityReason | null;
  readonly count: number;
}

/** The newest month first, then by site and kind. */
export function qualityByMonth(counts: readonly ScoredCount[]): QualityRow[] {
  const groups = Map.groupBy(counts, ({ month, kind, siteId }) => `${month} ${kind} ${siteId}`);
  const rows = [...groups.values()].flatMap((group): QualityRow[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { month, siteId, siteName, kind } = first;
    const reasons = Map.groupBy(
      group.filter(({ reason }) => reason !== null),
      ({ reason }) => reason as QualityReason,
    );
    return [
      {
        month,
        siteId,
        siteName,
        kind,
        signed: sumOf(group),
        grades: Object.fromEntries(
          grades.map((grade) => [grade, sumOf(group.filter((one) => one.grade === grade))]),
        ) as QualityRow['grades'],
        reasons: [...reasons]
          .map(([reason, found]) => ({ reason, count: sumOf(found) }))
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

function sumOf(counts: readonly ScoredCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
