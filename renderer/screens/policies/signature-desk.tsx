/** 签名算法: what the reports of a site are signed with. */
import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policies, PolicySetting } from '#shared/contract/exchange/policies.ts';
import { type SignatureRule, signatureAlgorithms, signatureRuleSchema } from '#shared/study/signature.ts';
import { signatureLine } from './policy-words.ts';
import { SiteField } from './rule-fields.tsx';
import { FormKeys, RuleList } from './rule-list.tsx';

export function SignatureDesk(props: {
  policies: Policies;
  onSet: (setting: PolicySetting) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { signature, sites, newest } = props.policies;
  return (
    <RuleList
      name="signature"
      title={t('policies.signature')}
      hint={t(signature.rules.length === 0 ? 'policies.signatureNone' : 'policies.signatureHint')}
      rules={signature.rules}
      lineOf={(rule) => signatureLine(rule, sites, t)}
      basedOn={newest.signature}
      onSet={(rules, basedOn) => props.onSet({ policy: 'signature', document: { rules }, basedOn })}
      form={(rule, keep, close) => <SignatureForm rule={rule} sites={sites} onKeep={keep} onClose={close} />}
    />
  );
}

function SignatureForm(props: {
  rule: SignatureRule | null;
  sites: Policies['sites'];
  onKeep: (rule: SignatureRule) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [rule, setRule] = useState(props.rule ?? signatureRuleSchema.parse({}));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.onKeep(rule);
      }}
      data-form="signature"
    >
      <Stack>
        <SiteField sites={props.sites} value={rule.site} onChange={(site) => setRule({ ...rule, site })} />
        <Select
          label={t('policies.algorithm')}
          allowDeselect={false}
          value={rule.algorithm}
          onChange={(value) => setRule({ ...rule, algorithm: value === 'ES256' ? 'ES256' : 'SM2' })}
          data={signatureAlgorithms.map((value) => ({ value, label: t(`policies.algorithm.${value}`) }))}
          data-algorithm
        />
      </Stack>
      <FormKeys mayKeep onClose={props.onClose} />
    </form>
  );
}
