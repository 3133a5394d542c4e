/** Conclusions that went, struck out, and that came. */
import { Badge, Group } from '@mantine/core';
import type { PeerChange } from '#shared/study/peer-review.ts';

export function ChangeBadges({ change }: { change: PeerChange }) {
  return (
    <Group gap={6} my={6} data-peer-change>
      {change.removed.map((text) => (
        <Badge key={`- ${text}`} color="red" variant="outline" tt="none" td="line-through">
          − {text}
        </Badge>
      ))}
      {change.added.map((text) => (
        <Badge key={`+ ${text}`} color="teal" variant="outline" tt="none">
          + {text}
        </Badge>
      ))}
    </Group>
  );
}
