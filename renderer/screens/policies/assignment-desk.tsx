/** 派诊: the roster with skills, what an exam weighs, when the second group helps, and whether each case is given to somebody. */
import { Autocomplete, Group, NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policies, PolicySetting } from '#shared/contract/exchange/policies.ts';
import {
  type AssignmentPolicy,
  assignmentPolicySchema,
  rosterEntrySchema,
} from '#shared/study/assignment.ts';
import classes from './policies.module.css';
import { rosterLine, weightLine } from './policy-words.ts';
import { HoursFields } from './rule-fields.tsx';
import { FormKeys, RuleList } from './rule-list.tsx';
import { ExamFields, SkillFields } from './skill-fields.tsx';

type Roster = AssignmentPolicy['roster'][number];
type Weight = AssignmentPolicy['weights'][number];

const weightSchema = assignmentPolicySchema.shape.weights.unwrap().element;

export function AssignmentDesk(props: {
  policies: Policies;
  onSet: (setting: PolicySetting) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { assignment, sites, newest } = props.policies;
  const set = (part: Partial<AssignmentPolicy>, basedOn = newest.assignment): Promise<boolean> =>
    props.onSet({
      policy: 'assignment',
      document: { ...assignment, ...part },
      basedOn,
    });
  return (
    <>
      <RuleList
        name="roster"
        title={t('policies.roster')}
        hint={t(assignment.roster.length === 0 ? 'policies.rosterNone' : 'policies.rosterHint')}
        rules={assignment.roster}
        lineOf={(entry) => rosterLine(entry, sites, t)}
        basedOn={newest.assignment}
        onSet={(roster, basedOn) => set({ roster }, basedOn)}
        form={(entry, keep, close) => (
          <RosterForm entry={entry} policies={props.policies} onKeep={keep} onClose={close} />
        )}
      />
      <RuleList
        name="weights"
        title={t('policies.weights')}
        hint={t('policies.weightsHint')}
        rules={assignment.weights}
        lineOf={(weight) => weightLine(weight, t)}
        basedOn={newest.assignment}
        onSet={(weights, basedOn) => set({ weights }, basedOn)}
        form={(weight, keep, close) => <WeightForm weight={weight} onKeep={keep} onClose={close} />}
      />
      <section className={classes.card} data-policy="assigns">
        <Switch
          label={t('policies.assigns')}
          description={t('policies.assignsHint')}
          checked={assignment.assigns}
          onChange={(event) => void set({ assigns: event.currentTarget.checked })}
          data-assigns
        />
        <Threshold
          key={assignment.threshold ?? 0}
          threshold={assignment.threshold}
          onSet={(threshold) => set({ threshold })}
        />
      </section>
    </>
  );
}

/** Kept when the field is left, as it was typed. */
function Threshold(props: {
  threshold: number | null;
  onSet: (threshold: number | null) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<number | string>(props.threshold ?? '');
  const wanted = Number(typed) > 0 ? Math.round(Number(typed)) : null;
  return (
    <NumberInput
      mt="md"
      w={320}
      label={t('policies.threshold')}
      description={t('policies.thresholdHint')}
      name="threshold"
      min={1}
      allowDecimal={false}
      value={typed}
      onChange={setTyped}
      onBlur={() => wanted !== props.threshold && void props.onSet(wanted)}
    />
  );
}

function RosterForm(props: {
  entry: Roster | null;
  policies: Policies;
  onKeep: (entry: Roster) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [entry, setEntry] = useState<Roster>(
    props.entry ?? { name: '', from: 8, to: 18, group: 1, skills: [] },
  );
  const written = rosterEntrySchema.safeParse(entry);
  const isStranger = entry.name.trim() !== '' && !props.policies.readers.includes(entry.name.trim());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (written.success) props.onKeep(written.data);
      }}
      data-form="roster"
    >
      <Stack gap="sm">
        <Group grow align="flex-start">
          <Autocomplete
            label={t('policies.name')}
            name="name"
            required
            maxLength={40}
            data={[...new Set(props.policies.readers)]}
            value={entry.name}
            onChange={(name) => setEntry({ ...entry, name })}
          />
          <Select
            label={t('policies.group')}
            allowDeselect={false}
            value={String(entry.group)}
            onChange={(value) => setEntry({ ...entry, group: value === '2' ? 2 : 1 })}
            data={[
              { value: '1', label: t('policies.firstGroup') },
              { value: '2', label: t('policies.secondGroup') },
            ]}
          />
        </Group>
        {isStranger && (
          <Text size="xs" c="var(--yz-amber)" data-stranger>
            {t('policies.stranger', { name: entry.name })}
          </Text>
        )}
        <HoursFields from={entry.from} to={entry.to} onChange={(hours) => setEntry({ ...entry, ...hours })} />
        <SkillFields
          skills={entry.skills}
          sites={props.policies.sites}
          onChange={(skills) => setEntry({ ...entry, skills })}
        />
      </Stack>
      <FormKeys mayKeep={written.success} onClose={props.onClose} />
    </form>
  );
}

function WeightForm(props: { weight: Weight | null; onKeep: (weight: Weight) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [weight, setWeight] = useState<Weight>(
    props.weight ?? { kind: 'imaging', modality: '*', bodyPart: '*', credit: 1 },
  );
  const written = weightSchema.safeParse(weight);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (written.success) props.onKeep(written.data);
      }}
      data-form="weight"
    >
      <Stack gap="sm">
        <ExamFields exam={weight} onChange={(exam) => setWeight({ ...weight, ...exam })} />
        <NumberInput
          label={t('policies.credit')}
          name="credit"
          min={0.1}
          max={100}
          decimalScale={1}
          value={weight.credit}
          onChange={(value) => setWeight({ ...weight, credit: Number(value) || 0 })}
        />
      </Stack>
      <FormKeys mayKeep={written.success} onClose={props.onClose} />
    </form>
  );
}
