/** The critical values of a period: each with the time of its steps, and by kind how many were read back within ten minutes. */
import type { CriticalBoard, CriticalRow } from '#shared/contract/exchange/statistics.ts';
import { promisedReadBackMs } from '#shared/contract/exchange/statistics.ts';
import { type CriticalNotice, noticeState } from '#shared/study/critical-notice.ts';
import type { Kind } from '#shared/study/kind.ts';
import { quantile } from './turnaround.ts';

export interface NoticeOfTask {
  readonly notice: CriticalNotice;
  readonly kind: Kind;
  readonly siteName: string;
  readonly accessionNumber: string;
}

/** Rows that are listed; the sums are of all. */
const mostRows = 500;

/** Drills are no critical values. One that nobody has read back counts against the share once its ten minutes are over. */
export function criticalBoardOf(notices: readonly NoticeOfTask[], now: number): CriticalBoard {
  const real = notices.filter(({ notice }) => !notice.drill);
  const byKind = Map.groupBy(real, ({ kind }) => kind);
  const sums = [...byKind].map(([kind, group]) => {
    const took = group
      .flatMap(({ notice }) => (notice.readBack === null ? [] : [notice.readBack.at - notice.raised.at]))
      .sort((one, other) => one - other);
    const missed = group.filter(
      ({ notice }) => notice.readBack === null && now - notice.raised.at > promisedReadBackMs,
    ).length;
    return {
      kind,
      raised: group.length,
      open: group.filter(({ notice }) => notice.closed === null).length,
      counted: took.length + missed,
      within: took.filter((ms) => ms <= promisedReadBackMs).length,
      medianMs: quantile(took, 0.5),
      p90Ms: quantile(took, 0.9),
    };
  });
  const rows = real.map(rowOf).sort((one, other) => other.raisedAt - one.raisedAt);
  return {
    sums: sums.sort((one, other) => one.kind.localeCompare(other.kind)),
    rows: rows.slice(0, mostRows),
    more: Math.max(0, rows.length - mostRows),
  };
}

function rowOf({ notice, kind, siteName, accessionNumber }: NoticeOfTask): CriticalRow {
  return {
    noticeId: notice.noticeId,
    kind,
    siteName,
    accessionNumber,
    code: notice.finding.code,
    text: notice.finding.text,
    state: noticeState(notice),
    raisedAt: notice.raised.at,
    deliveredAt: notice.deliveredAt,
    openedAt: notice.opened?.at ?? null,
    readBackAt: notice.readBack?.at ?? null,
    actedAt: notice.acted?.at ?? null,
    closedAt: notice.closed?.at ?? null,
    calls: notice.calls.length,
  };
}
