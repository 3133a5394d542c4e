/** What a rule of retention is about, in a line; the words for kinds and states are shared with the rest of the window. */
import type { RetentionRule, RetentionStatus, removableStates } from '#shared/retention/retention.ts';
import type { ArrivalKind } from '#shared/study/kind.ts';

type Translate = (key: string) => string;
export type RemovableState = (typeof removableStates)[number];

export const kindWord = (kind: ArrivalKind, t: Translate): string =>
  t(kind === 'imaging' || kind === 'ecg' ? `kind.${kind}` : `retention.kind.${kind}`);

export const stateWord = (state: RemovableState, t: Translate): string =>
  t(state === 'no-task' ? 'retention.state.no-task' : `state.${state}`);

export function describeRule(rule: RetentionRule, sites: RetentionStatus['sites'], t: Translate): string {
  const names = rule.sites.map((id) => sites.find((site) => site.siteId === id)?.name ?? id);
  const about = [...rule.kinds.map((kind) => kindWord(kind, t)), ...rule.modalities, ...names];
  const states = rule.states.map((state) => stateWord(state, t)).join(', ');
  return `${about.join(', ') || t('retention.any')} · ${states}`;
}
