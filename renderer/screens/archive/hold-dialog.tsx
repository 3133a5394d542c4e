/** Puts a study on legal hold or lifts it; with a reason, which goes into the audit. The study may be found by name first. */
import { Button, Chip, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { station, unwrap } from '../../station/client.ts';
import classes from './retention.module.css';

export interface HeldStudy {
  readonly studyInstanceUid: string;
  readonly patientName: string;
}

const reasons = {
  hold: ['dispute', 'court', 'teaching', 'research'],
  release: ['closed', 'ended', 'mistaken'],
} as const;

export function HoldDialog(props: {
  act: 'hold' | 'release';
  study: HeldStudy | null;
  onClose: () => void;
  onDone: (studyInstanceUid: string, reason: string) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [found, setFound] = useState<HeldStudy | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const study = props.study ?? found;
  const done = async (): Promise<void> => {
    if (study === null || reason.trim() === '') return;
    setBusy(true);
    await props.onDone(study.studyInstanceUid, reason.trim());
    setBusy(false);
  };
  return (
    <Modal
      opened
      centered
      size={560}
      onClose={props.onClose}
      title={t(props.act === 'hold' ? 'retention.holdTitle' : 'retention.releaseTitle')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void done();
        }}
        data-hold-form={props.act}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t(props.act === 'hold' ? 'retention.holdText' : 'retention.releaseText')}
          </Text>
          {props.study === null ? (
            <StudyFinder found={found} onFound={setFound} />
          ) : (
            <StudyLine study={props.study} />
          )}
          <Group gap="xs">
            {reasons[props.act].map((one) => {
              const words = t(`retention.reason.${one}`);
              return (
                <Chip key={one} size="xs" checked={reason === words} onChange={() => setReason(words)}>
                  {words}
                </Chip>
              );
            })}
          </Group>
          <TextInput
            label={t('retention.reason')}
            required
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            {...(props.study === null ? {} : { 'data-autofocus': true })}
            data-hold-reason
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={study === null || reason.trim() === ''}
              data-confirm-hold
            >
              {t(props.act === 'hold' ? 'retention.hold' : 'retention.release')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function StudyLine({ study }: { study: HeldStudy }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text fw={600}>{study.patientName || t('retention.unknownStudy')}</Text>
      <Text size="xs" c="dimmed" className={classes.uid}>
        {study.studyInstanceUid}
      </Text>
    </div>
  );
}

/** Among the tasks that this station knows; a UID that is typed whole is taken as it is. */
function StudyFinder(props: { found: HeldStudy | null; onFound: (study: HeldStudy | null) => void }) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const wanted = search.trim();
  const isUid = /^[0-9]+(\.[0-9]+)+$/.test(wanted) && wanted.length <= 64;
  const tasks = useQuery({
    queryKey: ['retention', 'find', wanted],
    queryFn: () => unwrap(station.worklist.list({ tab: 'all', search: wanted, kind: null })),
    enabled: wanted !== '' && !isUid,
  });
  const listed = (tasks.data?.tasks ?? []).slice(0, 6);
  return (
    <div>
      <TextInput
        label={t('retention.findStudy')}
        placeholder={t('retention.findHint')}
        maxLength={64}
        value={search}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setSearch(text);
          const uid = text.trim();
          props.onFound(/^[0-9]+(\.[0-9]+)+$/.test(uid) ? { studyInstanceUid: uid, patientName: '' } : null);
        }}
        data-autofocus
        data-find-study
      />
      {wanted !== '' && !isUid && tasks.data && listed.length === 0 && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('retention.findNone')}
        </Text>
      )}
      {!isUid &&
        listed.map((task) => {
          const study = { studyInstanceUid: task.studyInstanceUid, patientName: task.order.patient.name };
          return (
            <button
              key={task.taskId}
              type="button"
              className={classes.found}
              aria-pressed={props.found?.studyInstanceUid === task.studyInstanceUid}
              onClick={() => props.onFound(study)}
              data-found-study={task.studyInstanceUid}
            >
              <b>{study.patientName}</b>
              <span>
                {task.order.modality} · {task.siteName} · {t(`state.${task.state}`)}
              </span>
              <span className="tabular">
                {new Date(task.acquiredAt ?? task.order.placedAt).toLocaleDateString(i18n.language)}
              </span>
            </button>
          );
        })}
    </div>
  );
}
