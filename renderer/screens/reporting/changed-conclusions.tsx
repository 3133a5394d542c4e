/** Coded conclusions that a text has no longer, and those it has anew; nothing where both conclude the same. */
import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changedConclusions } from '#shared/report/conclusions.ts';
import type { Kind } from '#shared/study/kind.ts';

type Concluding = Parameters<typeof changedConclusions>[1];

export function ChangedConclusions(props: { kind: Kind; before: Concluding; after: Concluding }) {
  const { t } = useTranslation();
  const { removed, added } = changedConclusions(props.kind, props.before, props.after);
  if (removed.length + added.length === 0) return null;
  return (
    <>
      <Text size="xs" c="dimmed">
        {t('review.conclusions')}
      </Text>
      <Group gap={6} mb={6} data-conclusions>
        {removed.map(({ code, text }) => (
          <Badge key={`- ${code}`} color="red" variant="outline" tt="none" td="line-through">
            − {text}
          </Badge>
        ))}
        {added.map(({ code, text }) => (
          <Badge key={`+ ${code}`} color="teal" variant="outline" tt="none">
            + {text}
          </Badge>
        ))}
      </Group>
    </>
  );
}
