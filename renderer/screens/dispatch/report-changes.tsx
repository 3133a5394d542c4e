/** What a version changes of the one before it, field by field; a withdrawal strikes the former impression as a whole. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormerText } from '#shared/report/amendment.ts';
import type { Kind } from '#shared/study/kind.ts';
import { TextDiff } from '../../ui/text-diff.tsx';

const fields = ['impression', 'findings', 'recommendation'] as const;

export function ReportChanges(props: { kind: Kind; before: FormerText; after: FormerText }) {
  const { t } = useTranslation();
  const { kind, before, after } = props;
  const changed = fields.filter((field) => before[field].trim() !== after[field].trim());
  if (changed.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('amend.unchanged')}
      </Text>
    );
  const titles = {
    findings: t(`reporting.findings.${kind}`),
    impression: t(`reporting.impression.${kind}`),
    recommendation: t('reporting.recommendation'),
  };
  return changed.map((field) => (
    <div key={field} data-change={field}>
      <Text size="xs" c="dimmed">
        {titles[field]}
      </Text>
      <TextDiff before={before[field]} after={after[field]} />
    </div>
  ));
}
