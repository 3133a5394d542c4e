/** Two records side by side, field by field; what differs stands out, what one side does not know says nothing. */
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PatientRecord } from '#shared/contract/exchange/patients.ts';
import { areCompatible, compareNames } from '#shared/study/compatible-names.ts';
import classes from './patients.module.css';

export function RecordTable({ one, other }: { one: PatientRecord; other: PatientRecord }) {
  const { t, i18n } = useTranslation();
  const studies = (record: PatientRecord): string =>
    record.lastStudyAt === null
      ? t('patients.noStudies')
      : t('patients.studies', {
          count: record.studies,
          date: new Date(record.lastStudyAt).toLocaleDateString(i18n.language),
        });
  const rows: ReadonlyArray<readonly [field: string, left: string, right: string, differs: boolean]> = [
    ['name', one.name, other.name, !areCompatible(compareNames(one.name, other.name))],
    differing('sex', sexWord(one.sex), sexWord(other.sex)),
    differing('birthDate', one.birthDate ?? '', other.birthDate ?? ''),
    differing('identityNumber', one.identityNumber ?? '', other.identityNumber ?? ''),
    differing('healthCard', one.healthCard ?? '', other.healthCard ?? ''),
    ['id', one.id, other.id, false],
    ...(one.otherIds.length + other.otherIds.length === 0
      ? []
      : [['otherIds', furtherIds(one), furtherIds(other), false] as const]),
    ['studies', studies(one), studies(other), false],
  ];
  function sexWord(sex: PatientRecord['sex']): string {
    return sex === 'U' ? '' : t(`sex.${sex}`);
  }
  return (
    <Table className={classes.table} withColumnBorders verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={96} />
          <Table.Th>{one.siteName}</Table.Th>
          <Table.Th>{other.siteName}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([field, left, right, differs]) => (
          <Table.Tr key={field} data-field={field} data-differs={differs}>
            <Table.Th>{t(`patients.field.${field}`)}</Table.Th>
            <Table.Td className="tabular">{left || '—'}</Table.Td>
            <Table.Td className="tabular">
              {differs && <span aria-hidden>≠ </span>}
              {right || '—'}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Each number with who gave it: `A12 (市一医院)`. */
function furtherIds({ otherIds }: PatientRecord): string {
  return otherIds.map(({ id, issuer }) => (issuer === '' ? id : `${id} (${issuer})`)).join(', ');
}

function differing(field: string, left: string, right: string) {
  return [field, left, right, left !== '' && right !== '' && left !== right] as const;
}
