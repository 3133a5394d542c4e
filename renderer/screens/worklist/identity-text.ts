/** 身份待核对 in one sentence: what the order says of the patient, and what the device. */
import type { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { versionText } from './version-text.ts';

type Translate = ReturnType<typeof useTranslation>['t'];

export function identityText({ identity }: ListedTask, t: Translate): string {
  const differences = identity.differences.map(({ field, order, device }) => {
    const said = (value: string): string => (field === 'sex' ? versionText('sex', value, t) : value || '—');
    const name = t(`reading.field.${field}`);
    return t('reading.identity.says', { field: name, order: said(order), device: said(device) });
  });
  return [t('reading.identity'), ...differences].join(' · ');
}
