/** 双签: where two doctors are required, by kind, site and hour. */
import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policies, PolicySetting } from '#shared/contract/exchange/policies.ts';
import { type ReviewRule, reviewRuleSchema } from '#shared/study/review.ts';
import { reviewLine } from './policy-words.ts';
import { HoursFields, KindField, SiteField } from './rule-fields.tsx';
import { FormKeys, RuleList } from './rule-list.tsx';

export function ReviewDesk(props: {
  policies: Policies;
  onSet: (setting: PolicySetting) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { review, sites, newest } = props.policies;
  return (
    <RuleList
      name="review"
      title={t('policies.review')}
      hint={t(review.rules.length === 0 ? 'policies.reviewNone' : 'policies.reviewHint')}
      rules={review.rules}
      lineOf={(rule) => reviewLine(rule, sites, t)}
      basedOn={newest.review}
      onSet={(rules, basedOn) => props.onSet({ policy: 'review', document: { rules }, basedOn })}
      form={(rule, keep, close) => <ReviewForm rule={rule} sites={sites} onKeep={keep} onClose={close} />}
    />
  );
}

function ReviewForm(props: {
  rule: ReviewRule | null;
  sites: Policies['sites'];
  onKeep: (rule: ReviewRule) => void;
  onClose: () => void;
}) {
  const [rule, setRule] = useState(props.rule ?? reviewRuleSchema.parse({}));
  const written = reviewRuleSchema.safeParse(rule);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (written.success) props.onKeep(written.data);
      }}
      data-form="review"
    >
      <Stack>
        <KindField value={rule.kind} onChange={(kind) => setRule({ ...rule, kind })} />
        <SiteField sites={props.sites} value={rule.site} onChange={(site) => setRule({ ...rule, site })} />
        <HoursFields from={rule.from} to={rule.to} onChange={(hours) => setRule({ ...rule, ...hours })} />
      </Stack>
      <FormKeys mayKeep={written.success} onClose={props.onClose} />
    </form>
  );
}
