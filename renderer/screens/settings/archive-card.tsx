/** The station's store: how full it is, whether what lies there is whole, and what must still be got back. */
import { Badge, Button, Group, NumberInput, Paper, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArchiveStatus } from '#shared/contract/archive.ts';
import { type Language, translateFailure } from '#shared/failure.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { sizeText } from '../../ui/size-text.ts';
import classes from './settings.module.css';

const gigabyte = 1024 ** 3;

export function ArchiveCard() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['archive'],
    queryFn: () => unwrap(station.archive.status()),
    refetchInterval: 10_000,
  });
  if (!data) return null;
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ['archive'] });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  const { space } = data;
  return (
    <Paper withBorder p="lg" className={classes.card} data-archive>
      <Title order={5} mb="md">
        {t('archive.title')}
      </Title>
      <Stack gap="md">
        {data.trouble && <FailureNote failure={data.trouble} />}
        {data.start?.notice && <FailureNote failure={data.start.notice} />}
        <div>
          <Progress
            aria-label={t('archive.title')}
            value={(1 - space.free / Math.max(1, space.total)) * 100}
            color={data.trouble ? 'red' : 'teal'}
            mb={6}
          />
          <Text size="sm" className="tabular">
            {t('archive.space', {
              used: sizeText(space.used),
              free: sizeText(space.free),
              total: sizeText(space.total),
            })}
          </Text>
          <Text size="xs" c="dimmed">
            {t('archive.reserve', { reserve: sizeText(space.reserve) })}
          </Text>
          {!data.ballastHeld && data.trouble !== null && (
            <Text size="xs" c="var(--yz-amber)">
              {t('archive.ballastUsed')}
            </Text>
          )}
        </div>
        <Quota
          quota={space.quota}
          onSet={(quota) => act(() => unwrap(station.archive.setQuota({ quota })))}
        />
        <Checks status={data} onCheck={() => act(() => unwrap(station.archive.checkNow()))} />
        <Lost status={data} />
      </Stack>
    </Paper>
  );
}

function Quota(props: { quota: number | null; onSet: (quota: number | null) => Promise<void> }) {
  const { t } = useTranslation();
  const mayChange = useSession((state) => state.session?.member.offices.includes('administrator')) === true;
  const [typed, setTyped] = useState<number | string | null>(null);
  const shown = typed ?? (props.quota === null ? '' : props.quota / gigabyte);
  const save = async (): Promise<void> => {
    if (typed === null) return;
    await props.onSet(typeof typed === 'number' && typed > 0 ? Math.round(typed * gigabyte) : null);
    setTyped(null);
  };
  return (
    <NumberInput
      label={t('archive.quota')}
      description={t('archive.quotaHint')}
      placeholder={t('archive.quotaNone')}
      min={0}
      decimalScale={1}
      w={280}
      value={shown}
      disabled={!mayChange}
      onChange={setTyped}
      onBlur={() => void save()}
      data-quota
    />
  );
}

function Checks({ status, onCheck }: { status: ArchiveStatus; onCheck: () => void }) {
  const { t, i18n } = useTranslation();
  const when = (at: number): string => new Date(at).toLocaleString(i18n.language, { hourCycle: 'h23' });
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={500}>
          {t('archive.check')}
        </Text>
        <Button size="compact-sm" variant="default" loading={status.running} onClick={onCheck} data-check-now>
          {t('archive.checkNow')}
        </Button>
      </Group>
      {status.checks.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('archive.checkNever')}
        </Text>
      )}
      <Table className="tabular">
        <Table.Tbody>
          {status.checks.slice(0, 3).map((check) => (
            <Table.Tr key={check.startedAt} data-vault-check={check.endedAt === null ? 'running' : 'ended'}>
              <Table.Td>
                {check.endedAt === null ? (
                  <Badge variant="light">{t('archive.checking')}</Badge>
                ) : (
                  when(check.endedAt)
                )}
              </Table.Td>
              <Table.Td c={check.damaged + check.missing > 0 ? 'var(--yz-red)' : undefined}>
                {t('archive.checkLine', { ...check, bytes: sizeText(check.bytes) })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Lost({ status }: { status: ArchiveStatus }) {
  const { t, i18n } = useTranslation();
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('archive.lost')}
      </Text>
      {status.lost.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('archive.lostNone')}
        </Text>
      )}
      <Table className="tabular">
        <Table.Tbody>
          {status.lost.slice(0, 20).map((lost) => (
            <Table.Tr key={lost.sha256} data-lost={lost.why}>
              <Table.Td>
                <Badge variant="light" color="red">
                  {t(`archive.why.${lost.why}`)}
                </Badge>
              </Table.Td>
              <Table.Td>{lost.patientName || t('archive.reportPdf')}</Table.Td>
              <Table.Td>
                <Text size="xs" c="dimmed">
                  {lost.lastFailure
                    ? translateFailure(lost.lastFailure, i18n.language as Language).remedy
                    : t('archive.lostWaiting')}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
