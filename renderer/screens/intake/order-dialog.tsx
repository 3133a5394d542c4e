/** The order (申请单): what is asked, about whom, how urgently, and whom to call. */
import { Button, Group, Modal, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Failure, failure } from '#shared/failure.ts';
import { sexSchema, urgencySchema } from '#shared/study/kind.ts';
import { type Order, type OrderForm, orderFormSchema } from '#shared/study/order.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { IdentityFields, identityProblem } from './identity-fields.tsx';

const modalities = ['ECG', 'DX', 'CR', 'CT', 'MR', 'US'] as const;

const blank = {
  name: '',
  id: '',
  sex: 'M',
  birthDate: '',
  identityNumber: '',
  healthCard: '',
  modality: 'ECG',
  bodyPart: '',
  complaint: '',
  history: '',
  question: '',
  phone: '',
  urgency: 'routine',
  accessionNumber: '',
};
type Fields = typeof blank;

export function OrderDialog(props: { onClose: () => void; onPlaced: (order: Order) => void }) {
  const { t } = useTranslation();
  const [fields, setFields] = useState<Fields>(blank);
  const [problem, setProblem] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const text = (name: keyof Fields, required = false) => ({
    label: t(
      name === 'name' ? 'intake.patient' : name === 'accessionNumber' ? 'intake.accession' : `intake.${name}`,
    ),
    name,
    value: fields[name],
    required,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setFields((now) => ({ ...now, [name]: value }));
    },
  });
  const choice = (name: keyof Fields, data: Array<{ value: string; label: string }>) => ({
    label: t(`intake.${name}`),
    value: fields[name],
    data,
    allowDeselect: false,
    onChange: (value: string | null) => setFields((now) => ({ ...now, [name]: value ?? now[name] })),
  });

  const place = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = identityProblem(fields);
    if (wrong !== null) {
      setProblem(failure('identity-number-wrong', { problem: t(`identity.problem.${wrong}`) }));
      return;
    }
    const form = orderFormSchema.safeParse(formOf(fields));
    if (!form.success) {
      setProblem(
        failure('invalid-input', {
          detail: form.error.issues.map((issue) => issue.path.join('.')).join(', '),
        }),
      );
      return;
    }
    setBusy(true);
    try {
      props.onPlaced(await unwrap(station.intake.placeOrder(form.data)));
    } catch (error) {
      setProblem(failureOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={props.onClose} title={t('intake.newOrder')} size={760} centered>
      <form onSubmit={(event) => void place(event)} data-order-form>
        <Stack gap="md">
          <SimpleGrid cols={4}>
            <TextInput {...text('name', true)} data-autofocus />
            <TextInput {...text('id')} />
            <Select
              {...choice(
                'sex',
                sexSchema.options.map((value) => ({ value, label: t(`sex.${value}`) })),
              )}
            />
            <TextInput {...text('birthDate')} placeholder="1961-04-09" pattern="\d{4}-\d{2}-\d{2}" />
          </SimpleGrid>
          <IdentityFields
            identityNumber={fields.identityNumber}
            healthCard={fields.healthCard}
            sex={fields.sex}
            birthDate={fields.birthDate}
            onNumber={(identityNumber, read) =>
              setFields((now) => ({
                ...now,
                identityNumber,
                ...(read === null ? {} : { sex: read.sex, birthDate: read.birthDate }),
              }))
            }
            onCard={(healthCard) => setFields((now) => ({ ...now, healthCard }))}
          />
          <SimpleGrid cols={4}>
            <Select
              {...choice(
                'modality',
                modalities.map((value) => ({ value, label: value })),
              )}
            />
            <TextInput {...text('bodyPart')} />
            <Select
              {...choice(
                'urgency',
                urgencySchema.options.map((value) => ({ value, label: t(`urgency.${value}`) })),
              )}
            />
            <TextInput {...text('phone', true)} />
          </SimpleGrid>
          <Textarea {...text('complaint', true)} autosize minRows={2} />
          <Textarea {...text('history')} autosize minRows={2} />
          <SimpleGrid cols={2}>
            <TextInput {...text('question')} />
            <TextInput {...text('accessionNumber')} />
          </SimpleGrid>
          {problem && <FailureNote failure={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('intake.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function formOf(fields: Fields): Record<keyof OrderForm, unknown> {
  const { name, id, sex, birthDate, identityNumber, healthCard, ...rest } = fields;
  return {
    ...rest,
    patient: {
      name: name.trim(),
      id: id.trim(),
      sex,
      birthDate: birthDate.trim() || null,
      ...(identityNumber.trim() === '' ? {} : { identityNumber }),
      ...(healthCard.trim() === '' ? {} : { healthCard }),
    },
    kind: fields.modality === 'ECG' ? 'ecg' : 'imaging',
    expectedObjects: null,
  };
}
