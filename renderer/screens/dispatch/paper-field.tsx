/** Where a scanner types the code of a printed report; a whole code opens the report at once, anything else at Enter says why not. */
import { TextInput } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failure, type Language } from '#shared/failure.ts';
import { usePaperCode } from './use-paper-code.ts';

export function PaperField() {
  const { t, i18n } = useTranslation();
  const take = usePaperCode();
  const [typed, setTyped] = useState('');
  const [isRefused, setRefused] = useState(false);
  const refused = failure('paper-code-unknown', {}, i18n.language as Language);
  return (
    <TextInput
      size="sm"
      w={230}
      placeholder={t('dispatch.paper.scan')}
      aria-label={t('dispatch.paper.scan')}
      leftSection={<IconQrcode size={16} />}
      value={typed}
      error={isRefused ? refused.message : undefined}
      title={isRefused ? refused.remedy : undefined}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setRefused(false);
        setTyped(take(value) ? '' : value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') setRefused(typed.trim() !== '');
        if (event.key === 'Escape') setTyped('');
      }}
      data-paper-code
    />
  );
}
