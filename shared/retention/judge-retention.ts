/** Which rule lets a study go, and what keeps it all the same. Pure: facts in, a verdict out; a hold always wins. */
import {
  type KeepReason,
  type RetentionPlan,
  type RetentionRule,
  type RetentionStudy,
  removableStates,
} from './retention.ts';

const dayMs = 24 * 3_600_000;

export interface RetentionFacts extends RetentionStudy {
  readonly held: boolean;
  /** What else stands in the way, the gravest; null for nothing. */
  readonly obstacle: KeepReason | null;
}

export type RetentionVerdict =
  | { readonly go: true; readonly rule: string }
  | { readonly go: false; readonly rule: string; readonly why: KeepReason };

/** Null where no rule is about the study. `now` and ages in ms of one clock. */
export function judgeRetention(
  rules: readonly RetentionRule[],
  study: RetentionFacts,
  now: number,
): RetentionVerdict | null {
  const about = rules.filter((rule) => isAbout(rule, study) && now - study.at >= rule.olderThanDays * dayMs);
  // Not signed, or not delivered and acknowledged, or a follow-up (补阅) whose report's task is not known here: no rule can
  // name such a state, and it is told why it stays.
  const isOpen = !removableStates.some((state) => state === study.state);
  const fitting = about.find((rule) => isOpen || rule.states.some((state) => state === study.state));
  if (fitting === undefined) return null;
  const rule = fitting.name;
  if (study.held) return { go: false, rule, why: 'hold' };
  if (isOpen) return { go: false, rule, why: 'open-task' };
  return study.obstacle === null ? { go: true, rule } : { go: false, rule, why: study.obstacle };
}

function isAbout(rule: RetentionRule, study: RetentionStudy): boolean {
  const fits = (wanted: readonly string[], found: readonly string[]): boolean =>
    wanted.length === 0 || found.some((one) => wanted.includes(one));
  return (
    fits(rule.kinds, [study.kind]) &&
    fits(rule.modalities, study.modalities) &&
    fits(rule.sites, [study.siteId])
  );
}

/** The verdicts over all studies as a plan, the oldest first. */
export function planRetention(
  rules: readonly RetentionRule[],
  studies: Iterable<RetentionFacts>,
  now: number,
): RetentionPlan {
  const go: RetentionPlan['go'] = [];
  const kept: RetentionPlan['kept'] = [];
  for (const facts of studies) {
    const verdict = judgeRetention(rules, facts, now);
    if (verdict === null) continue;
    const { held: _held, obstacle: _obstacle, ...study } = facts;
    if (verdict.go) go.push({ ...study, rule: verdict.rule });
    else kept.push({ ...study, rule: verdict.rule, why: verdict.why });
  }
  return withTotals({ at: now, go: go.sort(byAge), kept: kept.sort(byAge) });
}

/** The plan without what turned out to stay after all. */
export function keepBack(plan: RetentionPlan, why: KeepReason, uids: ReadonlySet<string>): RetentionPlan {
  const back = plan.go
    .filter((study) => uids.has(study.studyInstanceUid))
    .map((study) => ({ ...study, why }));
  const go = plan.go.filter((study) => !uids.has(study.studyInstanceUid));
  return withTotals({ at: plan.at, go, kept: [...plan.kept, ...back].sort(byAge) });
}

function withTotals(plan: Omit<RetentionPlan, 'totals'>): RetentionPlan {
  const sum = (of: (study: RetentionStudy) => number): number =>
    plan.go.reduce((total, study) => total + of(study), 0);
  const totals = {
    studies: plan.go.length,
    objects: sum((one) => one.objects),
    bytes: sum((one) => one.bytes),
  };
  return { ...plan, totals };
}

function byAge(one: RetentionStudy, other: RetentionStudy): number {
  return one.at - other.at || one.studyInstanceUid.localeCompare(other.studyInstanceUid);
}
