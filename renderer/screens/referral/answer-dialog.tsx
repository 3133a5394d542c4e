/** What a step of a referral has to say: bed and time, a reason, or the note that goes back with the patient. */
import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedReferral } from '#shared/contract/referrals.ts';
import type { Failure } from '#shared/failure.ts';
import { longestReferralText, type ReferralStep } from '#shared/study/referral.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { type Contact, ContactFields, isContact } from './contact-fields.tsx';
import { stepReferral } from './step-referral.ts';

export type AnswerKind = 'accept' | 'decline' | 'withdraw' | 'return';

const words = {
  accept: 'arrival',
  decline: 'declineReason',
  withdraw: 'withdrawReason',
  return: 'note',
} as const;

export function AnswerDialog(props: { referral: ListedReferral; kind: AnswerKind; onClose: () => void }) {
  const { t } = useTranslation();
  const { referral, kind, onClose } = props;
  const queries = useQueryClient();
  const own = useSession((state) => state.session?.member.name ?? '');
  const [text, setText] = useState('');
  const [bed, setBed] = useState('');
  const [contact, setContact] = useState<Contact>({ name: own, phone: referral.to.phone });
  const [problem, setProblem] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const needsContact = kind === 'accept' || kind === 'return';
  const ready = text.trim() !== '' && (!needsContact || isContact(contact));

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await stepReferral(queries, referral, stepOf(kind, text, bed, contact));
      onClose();
    } catch (error) {
      setProblem(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size={600}
      centered
      title={t(`referral.${kind}Title`, { name: referral.patient.name })}
    >
      <form onSubmit={(event) => void send(event)} data-answer-form={kind}>
        <Stack>
          <Text size="sm" c="dimmed">
            {referral.report.impression}
          </Text>
          {kind === 'accept' ? (
            <Group grow align="flex-start">
              <TextInput
                label={t('referral.arrival')}
                placeholder={t('referral.arrivalHint')}
                name="text"
                required
                value={text}
                maxLength={60}
                onChange={(event) => setText(event.currentTarget.value)}
                data-autofocus
              />
              <TextInput
                label={t('referral.bed')}
                name="bed"
                value={bed}
                maxLength={60}
                onChange={(event) => setBed(event.currentTarget.value)}
              />
            </Group>
          ) : (
            <Textarea
              label={t(`referral.${words[kind]}`)}
              name="text"
              required
              value={text}
              maxLength={kind === 'return' ? 2000 : longestReferralText}
              autosize
              minRows={3}
              onChange={(event) => setText(event.currentTarget.value)}
              data-autofocus
            />
          )}
          {needsContact && <ContactFields contact={contact} onChange={setContact} />}
          {problem && <FailureNote failure={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!ready} loading={busy} data-send-answer>
              {t(`referral.${kind}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function stepOf(kind: AnswerKind, text: string, bed: string, contact: Contact): ReferralStep {
  switch (kind) {
    case 'accept':
      return { what: 'accepted', arrival: text.trim(), bed: bed.trim(), contact };
    case 'decline':
      return { what: 'declined', reason: text.trim() };
    case 'withdraw':
      return { what: 'withdrawn', reason: text.trim() };
    case 'return':
      return { what: 'returned', note: text.trim(), contact };
  }
}
