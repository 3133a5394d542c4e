/** Nothing to show, said calmly: an icon, a sentence, perhaps what to do. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export function EmptyState(props: { icon: ReactNode; title: string; hint?: string; children?: ReactNode }) {
  return (
    <Stack align="center" justify="center" gap={8} py={56} c="dimmed" data-empty>
      {props.icon}
      <Text size="md" fw={500}>
        {props.title}
      </Text>
      {props.hint && (
        <Text size="sm" ta="center" maw={420}>
          {props.hint}
        </Text>
      )}
      {props.children}
    </Stack>
  );
}
