/** One rule of retention, written or changed. */
import { Button, Group, Modal, MultiSelect, NumberInput, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type RetentionRule,
  type RetentionStatus,
  removableStates,
  retentionRuleSchema,
} from '#shared/retention/retention.ts';
import { arrivalKindSchema } from '#shared/study/kind.ts';
import { kindWord, stateWord } from './rule-words.ts';

const modalities = ['CR', 'CT', 'DX', 'ECG', 'MG', 'MR', 'US', 'XA'];
const newRule: RetentionRule = {
  name: '',
  kinds: [],
  modalities: [],
  sites: [],
  states: ['received'],
  olderThanDays: 365,
};

export function RuleDialog(props: {
  rule: RetentionRule | null;
  /** Names of the other rules. */
  taken: readonly string[];
  sites: RetentionStatus['sites'];
  onClose: () => void;
  onKeep: (rule: RetentionRule) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [rule, setRule] = useState<RetentionRule>(props.rule ?? newRule);
  const change = (part: Partial<RetentionRule>): void => setRule((given) => ({ ...given, ...part }));
  const written = retentionRuleSchema.safeParse(rule);
  const isTaken = props.taken.includes(rule.name.trim());
  const anyHint = t('retention.rule.anyHint');
  return (
    <Modal
      opened
      centered
      size={620}
      onClose={props.onClose}
      title={t(props.rule === null ? 'retention.addRule' : 'retention.editRule')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (written.success && !isTaken) void props.onKeep(written.data);
        }}
        data-rule-form
      >
        <Stack>
          <Group grow align="flex-start">
            <TextInput
              label={t('retention.rule.name')}
              name="rule-name"
              required
              maxLength={60}
              value={rule.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              data-autofocus
            />
            <NumberInput
              label={t('retention.rule.days')}
              name="rule-days"
              required
              min={1}
              max={36_500}
              allowDecimal={false}
              value={rule.olderThanDays}
              onChange={(value) => change({ olderThanDays: Number(value) || 0 })}
            />
          </Group>
          <MultiSelect
            label={t('retention.rule.states')}
            required
            value={rule.states}
            onChange={(states) => change({ states: states as RetentionRule['states'] })}
            data={removableStates.map((value) => ({ value, label: stateWord(value, t) }))}
          />
          <Group grow align="flex-start">
            <MultiSelect
              label={t('retention.rule.kinds')}
              placeholder={rule.kinds.length === 0 ? anyHint : ''}
              value={rule.kinds}
              onChange={(kinds) => change({ kinds: kinds as RetentionRule['kinds'] })}
              data={arrivalKindSchema.options.map((value) => ({ value, label: kindWord(value, t) }))}
            />
            <TagsInput
              label={t('retention.rule.modalities')}
              placeholder={rule.modalities.length === 0 ? anyHint : ''}
              value={rule.modalities}
              onChange={(given) => change({ modalities: given.map((one) => one.toUpperCase()) })}
              data={modalities}
            />
          </Group>
          {props.sites.length > 0 && (
            <MultiSelect
              label={t('retention.rule.sites')}
              placeholder={rule.sites.length === 0 ? anyHint : ''}
              searchable
              value={rule.sites}
              onChange={(sites) => change({ sites })}
              data={props.sites.map(({ siteId, name }) => ({ value: siteId, label: name }))}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!written.success || isTaken} data-keep-rule>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
