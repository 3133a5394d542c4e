/** What limits the reading, gathered by itself and printed with the report (journey step 8). */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReadingLimit } from '#shared/report/report.ts';
import classes from './reporting.module.css';

export function ReadingLimits({ limits }: { limits: readonly ReadingLimit[] }) {
  const { t, i18n } = useTranslation();
  if (limits.length === 0) return null;
  const sentence = ({ kind, text }: ReadingLimit): string => {
    if (i18n.language === 'zh-CN') return text;
    // The printed sentence is Chinese; leads and numbers in it are the same in every language.
    const facts =
      text.match(/aV[RLF]|V[1-9]R?|\bI{1,3}\b|[\d.?]+–[\d.?]+ Hz|[\d.]+ Hz|\b[LR][AL]-[LR][AL]\b/g) ?? [];
    return [t(`reporting.limit.${kind}`), facts.join(', ')].filter(Boolean).join(': ');
  };
  return (
    <section className={classes.limits} aria-label={t('reporting.limits')} data-reading-limits>
      <Text size="xs" fw={600} span>
        {t('reporting.limits')}
      </Text>
      {limits.map((limit) => (
        <Text key={limit.kind} size="xs" span data-limit={limit.kind}>
          {sentence(limit)}
        </Text>
      ))}
    </section>
  );
}
