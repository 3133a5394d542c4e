/** Identity number and health card on the order: a wrong check digit is said at once, a valid number fills birth date and sex. */
import { SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type IdentityNumber, readHealthCard, readIdentityNumber } from '#shared/study/identity-number.ts';

export type IdentityProblem = 'shape' | 'region' | 'birth-date' | 'check-digit' | 'contradicted';

/** What is wrong with the number beside sex and birth date; null when nothing is, or nothing was typed. */
export function identityProblem(fields: {
  readonly identityNumber: string;
  readonly sex: string;
  readonly birthDate: string;
}): IdentityProblem | null {
  if (fields.identityNumber.trim() === '') return null;
  const read = readIdentityNumber(fields.identityNumber);
  if (!read.ok) return read.problem;
  const { sex, birthDate } = read.value;
  const isOther =
    (/^[MF]$/.test(fields.sex) && fields.sex !== sex) ||
    (fields.birthDate.trim() !== '' && fields.birthDate.trim() !== birthDate);
  return isOther ? 'contradicted' : null;
}

export function IdentityFields(props: {
  identityNumber: string;
  healthCard: string;
  sex: string;
  birthDate: string;
  onNumber: (text: string, read: IdentityNumber | null) => void;
  onCard: (text: string) => void;
}) {
  const { t } = useTranslation();
  const problem = identityProblem(props);
  const length = props.identityNumber.replace(/[\s-]/g, '').length;
  // Half a number is not a wrong one: its shape is judged when it is long enough to be one.
  const isWhole = length >= 18 || (problem !== 'shape' && problem !== null);
  const wrongCard = props.healthCard.trim().length >= 8 && readHealthCard(props.healthCard) === null;
  return (
    <SimpleGrid cols={2}>
      <TextInput
        label={t('identity.number')}
        name="identityNumber"
        value={props.identityNumber}
        maxLength={24}
        className="tabular"
        error={problem !== null && isWhole ? t(`identity.problem.${problem}`) : undefined}
        onChange={(event) => {
          const text = event.currentTarget.value;
          const read = readIdentityNumber(text);
          props.onNumber(text, read.ok ? read.value : null);
        }}
      />
      <TextInput
        label={t('identity.card')}
        name="healthCard"
        value={props.healthCard}
        maxLength={80}
        error={wrongCard ? t('identity.cardProblem') : undefined}
        onChange={(event) => props.onCard(event.currentTarget.value)}
      />
    </SimpleGrid>
  );
}
