/** Fields that rules of several policies share: kind, site, hours. */
import { Group, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Policies } from '#shared/contract/exchange/policies.ts';
import { kindSchema } from '#shared/study/kind.ts';
import { kindWord, siteWord } from './policy-words.ts';

type AnyKind = '*' | (typeof kindSchema.options)[number];

export function KindField(props: { value: AnyKind; onChange: (kind: AnyKind) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('policies.kind')}
      allowDeselect={false}
      value={props.value}
      onChange={(value) => value !== null && props.onChange(value as AnyKind)}
      data={['*', ...kindSchema.options].map((value) => ({ value, label: kindWord(value, t) }))}
      data-kind
    />
  );
}

export function SiteField(props: {
  sites: Policies['sites'];
  value: string;
  onChange: (site: string) => void;
}) {
  const { t } = useTranslation();
  const known = ['*', ...props.sites.map(({ siteId }) => siteId)];
  const values = known.includes(props.value) ? known : [...known, props.value];
  return (
    <Select
      label={t('policies.site')}
      searchable
      allowDeselect={false}
      value={props.value}
      onChange={(value) => value !== null && props.onChange(value)}
      data={values.map((value) => ({ value, label: siteWord(value, props.sites, t) }))}
      data-site
    />
  );
}

/** 18 to 8 goes over midnight, 0 to 24 is always. */
export function HoursFields(props: {
  from: number;
  to: number;
  onChange: (hours: { from: number; to: number }) => void;
}) {
  const { t } = useTranslation();
  const { from, to } = props;
  return (
    <Group grow>
      <NumberInput
        label={t('policies.from')}
        name="from"
        min={0}
        max={23}
        allowDecimal={false}
        value={from}
        onChange={(value) => props.onChange({ from: Number(value) || 0, to })}
      />
      <NumberInput
        label={t('policies.to')}
        name="to"
        min={1}
        max={24}
        allowDecimal={false}
        value={to}
        onChange={(value) => props.onChange({ from, to: Number(value) || 0 })}
      />
    </Group>
  );
}
