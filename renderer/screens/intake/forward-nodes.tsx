/** The nodes that studies may go on to. */
import { Badge, Button, Checkbox, Group, NumberInput, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ForwardNode } from '#shared/contract/devices.ts';
import { station, unwrap } from '../../station/client.ts';
import { Section } from './device-list.tsx';

const fresh = { name: '', aet: '', host: '', port: 104, tls: false };

export function ForwardNodes(props: {
  nodes: readonly ForwardNode[];
  mayChange: boolean;
  act: (work: Promise<unknown>) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [node, setNode] = useState(fresh);
  const change = (part: Partial<typeof fresh>): void => setNode((before) => ({ ...before, ...part }));
  return (
    <Section title={t('devices.nodes')}>
      {props.nodes.length === 0 && (
        <Text size="sm" c="dimmed" px="md" py={6}>
          {t('devices.nodesEmpty')}
        </Text>
      )}
      <Table verticalSpacing={8} horizontalSpacing="md" className="tabular">
        <Table.Tbody>
          {props.nodes.map(({ nodeId, name, aet, host, port, tls }) => (
            <Table.Tr key={nodeId} data-node={aet}>
              <Table.Td fw={600}>{name}</Table.Td>
              <Table.Td>
                {aet}@{host}:{port} {tls && <Badge variant="light">TLS</Badge>}
              </Table.Td>
              <Table.Td>
                {props.mayChange && (
                  <Group justify="flex-end">
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="red"
                      onClick={() => void props.act(unwrap(station.devices.removeNode({ nodeId })))}
                    >
                      {t('devices.remove')}
                    </Button>
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {props.mayChange && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void props.act(unwrap(station.devices.keepNode(node))).then(() => setNode(fresh));
          }}
        >
          <Group gap="sm" px="md" py="sm" align="flex-end">
            <TextInput
              size="xs"
              required
              label={t('devices.nodeName')}
              value={node.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              required
              maxLength={16}
              label={t('devices.aet')}
              value={node.aet}
              onChange={(event) => change({ aet: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              required
              label={t('devices.address')}
              value={node.host}
              onChange={(event) => change({ host: event.currentTarget.value })}
            />
            <NumberInput
              size="xs"
              w={90}
              min={1}
              max={65535}
              label={t('settings.port')}
              value={node.port}
              onChange={(value) => change({ port: Number(value) || 104 })}
            />
            <Checkbox
              size="xs"
              mb={8}
              label="TLS"
              checked={node.tls}
              onChange={(event) => change({ tls: event.currentTarget.checked })}
            />
            <Button size="xs" variant="default" type="submit" data-add-node>
              {t('devices.addNode')}
            </Button>
          </Group>
        </form>
      )}
    </Section>
  );
}
