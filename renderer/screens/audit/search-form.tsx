/** What an auditor searches by: time, person, patient or accession number with the claim, act, outcome. */
import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditSearch } from '#shared/contract/exchange/audit.ts';
import { actWord } from './act-word.ts';
import classes from './audit.module.css';

const empty = { from: '', to: '', person: '', subject: '', claim: '', act: '', outcome: 'any' };

export function SearchForm(props: { acts: readonly string[]; onSearch: (search: AuditSearch) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(empty);
  const change = (part: Partial<typeof empty>): void => setTyped((given) => ({ ...given, ...part }));
  const search = (given: typeof empty): void =>
    props.onSearch({
      from: instantOf(given.from),
      to: instantOf(given.to),
      person: given.person.trim(),
      subject: given.subject.trim(),
      claim: given.claim === '' || given.subject.trim() === '' ? null : Number(given.claim),
      act: given.act,
      outcome: given.outcome as AuditSearch['outcome'],
    });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    search(typed);
  };
  const text = (name: 'from' | 'to' | 'person' | 'subject', width: number, type = 'text') => (
    <TextInput
      label={t(`audit.${name}`)}
      name={`audit-${name}`}
      type={type}
      w={width}
      maxLength={128}
      value={typed[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <form className={classes.form} onSubmit={submit} data-audit-search>
      <Group gap="sm" align="flex-end">
        {text('from', 190, 'datetime-local')}
        {text('to', 190, 'datetime-local')}
        {text('person', 130)}
        {text('subject', 190)}
        <NumberInput
          label={t('audit.claim')}
          name="audit-claim"
          w={90}
          min={1}
          allowDecimal={false}
          disabled={typed.subject.trim() === ''}
          value={typed.claim}
          onChange={(value) => change({ claim: String(value) })}
        />
        <Select
          label={t('audit.act')}
          w={170}
          searchable
          clearable
          placeholder={t('audit.any')}
          value={typed.act === '' ? null : typed.act}
          onChange={(value) => change({ act: value ?? '' })}
          data={props.acts.map((value) => ({ value, label: actWord(t, value) }))}
          data-audit-act
        />
        <Select
          label={t('audit.outcome')}
          w={110}
          allowDeselect={false}
          value={typed.outcome}
          onChange={(value) => value && change({ outcome: value })}
          data={['any', 'done', 'refused'].map((value) => ({ value, label: t(`audit.outcome.${value}`) }))}
          data-audit-outcome
        />
        <Button type="submit" data-audit-go>
          {t('audit.search')}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setTyped(empty);
            search(empty);
          }}
          data-audit-clear
        >
          {t('audit.clear')}
        </Button>
      </Group>
    </form>
  );
}

/** Of a field in this machine's time; null when it is empty. */
function instantOf(local: string): number | null {
  return local === '' ? null : new Date(local).getTime();
}
