/** A failure as a person reads it: what is wrong, what to do, and a way to try again. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Failure, type Language, translateFailure } from '#shared/failure.ts';

export function FailureNote(props: { failure: Failure; onRetry?: (() => void) | undefined }) {
  const { t, i18n } = useTranslation();
  const shown = translateFailure(props.failure, i18n.language as Language);
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" fw={600}>
            {shown.message}
          </Text>
          <Text size="sm">{shown.remedy}</Text>
        </div>
        {props.onRetry && (
          <Button size="xs" variant="default" onClick={props.onRetry}>
            {t('retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
