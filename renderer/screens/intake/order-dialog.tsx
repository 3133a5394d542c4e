/** The order (申请单): what is asked, about whom, how urgently, and whom to call. */
import {
  Button,
  Checkbox,
  Group,
  Modal,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Failure, failure } from '#shared/failure.ts';
import { sexSchema, urgencySchema } from '#shared/study/kind.ts';
import { type Order, type OrderForm, orderFormSchema } from '#shared/study/order.ts';
import {
  namesOf,
  type OrderField,
  orderFormVersion,
  refusedFields,
  requiredFields,
} from '#shared/study/order-rules.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { ConsentFields, consentOf } from './consent-fields.tsx';
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
  consentBy: '',
  askedBy: '',
};
type Fields = typeof blank;

export function OrderDialog(props: { onClose: () => void; onPlaced: (order: Order) => void }) {
  const { t } = useTranslation();
  const own = useSession((state) => state.session?.member.name ?? '');
  const [fields, setFields] = useState<Fields>({ ...blank, askedBy: own });
  const [toFollow, setToFollow] = useState(false);
  const [missing, setMissing] = useState<readonly OrderField[]>([]);
  const emergency = fields.urgency !== 'routine';
  const required = (name: string): boolean =>
    requiredFields[kindOf(fields)].some((field) => field === name) &&
    !(emergency && toFollow && (name === 'history' || name === 'question' || name === 'consent'));
  const [problem, setProblem] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const text = (name: keyof Fields) => ({
    label: t(
      name === 'name' ? 'intake.patient' : name === 'accessionNumber' ? 'intake.accession' : `intake.${name}`,
    ),
    name,
    value: fields[name],
    withAsterisk: required(name),
    error: missing.some((field) => field === name) ? t('intake.missing') : undefined,
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
    // Named before anything else is judged: an empty name is no wrong number.
    const lacking = refusedFields(formOf(fields, emergency && toFollow));
    setMissing(lacking);
    if (lacking.length > 0) {
      setProblem(failure('order-incomplete', namesOf(lacking)));
      return;
    }
    const wrong = identityProblem(fields);
    if (wrong !== null) {
      setProblem(failure('identity-number-wrong', { problem: t(`identity.problem.${wrong}`) }));
      return;
    }
    const form = orderFormSchema.safeParse(formOf(fields, emergency && toFollow));
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
      <form onSubmit={(event) => void place(event)} noValidate data-order-form>
        <Stack gap="md">
          <SimpleGrid cols={4}>
            <TextInput {...text('name')} data-autofocus />
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
            <TextInput {...text('phone')} />
          </SimpleGrid>
          <Textarea {...text('complaint')} autosize minRows={2} />
          <Textarea {...text('history')} autosize minRows={2} />
          <SimpleGrid cols={2}>
            <TextInput {...text('question')} />
            <TextInput {...text('accessionNumber')} />
          </SimpleGrid>
          <ConsentFields
            by={fields.consentBy}
            askedBy={fields.askedBy}
            required={required('consent')}
            missing={missing.includes('consent')}
            onBy={(consentBy) => setFields((now) => ({ ...now, consentBy }))}
            onAskedBy={(askedBy) => setFields((now) => ({ ...now, askedBy }))}
          />
          {emergency && (
            <Checkbox
              label={t('intake.toFollow')}
              checked={toFollow}
              onChange={(event) => setToFollow(event.currentTarget.checked)}
              data-to-follow
            />
          )}
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

const kindOf = (fields: Fields): 'ecg' | 'imaging' => (fields.modality === 'ECG' ? 'ecg' : 'imaging');

function formOf(fields: Fields, toFollow: boolean): OrderForm {
  const { name, id, sex, birthDate, identityNumber, healthCard, consentBy, askedBy, ...rest } = fields;
  const consent = consentOf(consentBy, askedBy);
  return {
    ...rest,
    urgency: fields.urgency as OrderForm['urgency'],
    patient: {
      name: name.trim(),
      id: id.trim(),
      sex: sex as OrderForm['patient']['sex'],
      birthDate: birthDate.trim() || null,
      ...(identityNumber.trim() === '' ? {} : { identityNumber }),
      ...(healthCard.trim() === '' ? {} : { healthCard }),
    },
    kind: kindOf(fields),
    expectedObjects: null,
    formVersion: orderFormVersion,
    ...(consent === null ? {} : { consent }),
    ...(toFollow ? { toFollow } : {}),
  };
}
