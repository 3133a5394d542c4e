/** Says in words whether what is typed lies on disk: 草稿(未发布), saved at, saving, not saved. */
import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DraftState } from './use-draft.ts';

export function DraftMark({ state, savedAt }: { state: DraftState; savedAt: number | null }) {
  const { t, i18n } = useTranslation();
  const time =
    savedAt === null ? '' : new Date(savedAt).toLocaleTimeString(i18n.language, { hourCycle: 'h23' });
  const words =
    state === 'saving'
      ? t('reporting.saving')
      : state === 'saved'
        ? savedAt === null
          ? ''
          : t('reporting.saved', { time })
        : state === 'loading'
          ? ''
          : t('reporting.unsaved');
  return (
    <>
      <Badge size="sm" variant="light" color="gray" flex="none">
        {t('reporting.draft')}
      </Badge>
      <Text
        size="xs"
        c={state === 'failed' ? 'var(--yz-red)' : 'dimmed'}
        className="tabular"
        // One line, whatever stands beside it: the fields below must not jump when a draft is kept.
        truncate
        title={words}
        data-draft-state={state}
      >
        {words}
      </Text>
    </>
  );
}
