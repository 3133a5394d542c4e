/**
 * The sign dialog (journey steps 9 and 10): states whom, what, how many and the impression from the bound order and images,
 * names what stands in the way, and asks for the PIN each time.
 */
import {
  Alert,
  Button,
  Group,
  Kbd,
  Modal,
  PasswordInput,
  PinInput,
  Select,
  Stack,
  Table,
  Text,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SigningBlock } from '#shared/contract/signing.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure, Language } from '#shared/failure.ts';
import type { ReportLimit, ReportStatus } from '#shared/report/report.ts';
import { ageText } from '#shared/study/age.ts';
import type { PeerEdit } from '#shared/study/peer-review.ts';
import { needsTwo, underReview } from '#shared/study/review.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { useKeymap } from '../../state/use-keymap.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { commandKey } from '../../viewers/image/command-words.ts';
import { shortcutsOf } from '../../viewers/image/keymap.ts';
import { remarkText } from '../reporting/remark-text.ts';
import { amendReasonText } from '../worklist/amend-text.ts';
import { imagesText } from '../worklist/documents-text.ts';
import { findOwedEdit, mayOwe } from './find-owed-edit.ts';
import { OwedEdit } from './owed-edit.tsx';
import { QualityScore } from './quality-score.tsx';
import classes from './signing.module.css';

export type SignableStatus = ReportStatus;

const reasons = ['clinical', 'sufficient', 'confirmed'] as const;

/** Keys typed in the first moment were meant for the field under the dialog. */
const deafMs = 500;

