/** 催办: at which percent of the promise each rung fires, and whom it names, by kind and site. */
import { Autocomplete, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policies, PolicySetting } from '#shared/contract/exchange/policies.ts';
import { type EscalationRule, escalationRuleSchema, rungNames } from '#shared/study/escalation.ts';
import { contactLines, readContacts } from './contact-lines.ts';
import { escalationLine } from './policy-words.ts';
import { KindField, SiteField } from './rule-fields.tsx';
import { FormKeys, RuleList } from './rule-list.tsx';

export function EscalationDesk(props: {
  policies: Policies;
  onSet: (setting: PolicySetting) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { escalation, sites, newest } = props.policies;
  return (
    <RuleList
      name="escalation"
      title={t('policies.escalation')}
      hint={t('policies.escalationHint')}
      rules={escalation.rules}
      lineOf={(rule) => escalationLine(rule, sites, t)}
      basedOn={newest.escalation}
      onSet={(rules, basedOn) => props.onSet({ policy: 'escalation', document: { rules }, basedOn })}
      form={(rule, keep, close) => (
        <EscalationForm rule={rule} policies={props.policies} onKeep={keep} onClose={close} />
      )}
    />
  );
}

function EscalationForm(props: {
  rule: EscalationRule | null;
  policies: Policies;
  onKeep: (rule: EscalationRule) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [rule, setRule] = useState(props.rule ?? escalationRuleSchema.parse({}));
  const [leader, setLeader] = useState(rule.leader ?? { name: '', phone: '' });
  const [phones, setPhones] = useState(contactLines(rule.phones));
  const [critical, setCritical] = useState(contactLines(rule.critical));
  const [readPhones, readCritical] = [readContacts(phones), readContacts(critical)];
  const written = escalationRuleSchema.safeParse({
    ...rule,
    leader: leader.name.trim() === '' ? null : leader,
    phones: readPhones,
    critical: readCritical,
  });
  const list = (
    name: 'phones' | 'critical',
    value: string,
    read: unknown,
    onChange: (text: string) => void,
  ) => (
    <Textarea
      label={t(`policies.${name}`)}
      description={t('policies.contactsHint')}
      name={name}
      autosize
      minRows={2}
      maxRows={6}
      value={value}
      error={read === null ? t('policies.contactsWrong') : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (written.success) props.onKeep(written.data);
      }}
      data-form="escalation"
    >
      <Stack gap="sm">
        <Group grow>
          <KindField value={rule.kind} onChange={(kind) => setRule({ ...rule, kind })} />
          <SiteField
            sites={props.policies.sites}
            value={rule.site}
            onChange={(site) => setRule({ ...rule, site })}
          />
        </Group>
        <Group grow>
          {rungNames.map((rung) => (
            <NumberInput
              key={rung}
              label={`${t(`policies.rung.${rung}`)} %`}
              name={`percent-${rung}`}
              min={1}
              max={1000}
              allowDecimal={false}
              value={rule.percent[rung]}
              onChange={(value) =>
                setRule({ ...rule, percent: { ...rule.percent, [rung]: Number(value) || 0 } })
              }
            />
          ))}
        </Group>
        <Group grow align="flex-start">
          <Autocomplete
            label={t('policies.leader')}
            name="leader"
            maxLength={40}
            data={[...new Set(props.policies.readers)]}
            value={leader.name}
            onChange={(name) => setLeader({ ...leader, name })}
          />
          <TextInput
            label={t('policies.phone')}
            name="leader-phone"
            maxLength={40}
            value={leader.phone}
            onChange={(event) => setLeader({ ...leader, phone: event.currentTarget.value })}
          />
        </Group>
        <Group grow align="flex-start">
          {list('phones', phones, readPhones, setPhones)}
          {list('critical', critical, readCritical, setCritical)}
        </Group>
      </Stack>
      <FormKeys mayKeep={written.success} onClose={props.onClose} />
    </form>
  );
}
