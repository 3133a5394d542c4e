/** At both ends: the report quotes a study that turned out to be somebody else's. */
import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QuoteFlag } from '#shared/study/task.ts';
import { priorDate } from '../reading/prior-exam.ts';

export function QuoteFlags({ flags }: { flags: readonly QuoteFlag[] }) {
  const { t } = useTranslation();
  return flags.map((flag) => (
    <Alert
      key={`${flag.reportId} ${flag.version} ${flag.studyInstanceUid}`}
      color="red"
      icon={<IconAlertTriangle size={18} />}
      data-quote-flag
    >
      {t('quote.flag', { date: priorDate(flag.acquiredAt), exam: flag.exam, site: flag.siteName })}
    </Alert>
  ));
}