export function SignDialog(props: {
  task: ListedTask;
  status: SignableStatus;
  onClose: () => void;
  /** `next`: the person asked for the next case in the same breath. */
  onSigned: (next: boolean) => void;
}) {
  const { t, i18n } = useTranslation();
  const { task, status } = props;
  const [secret, setSecret] = useState('');
  const [reason, setReason] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [owed, setOwed] = useState<{ edit: PeerEdit; next: boolean } | null>(null);
  const [listening, setListening] = useState(false);
  const openedAt = useRef(performance.now());
  const shortcuts = shortcutsOf(useKeymap());
  const openStudies = [task.studyInstanceUid];
  const prepared = useQuery({
    queryKey: ['signing', task.taskId, status],
    queryFn: () => unwrap(station.signing.prepare({ taskId: task.taskId, openStudies })),
    gcTime: 0,
    staleTime: 0,
  });
  useEffect(() => {
    const timer = setTimeout(() => setListening(true), deafMs);
    return () => clearTimeout(timer);
  }, []);

  const facts = prepared.data;
  const blocks = facts?.blocks ?? [];
  const stuck = blocks.some((block) => !block.passable);
  const passing = blocks.filter((block) => block.passable);
  const ready = facts !== undefined && !stuck && secret !== '' && (passing.length === 0 || reason !== null);

  const isLast = status !== 'preliminary';
  const sign = async (next: boolean): Promise<void> => {
    if (!ready || busy || performance.now() - openedAt.current < deafMs) return;
    setBusy(true);
    setFailure(null);
    try {
      const passed = passing.map(
        (block): ReportLimit => ({
          code: limitCodeOf(block),
          text: `${t(`signing.block.${block.code}`)}:${reason ?? ''}`,
        }),
      );
      const signed = await unwrap(
        station.signing.sign({ taskId: task.taskId, status, secret, passed, openStudies }),
      );
      notifications.show({
        color: signed.state === 'committed' ? 'teal' : 'yellow',
        title: facts?.patient.name ?? '',
        message: t(signed.summary?.submitted === true ? 'review.submitted' : `signing.${signed.state}`),
      });
      const edit = mayOwe(task, status, signed) ? await findOwedEdit(signed) : null;
      if (edit === null) props.onSigned(next);
      else setOwed({ edit, next });
    } catch (error) {
      setFailure(failureOf(error));
      setSecret('');
      void prepared.refetch();
    } finally {
      setBusy(false);
    }
  };

  if (owed !== null) return <OwedEdit edit={owed.edit} onDone={() => props.onSigned(owed.next)} />;
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={titleOf(task, status, t)}
      size={560}
      centered
      closeOnClickOutside={false}
    >
      <form
        data-sign-dialog
        onKeyDown={(event) => {
          if (!isLast || event.key !== 'Enter' || !event.ctrlKey) return;
          event.preventDefault();
          void sign(true);
        }}
        onSubmit={(event) => {
          event.preventDefault();
          void sign(false);
        }}
      >
        <Stack gap="md">
          {prepared.error && (
            <FailureNote failure={failureOf(prepared.error)} onRetry={() => void prepared.refetch()} />
          )}
          {facts && (
            <>
              <div className={classes.person}>
                <Text fw={700} size="xl">
                  {facts.patient.name}
                </Text>
                <Text size="md">
                  {[
                    t(`sex.${facts.patient.sex}`),
                    ageText(
                      facts.patient.birthDate,
                      facts.acquiredAt ?? exchangeNow(),
                      i18n.language as Language,
                    ),
                    facts.patient.id,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </div>
              <Table variant="vertical" layout="fixed" className="tabular">
                <Table.Tbody>
                  <Fact label={t('signing.site')} value={facts.siteName} />
                  <Fact label={t('signing.exam')} value={facts.exam} />
                  <Fact
                    label={t('signing.acquired')}
                    value={
                      facts.acquiredAt === null
                        ? '—'
                        : new Date(facts.acquiredAt).toLocaleString(i18n.language, { hourCycle: 'h23' })
                    }
                  />
                  <Fact label={t('signing.images')} value={imagesText(t, facts.images)} />
                </Table.Tbody>
              </Table>
              {task.amending && (
                <Alert
                  color={status === 'withdrawn' ? 'red' : 'accent'}
                  variant="light"
                  p="sm"
                  title={t(`amend.${task.amending.purpose}`)}
                  data-amending={task.amending.purpose}
                >
                  {amendReasonText(task.amending, t)}
                </Alert>
              )}
              {status !== 'withdrawn' && (
                <div>
                  <Text size="xs" c="dimmed">
                    {t('signing.impression')}
                  </Text>
                  <Text className={classes.impression}>
                    {facts.content.impression || facts.content.findings}
                  </Text>
                </div>
              )}
              {task.picture === true && (
                <Alert color="yellow" variant="light" p="sm" data-picture>
                  {t('worklist.picture')}
                </Alert>
              )}
              {blocks.map((block) => (
                <Alert
                  key={block.code}
                  color={block.passable ? 'yellow' : 'red'}
                  variant="light"
                  p="sm"
                  data-block={block.code}
                >
                  {t(`signing.block.${block.code}`)}
                  {block.code === 'text-conflicting' &&
                    (facts.remarks ?? []).map((remark) => (
                      <div key={`${remark.rule} ${remark.field} ${remark.from}`} data-remark={remark.rule}>
                        · {remarkText(t, remark)}
                      </div>
                    ))}
                  {block.code === 'images-unseen' &&
                    (facts.unseen ?? []).map(({ seriesNumber, description, shown, of }) => (
                      <div key={`${seriesNumber} ${description}`} data-unseen-series>
                        {[seriesNumber, description].filter(Boolean).join(' ')} · {shown} / {of}
                      </div>
                    ))}
                  {block.code === 'images-unseen' && task.kind === 'imaging' && (
                    <Text size="xs" mt={2}>
                      {t('signing.unseenWalk', { key: commandKey({ do: 'next-unseen' }, shortcuts) })}
                    </Text>
                  )}
                </Alert>
              ))}
              {status !== 'withdrawn' && task.followUp === undefined && (
                <QualityScore
                  task={task}
                  quality={facts.quality ?? null}
                  onScored={() => void prepared.refetch()}
                  onFailure={setFailure}
                />
              )}
              {passing.length > 0 && !stuck && (
                <Select
                  label={t('signing.passReason')}
                  placeholder={t('signing.pass')}
                  data={reasons.map((code) => t(`signing.reason.${code}`))}
                  value={reason}
                  onChange={setReason}
                />
              )}
              {!facts.linked && (
                <Alert color="yellow" variant="light" p="sm">
                  {t('signing.unlinked')}
                </Alert>
              )}
              {failure && <FailureNote failure={failure} />}
              {facts.credential === 'pin' ? (
                <div>
                  <Text size="sm" mb={4}>
                    {t('signing.pin')}
                  </Text>
                  <PinInput
                    length={6}
                    type="number"
                    mask
                    value={secret}
                    onChange={setSecret}
                    disabled={!listening || stuck}
                    key={listening ? 'listening' : 'deaf'}
                    autoFocus={listening}
                    aria-label={t('signing.pin')}
                    name="pin"
                  />
                </div>
              ) : (
                <PasswordInput
                  label={t('signing.password')}
                  value={secret}
                  onChange={(event) => setSecret(event.currentTarget.value)}
                  disabled={!listening || stuck}
                  key={listening ? 'listening' : 'deaf'}
                  autoFocus={listening}
                  name="password"
                />
              )}
              <Group justify="flex-end">
                <Button variant="default" onClick={props.onClose}>
                  {t('cancel')}
                </Button>
                {isLast && (
                  <Button
                    variant="light"
                    disabled={!ready || busy}
                    onClick={() => void sign(true)}
                    rightSection={<Kbd size="xs">Ctrl+Enter</Kbd>}
                    data-sign-next
                  >
                    {t('assign.signNext')}
                  </Button>
                )}
                <Button type="submit" loading={busy} disabled={!ready} data-confirm-sign>
                  {t(facts.submits && status !== 'preliminary' ? 'review.submit' : 'signing.sign')}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </form>
    </Modal>
  );
}

function titleOf(task: ListedTask, status: SignableStatus, t: TFunction): string {
  if (!needsTwo(task, status)) return t(`signing.title.${status}`);
  return t(underReview(task) !== null ? 'review.titleSign' : 'review.title');
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <Table.Tr>
      <Table.Th w={110}>{label}</Table.Th>
      <Table.Td>{value}</Table.Td>
    </Table.Tr>
  );
}

function limitCodeOf(block: SigningBlock): ReportLimit['code'] {
  switch (block.code) {
    case 'incomplete-images':
    case 'images-unseen':
    case 'other-study-open':
    case 'late-images':
    case 'critical-unjudged':
      return block.code;
    default:
      return 'other';
  }
}
