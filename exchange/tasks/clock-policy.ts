/** The promise as data: how long, and what stops the clock, by kind, urgency and site; fixed when the task opens. */
import type { Kind, Urgency } from '#shared/study/kind.ts';
import type { TaskClock } from '#shared/study/task.ts';

export interface ClockRule {
  readonly kind: Kind | '*';
  readonly urgency: Urgency | '*';
  readonly siteId: string;
  readonly targetMs: number;
  readonly stopsAt: TaskClock['stopsAt'];
}

/** 3 minutes for an ECG, stopped by the first preliminary report; 8 minutes for an image, stopped by the signed one. */
export const defaultRules: readonly ClockRule[] = [
  { kind: 'ecg', urgency: '*', siteId: '*', targetMs: 180_000, stopsAt: 'preliminary' },
  { kind: 'imaging', urgency: '*', siteId: '*', targetMs: 480_000, stopsAt: 'signed' },
];

/** The most particular rule that fits: site before urgency before kind; the earlier one of equals. */
export function pickRule(
  rules: readonly ClockRule[],
  exam: { readonly kind: Kind; readonly urgency: Urgency; readonly siteId: string },
): ClockRule {
  const fits = (rule: ClockRule) =>
    (rule.kind === '*' || rule.kind === exam.kind) &&
    (rule.urgency === '*' || rule.urgency === exam.urgency) &&
    (rule.siteId === '*' || rule.siteId === exam.siteId);
  const weight = (rule: ClockRule) =>
    (rule.siteId === '*' ? 0 : 4) + (rule.urgency === '*' ? 0 : 2) + (rule.kind === '*' ? 0 : 1);
  const [best] = [...rules, ...defaultRules].filter(fits).sort((a, b) => weight(b) - weight(a));
  if (best === undefined) throw new Error(`no clock rule for ${exam.kind}`);
  return best;
}
