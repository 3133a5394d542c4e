/** What a person types into the loop of a critical value: the read-back, what was done, whom he has telephoned. */
import { Button, Checkbox, Group, Select, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedNotice } from '#shared/contract/critical.ts';
import { type NoticeStep, noticeActions } from '#shared/study/critical-notice.ts';
import { contactText } from '../worklist/rung-note.ts';

type Forms = { readonly busy: boolean; readonly onStep: (step: NoticeStep) => void };

export function ReadBackForm({ differs, busy, onStep }: Forms & { differs: readonly string[] }) {
  const { t } = useTranslation();
  const [surname, setSurname] = useState('');
  const [finding, setFinding] = useState('');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onStep({ what: 'read-back', surname, finding });
  };
  return (
    <form onSubmit={send} data-read-back>
      <Text fw={600}>{t('notice.readBack.title')}</Text>
      <Text size="sm" c="dimmed">
        {t('notice.readBack.text')}
      </Text>
      <Group align="flex-start" wrap="nowrap" mt={6}>
        <TextInput
          label={t('notice.readBack.surname')}
          value={surname}
          onChange={(event) => setSurname(event.currentTarget.value)}
          error={differs.includes('surname') ? t('notice.differs.surname') : null}
          autoComplete="off"
          w={210}
          data-autofocus
          data-surname
        />
        <TextInput
          label={t('notice.readBack.finding')}
          value={finding}
          onChange={(event) => setFinding(event.currentTarget.value)}
          error={differs.includes('finding') ? t('notice.differs.finding') : null}
          autoComplete="off"
          flex={1}
          data-finding
        />
        <Button
          type="submit"
          mt={25}
          color="red"
          loading={busy}
          disabled={surname.trim() === '' || finding.trim() === ''}
          data-send-read-back
        >
          {t('notice.readBack.send')}
        </Button>
      </Group>
    </form>
  );
}

export function ActForm({ busy, onStep }: Forms) {
  const { t } = useTranslation();
  const [action, setAction] = useState<(typeof noticeActions)[number]>('clinician-told');
  const [note, setNote] = useState('');
  return (
    <Group align="flex-end" wrap="nowrap" data-act-form>
      <Select
        label={t('notice.act.title')}
        data={noticeActions.map((value) => ({ value, label: t(`notice.act.${value}`) }))}
        value={action}
        allowDeselect={false}
        onChange={(value) => value && setAction(value as typeof action)}
        w={230}
      />
      <TextInput
        label={t('notice.act.note')}
        value={note}
        maxLength={200}
        flex={1}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button loading={busy} onClick={() => onStep({ what: 'acted', action, note })} data-send-act>
        {t('notice.act.send')}
      </Button>
    </Group>
  );
}

export function CallForm({ listed, busy, onStep }: Forms & { listed: ListedNotice }) {
  const { t } = useTranslation();
  const told = listed.notice.rungs.at(-1)?.to.map(contactText) ?? [];
  const numbers = [...new Set([...told, `${listed.siteName} ${listed.phone}`.trim()])];
  const [contact, setContact] = useState(numbers[0] ?? '');
  const [recipient, setRecipient] = useState('');
  const [repeated, setRepeated] = useState(true);
  return (
    <div data-call-form>
      <Text fw={600}>{t('notice.called.title')}</Text>
      <Group align="flex-end" wrap="nowrap" mt={4}>
        <Select
          label={t('notice.called.contact')}
          data={numbers}
          value={contact}
          allowDeselect={false}
          onChange={(value) => value && setContact(value)}
          w={260}
        />
        <TextInput
          label={t('notice.called.recipient')}
          value={recipient}
          maxLength={40}
          onChange={(event) => setRecipient(event.currentTarget.value)}
          flex={1}
          data-recipient
        />
        <Checkbox
          label={t('notice.called.repeated')}
          checked={repeated}
          onChange={(event) => setRepeated(event.currentTarget.checked)}
          mb={8}
        />
        <Button
          loading={busy}
          disabled={recipient.trim() === ''}
          onClick={() => onStep({ what: 'called', contact, recipient, repeated })}
          data-send-call
        >
          {t('notice.called.send')}
        </Button>
      </Group>
    </div>
  );
}
