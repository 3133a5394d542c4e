/** Studies that arrived here: under 待申请 first, since no clock runs for them until a person joins them to an order. */
import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconInbox } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArrivedStudy } from '#shared/contract/intake.ts';
import type { Order } from '#shared/study/order.ts';
import { sinceText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { imagesText } from '../worklist/documents-text.ts';
import { EmergencyDialog } from './emergency-dialog.tsx';
import { ForwardDialog } from './forward-dialog.tsx';
import { JoinDialog } from './join-dialog.tsx';

export function ArrivalList(props: { arrivals: readonly ArrivedStudy[]; orders: readonly Order[] }) {
  const { t, i18n } = useTranslation();
  const now = useExchangeSecond();
  const queries = useQueryClient();
  const [joining, setJoining] = useState<ArrivedStudy | null>(null);
  const [forwarding, setForwarding] = useState<ArrivedStudy | null>(null);
  const [emergency, setEmergency] = useState<ArrivedStudy | null>(null);
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => unwrap(station.settings.get()) });
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['intake'] });

  if (props.arrivals.length === 0)
    return (
      <EmptyState
        icon={<IconInbox size={40} stroke={1.2} />}
        title={t('intake.arrivalsEmpty')}
        hint={t('intake.arrivalsHint', { address: settings.data?.addresses.dicom ?? '' })}
      />
    );
  const documents = props.arrivals.filter((study) => study.order === null && study.kind === 'document');
  const unjoined = props.arrivals.filter((study) => study.order === null && study.kind !== 'document');
  const joined = props.arrivals.filter((study) => study.order !== null);
  const offer = async (study: ArrivedStudy): Promise<void> => {
    try {
      await unwrap(station.intake.offerAsEcg({ studyInstanceUid: study.studyInstanceUid }));
      refresh();
      setJoining({ ...study, kind: 'ecg', picture: true });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  const sendNow = async (study: ArrivedStudy): Promise<void> => {
    try {
      await unwrap(station.intake.sendNow({ studyInstanceUid: study.studyInstanceUid }));
      refresh();
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  return (
    <>
      {unjoined.length > 0 && (
        <Text size="sm" c="var(--yz-amber)" px="md" py="sm">
          {t('intake.unjoinedHint')}
        </Text>
      )}
      <Table verticalSpacing={8} horizontalSpacing="md" highlightOnHover className="tabular">
        <Table.Thead>
          <Table.Tr>
            {(['patient', 'exam', 'images', 'progress'] as const).map((name) => (
              <Table.Th key={name}>{t(`worklist.column.${name}`)}</Table.Th>
            ))}
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...unjoined, ...documents, ...joined].map((study) => (
            <Table.Tr
              key={study.studyInstanceUid}
              data-arrival={study.studyInstanceUid}
              data-joined={study.order !== null}
            >
              <Table.Td>
                <Text fw={600}>{study.order?.patient.name ?? study.devicePatient.name}</Text>
                <Text size="xs" c="dimmed">
                  {[study.devicePatient.id, study.devicePatient.birthDate].filter(Boolean).join(' · ')}
                </Text>
              </Table.Td>
              <Table.Td>
                {study.description || t(kindWord(study))}
                {study.textCorrection !== undefined && (
                  <Badge size="xs" color="gray" variant="outline" ml={6} data-charset>
                    {t('intake.charset', {
                      declared: study.textCorrection.declared || t('reading.charsetNone'),
                      readAs: study.textCorrection.readAs,
                    })}
                  </Badge>
                )}
                <Text size="xs" c="dimmed">
                  {study.accessionNumber || '—'} · {t(`intake.source.${study.source}`)} {study.stationAet}
                </Text>
              </Table.Td>
              <Table.Td>
                {t('intake.instances', { count: study.instances })}
                {study.documents > 0 && (
                  <Text component="span" size="xs" c="dimmed" ml={6} data-documents={study.documents}>
                    {t('worklist.documents', { n: study.documents })}
                  </Text>
                )}
                {(study.duplicates?.conflicts ?? 0) > 0 && (
                  <Badge size="sm" color="red" variant="filled" ml={6}>
                    {t('conflict.mark')}
                  </Badge>
                )}
                <Text size="xs" c="dimmed">
                  {(study.duplicates?.harmless ?? 0) > 0
                    ? `${t('conflict.rewrites', { count: study.duplicates?.harmless })} · `
                    : ''}
                  {new Date(study.lastArrivalAt).toLocaleTimeString(i18n.language, { hourCycle: 'h23' })}
                </Text>
              </Table.Td>
              <Table.Td>
                {study.kind === 'document' ? (
                  <Badge color="gray" variant="light">
                    {t('intake.document')}
                  </Badge>
                ) : study.order === null ? (
                  <Badge color="yellow" variant="light">
                    {t('intake.unjoined')}
                  </Badge>
                ) : (
                  <Badge color="gray" variant="light">
                    {study.deposit ? imagesText(t, study.deposit) : '—'}
                  </Badge>
                )}
                {study.closedBy !== null && (
                  <Text size="xs" c="dimmed">
                    {t(`intake.closed.${study.closedBy}`)}
                  </Text>
                )}
                {study.step !== null && (
                  <Text
                    size="xs"
                    c={study.step.status === 'DISCONTINUED' ? 'var(--yz-red)' : 'dimmed'}
                    data-step={study.step.status}
                  >
                    {[
                      t(`intake.step.${study.step.status}`),
                      study.step.listed > 0 ? t('intake.stepListed', { count: study.step.listed }) : '',
                      study.step.reason,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                )}
                {study.closesAt !== null && study.kind !== 'document' && (
                  <Text size="xs" c="dimmed">
                    {t('intake.closesIn', { time: sinceText(now, study.closesAt) })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Group gap="sm" justify="flex-end">
                  {study.kind === 'document' && (
                    <Button
                      size="compact-sm"
                      variant="light"
                      onClick={() => void offer(study)}
                      data-offer-as-ecg
                    >
                      {t('intake.offerAsEcg')}
                    </Button>
                  )}
                  {study.order === null && study.kind !== 'document' && (
                    <>
                      <Button size="compact-sm" onClick={() => setJoining(study)} data-join>
                        {t('intake.join')}
                      </Button>
                      <Button
                        size="compact-sm"
                        color="red"
                        variant="light"
                        onClick={() => setEmergency(study)}
                      >
                        {t('intake.emergency')}
                      </Button>
                    </>
                  )}
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    onClick={() => setForwarding(study)}
                    data-forward-study
                  >
                    {t('forward.act')}
                  </Button>
                  {study.closesAt !== null && study.kind !== 'document' && (
                    <Button size="compact-sm" variant="default" onClick={() => void sendNow(study)}>
                      {t('intake.send')}
                    </Button>
                  )}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {forwarding && <ForwardDialog study={forwarding} onClose={() => setForwarding(null)} />}
      {joining && (
        <JoinDialog
          study={joining}
          orders={props.orders}
          onClose={() => setJoining(null)}
          onJoined={() => {
            setJoining(null);
            refresh();
          }}
        />
      )}
      {emergency && (
        <EmergencyDialog
          study={emergency}
          onClose={() => setEmergency(null)}
          onSent={() => {
            setEmergency(null);
            refresh();
          }}
        />
      )}
    </>
  );
}

function kindWord(study: ArrivedStudy): string {
  if (study.kind === 'document') return 'intake.document';
  if (study.picture === true) return 'worklist.picture';
  return study.kind === 'ecg' ? 'kind.ecg' : 'kind.imaging';
}
