/** The rules of the region in a line each: for their lists, and for what a change made of them. */
import type { TFunction } from 'i18next';
import type { Policies, PolicyChange } from '#shared/contract/exchange/policies.ts';
import { retentionPolicySchema } from '#shared/retention/retention.ts';
import { type AssignmentPolicy, assignmentPolicySchema, type Skill } from '#shared/study/assignment.ts';
import { type Contact, type EscalationRule, escalationPolicySchema } from '#shared/study/escalation.ts';
import { peerReviewPolicySchema } from '#shared/study/peer-review.ts';
import { type QualityRule, qualityPolicySchema } from '#shared/study/quality.ts';
import { type ReviewRule, reviewPolicySchema } from '#shared/study/review.ts';
import { type SignatureRule, signaturePolicySchema } from '#shared/study/signature.ts';

type Sites = Policies['sites'];

export const kindWord = (kind: string, t: TFunction): string =>
  kind === '*' ? t('policies.anyKind') : t(`kind.${kind}`);

export const siteWord = (site: string, sites: Sites, t: TFunction): string =>
  site === '*' ? t('policies.anySite') : (sites.find((one) => one.siteId === site)?.name ?? site);

export const hoursWord = ({ from, to }: { from: number; to: number }, t: TFunction): string =>
  from === 0 && to === 24 ? t('policies.always') : t('policies.hours', { from, to });

export function reviewLine(rule: ReviewRule, sites: Sites, t: TFunction): string {
  return [kindWord(rule.kind, t), siteWord(rule.site, sites, t), hoursWord(rule, t)].join(' · ');
}

export function qualityLine({ kind, site }: QualityRule, sites: Sites, t: TFunction): string {
  return [kindWord(kind, t), siteWord(site, sites, t)].join(' · ');
}

export function signatureLine({ site, algorithm }: SignatureRule, sites: Sites, t: TFunction): string {
  return [siteWord(site, sites, t), t(`policies.algorithm.${algorithm}`)].join(' · ');
}

export function contactLine({ name, phone }: Contact): string {
  return `${name} ${phone}`.trim();
}

export function escalationLine(rule: EscalationRule, sites: Sites, t: TFunction): string {
  const { sound, room, leader, phones } = rule.percent;
  const named = (key: string, contacts: readonly Contact[]): string[] =>
    contacts.length === 0 ? [] : [`${t(`policies.${key}`)} ${contacts.map(contactLine).join(', ')}`];
  return [
    kindWord(rule.kind, t),
    siteWord(rule.site, sites, t),
    `${sound} / ${room} / ${leader} / ${phones} %`,
    ...named('leader', rule.leader === null ? [] : [rule.leader]),
    ...named('phones', rule.phones),
    ...named('critical', rule.critical),
  ].join(' · ');
}

export function examWord(exam: Pick<Skill, 'kind' | 'modality' | 'bodyPart'>, t: TFunction): string {
  const parts = [exam.modality, exam.bodyPart].filter((part) => part !== '*');
  return [...(exam.kind === '*' && parts.length > 0 ? [] : [kindWord(exam.kind, t)]), ...parts].join(' ');
}

export function rosterLine(entry: AssignmentPolicy['roster'][number], sites: Sites, t: TFunction): string {
  const skills = entry.skills.map((skill) =>
    skill.site === '*' ? examWord(skill, t) : `${examWord(skill, t)} (${siteWord(skill.site, sites, t)})`,
  );
  const group = entry.group === 2 ? [t('policies.secondGroup')] : [];
  return [entry.name, hoursWord(entry, t), ...group, skills.join(', ') || t('policies.allSkills')].join(
    ' · ',
  );
}

export function weightLine(weight: AssignmentPolicy['weights'][number], t: TFunction): string {
  return `${examWord(weight, t)} × ${weight.credit}`;
}

/** A whole policy, a rule a line; '' for none. */
export function linesOf(
  policy: PolicyChange['policy'],
  document: string,
  sites: Sites,
  t: TFunction,
): string {
  if (document === '') return '';
  const given: unknown = JSON.parse(document);
  switch (policy) {
    case 'review':
      return reviewPolicySchema
        .parse(given)
        .rules.map((rule) => reviewLine(rule, sites, t))
        .join('\n');
    case 'escalation':
      return escalationPolicySchema
        .parse(given)
        .rules.map((rule) => escalationLine(rule, sites, t))
        .join('\n');
    case 'assignment': {
      const { roster, weights, threshold, assigns } = assignmentPolicySchema.parse(given);
      return [
        ...roster.map((entry) => rosterLine(entry, sites, t)),
        ...weights.map((weight) => weightLine(weight, t)),
        `${t('policies.threshold')}: ${threshold ?? '—'}`,
        `${t('policies.assigns')}: ${t(assigns ? 'policies.on' : 'policies.off')}`,
      ].join('\n');
    }
    case 'quality':
      return qualityPolicySchema
        .parse(given)
        .rules.map((rule) => qualityLine(rule, sites, t))
        .join('\n');
    case 'peerReview':
      return `${t('policies.peerPercent')}: ${peerReviewPolicySchema.parse(given).percent} %`;
    case 'signature':
      return signaturePolicySchema
        .parse(given)
        .rules.map((rule) => signatureLine(rule, sites, t))
        .join('\n');
    case 'retention': {
      const { rules, nightly } = retentionPolicySchema.parse(given);
      return [
        ...rules.map((rule) => `${rule.name} · ${t('retention.days', { count: rule.olderThanDays })}`),
        `${t('retention.nightly')}: ${t(nightly ? 'policies.on' : 'policies.off')}`,
      ].join('\n');
    }
  }
}
