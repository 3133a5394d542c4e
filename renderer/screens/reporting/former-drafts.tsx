/** After a take-over: the former holder's draft is offered, 继续 or 另写; it is never mixed in by itself. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReportContent } from '#shared/report/report.ts';
import type { FormerDraft } from './use-draft.ts';

export function FormerDrafts(props: {
  former: readonly FormerDraft[];
  onContinue: (content: ReportContent) => void;
  onRewrite: () => void;
}) {
  const { t } = useTranslation();
  return props.former.map((draft) => (
    <Alert
      key={draft.memberName}
      color="accent"
      variant="light"
      title={t('reporting.former', { holder: draft.memberName })}
    >
      <Text size="sm" lineClamp={4} style={{ whiteSpace: 'pre-wrap' }}>
        {[draft.content.findings, draft.content.impression].filter(Boolean).join('\n')}
      </Text>
      <Group gap="sm" mt="sm">
        <Button size="xs" onClick={() => props.onContinue(draft.content)}>
          {t('reporting.continue')}
        </Button>
        <Button size="xs" variant="default" onClick={props.onRewrite}>
          {t('reporting.rewrite')}
        </Button>
      </Group>
    </Alert>
  ));
}
