/** 转发: sends a study on to a named node, and shows how far it is and what did not go, instance by instance. */
import { Alert, Badge, Button, Group, Modal, Progress, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedForward } from '#shared/contract/devices.ts';
import type { ArrivedStudy } from '#shared/contract/intake.ts';
import { type Language, translateFailure } from '#shared/failure.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useDevices } from './device-list.tsx';

export function ForwardDialog({ study, onClose }: { study: ArrivedStudy; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const devices = useDevices();
  const [nodeId, setNodeId] = useState<string | null>(null);
  const { studyInstanceUid } = study;
  const forwards = useQuery({
    queryKey: ['devices', 'forwards', studyInstanceUid],
    queryFn: () => unwrap(station.devices.forwards({ studyInstanceUid })),
    refetchInterval: 1000,
  });
  const act = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      await queries.invalidateQueries({ queryKey: ['devices'] });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  const nodes = devices.data?.nodes ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('forward.title', { name: study.order?.patient.name ?? study.devicePatient.name })}
      size="lg"
      centered
    >
      <Stack gap="md">
        {nodes.length === 0 ? (
          <Text size="sm">{t('forward.noNodes')}</Text>
        ) : (
          <Group align="flex-end">
            <Select
              flex={1}
              label={t('forward.to')}
              value={nodeId}
              onChange={setNodeId}
              data={nodes.map((node) => ({
                value: node.nodeId,
                label: `${node.name} · ${placeOf(node)}`,
              }))}
              data-forward-node
            />
            <Button
              disabled={nodeId === null}
              onClick={() =>
                nodeId && void act(unwrap(station.devices.forward({ studyInstanceUid, nodeId })))
              }
              data-forward-start
            >
              {t('forward.start')}
            </Button>
          </Group>
        )}
        {(forwards.data ?? []).map((one) => (
          <ForwardState
            key={one.forwardId}
            forward={one}
            name={nodes.find((node) => placeOf(node) === one.to)?.name}
            onAgain={() => void act(unwrap(station.devices.forwardAgain({ forwardId: one.forwardId })))}
          />
        ))}
      </Stack>
    </Modal>
  );
}

const placeOf = (node: { aet: string; host: string; port: number }): string =>
  `${node.aet}@${node.host}:${node.port}`;

function ForwardState(props: {
  forward: ListedForward;
  /** What the node is called here; a command may have named one that is not. */
  name: string | undefined;
  onAgain: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { forward, name } = props;
  const language = i18n.language as Language;
  const { sent, of, failed, trouble, endedAt } = forward;
  const whole = endedAt !== null && sent === of;
  const word = whole ? 'done' : endedAt !== null ? 'failed' : trouble !== null ? 'waiting' : 'sending';
  const colors = { done: 'teal', failed: 'red', waiting: 'yellow', sending: 'gray' } as const;
  const troubled = trouble === null ? null : translateFailure(trouble, language);
  return (
    <div data-forward={word}>
      <Group justify="space-between" mb={4}>
        <Text size="sm" className="tabular">
          {name !== undefined && <b>{name} · </b>}
          {forward.to} · {sent}/{of}
        </Text>
        <Group gap="sm">
          {endedAt !== null && !whole && (
            <Button size="compact-xs" variant="default" onClick={props.onAgain}>
              {t('forward.again')}
            </Button>
          )}
          <Badge variant="light" color={colors[word]}>
            {t(`forward.${word}`)}
          </Badge>
        </Group>
      </Group>
      <Progress
        value={of === 0 ? 0 : (sent / of) * 100}
        color={colors[word]}
        aria-label={t('forward.progress')}
      />
      {troubled !== null && (
        <Alert color="yellow" variant="light" mt="sm" title={troubled.message}>
          {troubled.remedy}
        </Alert>
      )}
      {failed.slice(0, 20).map(({ sopInstanceUid, failure }) => {
        const { message, remedy } = translateFailure(failure, language);
        return (
          <Text key={sopInstanceUid} size="xs" mt={4}>
            <span className="tabular">{sopInstanceUid}</span> — {message} {remedy}
          </Text>
        );
      })}
      {failed.length > 20 && (
        <Text size="xs" c="dimmed">
          {t('forward.more', { count: failed.length - 20 })}
        </Text>
      )}
    </div>
  );
}
