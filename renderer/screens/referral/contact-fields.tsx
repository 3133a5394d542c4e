/** Whom to telephone about a referred patient: a name and a number. */
import { Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { referralContactSchema } from '#shared/study/referral.ts';

export interface Contact {
  readonly name: string;
  readonly phone: string;
}

export function isContact(contact: Contact): boolean {
  return referralContactSchema.safeParse(contact).success;
}

export function ContactFields(props: { contact: Contact; onChange: (contact: Contact) => void }) {
  const { t } = useTranslation();
  const { contact, onChange } = props;
  const isCallable = referralContactSchema.shape.phone.safeParse(contact.phone).success;
  return (
    <Group grow align="flex-start">
      <TextInput
        label={t('referral.contactName')}
        name="contactName"
        required
        value={contact.name}
        maxLength={40}
        onChange={(event) => onChange({ ...contact, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('referral.contactPhone')}
        name="contactPhone"
        required
        value={contact.phone}
        maxLength={40}
        error={contact.phone !== '' && !isCallable ? t('talk.phoneHint') : null}
        onChange={(event) => onChange({ ...contact, phone: event.currentTarget.value })}
      />
    </Group>
  );
}
