/** What a version of an image and its order say about one field, in words of the reader's language. */
import type { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { VersionDifference } from '#shared/study/conflict.ts';

type Field = VersionDifference['field'];
type Translate = ReturnType<typeof useTranslation>['t'];

/** A dash where the version says nothing. */
export function versionText(field: Field, said: string, t: Translate): string {
  if (said === '') return '—';
  if (field === 'sex') return t(`sex.${said}`, { defaultValue: said });
  // As DICOM writes it: 20261130, and 20261130081500 for a date with its time.
  if (field === 'date' || field === 'birthDate') return said.replace(/\b(\d{4})(\d\d)(\d\d)/g, '$1-$2-$3');
  return said;
}

/** What the order says where it says anything of the field: an order knows the person, not the picture. */
export function orderText(field: Field, { patient }: ListedTask['order'], t: Translate): string {
  if (field === 'patientName') return versionText(field, patient.name, t);
  if (field === 'patientId') return versionText(field, patient.id, t);
  if (field === 'sex') return versionText(field, patient.sex, t);
  if (field === 'birthDate') return versionText(field, patient.birthDate ?? '', t);
  return '—';
}
