/** One critical value: what it rests on, what has happened by whom and when, and the step that is due at this end. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedNotice } from '#shared/contract/critical.ts';
import type { Failure } from '#shared/failure.ts';
import { mayStep, type NoticeStep } from '#shared/study/critical-notice.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { dismissCriticalNotice } from '../house/announce-alert.ts';
import classes from './critical-band.module.css';
import { ActForm, CallForm, ReadBackForm } from './critical-forms.tsx';
import { NoticeSteps } from './notice-steps.tsx';
import { callText, findingText, ruleText, stateText } from './notice-text.ts';

export function CriticalDialog({ listed, onClose }: { listed: ListedNotice; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const clinic = useSession((state) => state.info?.role === 'clinic');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { notice, taskId, patient } = listed;
  const { noticeId } = notice;
  const picture = useQuery({
    queryKey: ['notice-picture', noticeId],
    queryFn: () => unwrap(station.critical.picture({ taskId, noticeId })),
    enabled: notice.evidence.hasPicture,
    staleTime: Number.POSITIVE_INFINITY,
  });

  const step = async (given: NoticeStep): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const { state } = await unwrap(station.critical.step({ taskId, noticeId, step: given }));
      if (state === 'queued') notifications.show({ color: 'yellow', message: t('notice.stepQueued') });
      await queries.invalidateQueries({ queryKey: ['notices'] });
      if (given.what === 'closed') {
        notifications.show({ color: 'teal', title: patient.name, message: t('notice.closed') });
        onClose();
      }
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const isUnopened = clinic && notice.opened === null;
  // Opening it is a step of its own: a named person has it before him.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each notice
  useEffect(() => {
    dismissCriticalNotice(taskId);
    if (isUnopened) void step({ what: 'opened' });
  }, [noticeId]);

  const differs = failure?.code === 'read-back-differs' ? String(failure.params.what ?? '').split(' ') : [];
  const { rule } = notice.evidence;
  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      centered
      title={t('notice.title', { finding: findingText(notice, i18n.language) })}
    >
      <Stack gap="sm" data-critical-dialog={noticeId}>
        {notice.drill && <div className={classes.drill}>{t('notice.drillBand')}</div>}
        <Text fw={700} size="lg">
          {patient.name} · {t(`sex.${patient.sex}`)} · {patient.id} · {listed.modality} · {listed.siteName} ☎{' '}
          {listed.phone}
        </Text>
        <Text size="sm" c="red" fw={600}>
          {[stateText(listed, t), callText(notice, t)].filter(Boolean).join(' · ')}
        </Text>
        {notice.note !== '' && <Text size="sm">{notice.note}</Text>}
        <Text size="sm" c="dimmed">
          {t('notice.evidence')}:{' '}
          {rule === null ? t('notice.evidence.none') : ruleText(rule, t, i18n.language)}
          {notice.evidence.sopInstanceUid !== null && ` · ${notice.evidence.sopInstanceUid}`}
        </Text>
        {picture.data?.picture && (
          <img
            className={classes.picture}
            src={`data:image/png;base64,${picture.data.picture}`}
            alt={t('notice.picture')}
            data-notice-picture
          />
        )}
        {clinic && mayStep(notice, 'read-back') && (
          <ReadBackForm differs={differs} busy={busy} onStep={(given) => void step(given)} />
        )}
        {clinic && mayStep(notice, 'acted') && <ActForm busy={busy} onStep={(given) => void step(given)} />}
        {!clinic && notice.readBack === null && (
          <CallForm listed={listed} busy={busy} onStep={(given) => void step(given)} />
        )}
        {failure && differs.length === 0 && <FailureNote failure={failure} />}
        <NoticeSteps notice={notice} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
          {!clinic && mayStep(notice, 'closed') && (
            <Button
              color="red"
              loading={busy}
              onClick={() => void step({ what: 'closed' })}
              data-close-notice
            >
              {t('notice.close')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
