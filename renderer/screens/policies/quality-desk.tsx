/** 图像质量: where a final report needs a score of the images, by kind and site. */
import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policies, PolicySetting } from '#shared/contract/exchange/policies.ts';
import { type QualityRule, qualityRuleSchema } from '#shared/study/quality.ts';
import { qualityLine } from './policy-words.ts';
import { KindField, SiteField } from './rule-fields.tsx';
import { FormKeys, RuleList } from './rule-list.tsx';

export function QualityDesk(props: {
  policies: Policies;
  onSet: (setting: PolicySetting) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { quality, sites, newest } = props.policies;
  return (
    <RuleList
      name="quality"
      title={t('policies.quality')}
      hint={t(quality.rules.length === 0 ? 'policies.qualityNone' : 'policies.qualityHint')}
      rules={quality.rules}
      lineOf={(rule) => qualityLine(rule, sites, t)}
      basedOn={newest.quality}
      onSet={(rules, basedOn) => props.onSet({ policy: 'quality', document: { rules }, basedOn })}
      form={(rule, keep, close) => <QualityForm rule={rule} sites={sites} onKeep={keep} onClose={close} />}
    />
  );
}

function QualityForm(props: {
  rule: QualityRule | null;
  sites: Policies['sites'];
  onKeep: (rule: QualityRule) => void;
  onClose: () => void;
}) {
  const [rule, setRule] = useState(props.rule ?? qualityRuleSchema.parse({}));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.onKeep(rule);
      }}
      data-form="quality"
    >
      <Stack>
        <KindField value={rule.kind} onChange={(kind) => setRule({ ...rule, kind })} />
        <SiteField sites={props.sites} value={rule.site} onChange={(site) => setRule({ ...rule, site })} />
      </Stack>
      <FormKeys mayKeep onClose={props.onClose} />
    </form>
  );
}
