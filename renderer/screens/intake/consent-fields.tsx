/** 知情同意: who agrees to be read from afar, and who at the township asked. */
import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Consent, consentSchema } from '#shared/study/order.ts';

const whos = consentSchema.shape.by.options;

/** Null while either half is missing. */
export function consentOf(by: string, askedBy: string): Consent | null {
  const read = consentSchema.safeParse({ by, askedBy });
  return read.success ? read.data : null;
}

export function ConsentFields(props: {
  by: string;
  askedBy: string;
  required: boolean;
  missing: boolean;
  onBy: (by: string) => void;
  onAskedBy: (name: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={2}>
      <Select
        label={t('intake.consent')}
        withAsterisk={props.required}
        value={props.by === '' ? null : props.by}
        data={whos.map((value) => ({ value, label: t(`intake.consent.${value}`) }))}
        error={props.missing && props.by === '' ? t('intake.missing') : undefined}
        onChange={(value) => props.onBy(value ?? '')}
        data-consent
      />
      <TextInput
        label={t('intake.askedBy')}
        withAsterisk={props.required}
        name="askedBy"
        value={props.askedBy}
        maxLength={40}
        error={props.missing && props.askedBy.trim() === '' ? t('intake.missing') : undefined}
        onChange={(event) => props.onAskedBy(event.currentTarget.value)}
      />
    </SimpleGrid>
  );
}
