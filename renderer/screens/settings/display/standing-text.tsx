/** How a measured monitor stands to the display function, in figures. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DisplayStanding } from '#shared/measure/display-check.ts';

export function StandingText({ standing }: { standing: DisplayStanding }) {
  const { t } = useTranslation();
  const { deviation, worstLevel: level, ratio, most, grade } = standing;
  return (
    <Text size="xs" className="tabular" data-grade={grade}>
      {t('display.figures', {
        deviation: percentOf(deviation),
        level,
        ratio: Math.round(ratio),
        most: Math.round(most),
      })}
    </Text>
  );
}

/** With one decimal. */
export function percentOf(part: number): string {
  return (part * 100).toFixed(1);
}
