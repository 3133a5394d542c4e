/** 图像质量 as the township reads it beside its case: grade in word and colour, the reason with it. */
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Quality } from '#shared/study/quality.ts';

const colours = { A: 'teal', B: 'yellow', C: 'red' } as const;

export function QualityMark({ quality }: { quality: Quality }) {
  const { t } = useTranslation();
  const { grade, reason, name } = quality;
  return (
    <Badge
      size="sm"
      color={colours[grade]}
      variant="outline"
      flex="none"
      title={t('quality.by', { name })}
      data-quality={grade}
    >
      {[
        `${t('quality.title')} ${t(`quality.grade.${grade}`)}`,
        reason === null ? '' : t(`quality.reason.${reason}`),
      ]
        .filter(Boolean)
        .join(' · ')}
    </Badge>
  );
}
