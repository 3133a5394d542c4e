/** 危急值 by one key from the image or the ECG (journey step 7): a coded finding, its evidence, and the township is told. */
import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Failure } from '#shared/failure.ts';
import { criticalFindingSchema } from '#shared/study/critical.ts';
import { criticalListOf } from '#shared/study/critical-lists.ts';
import type { NoticeEvidence } from '#shared/study/critical-notice.ts';
import type { Study } from '#shared/study/study.ts';
import { useReadEcg } from '../../state/read-ecg-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { ruleText } from '../dispatch/notice-text.ts';
import { tracingOf } from './fetch-waveform.ts';
import { evidenceIn, takePicture } from './take-picture.ts';

interface Taken {
  readonly picture: string | null;
  readonly sopInstanceUid: string | null;
  readonly sha256: NoticeEvidence['sha256'];
}

export function RaiseCritical(props: { task: ListedTask; study: Study; room: () => HTMLElement | null }) {
  const { t } = useTranslation();
  const [taken, setTaken] = useState<Taken | null>(null);
  const open = (): void => {
    const room = props.room();
    const tracing = props.task.kind === 'ecg' ? tracingOf(props.study) : null;
    const found = room === null ? null : evidenceIn(room);
    // Taken before the dialog covers it: what the doctor saw when he pressed the key.
    setTaken({
      picture: found === null ? null : takePicture(found.element),
      sopInstanceUid: tracing?.sopInstanceUid ?? found?.sopInstanceUid ?? null,
      sha256: (tracing?.sha256 as NoticeEvidence['sha256']) ?? null,
    });
  };
  useHotkeys({ 'Alt+c': open }, taken === null);
  return (
    <>
      <Button
        size="compact-sm"
        color="red"
        variant="outline"
        flex="none"
        leftSection={<IconAlertOctagon size={15} />}
        title="Alt+C"
        onClick={open}
        data-raise-critical
      >
        {t('notice.raise')} Alt+C
      </Button>
      {taken && <RaiseDialog task={props.task} taken={taken} onClose={() => setTaken(null)} />}
    </>
  );
}

function RaiseDialog(props: { task: ListedTask; taken: Taken; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { task, taken } = props;
  const { version, entries } = criticalListOf(task.kind);
  const machine = useMachineRules(task);
  const suggested = entries.find((entry) => machine.some((rule) => rule.code === entry.code));
  const [code, setCode] = useState<string | null>(suggested?.code ?? null);
  const [note, setNote] = useState('');
  const [drill, setDrill] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const chinese = i18n.language === 'zh-CN';
  const rule = machine.find((one) => one.code === code) ?? null;

  const raise = async (): Promise<void> => {
    if (code === null || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const given = { taskId: task.taskId, drill, code, note, rule, ...taken };
      const { state } = await unwrap(station.critical.raise(given));
      notifications.show({
        color: state === 'committed' ? 'teal' : 'red',
        title: `${drill ? t('notice.drillBand') : ''} ${task.order.patient.name}`.trim(),
        message: t(state === 'committed' ? 'notice.raise.done' : 'notice.raise.queued', {
          phone: task.order.phone,
        }),
        autoClose: state === 'committed' ? 5000 : false,
      });
      void queries.invalidateQueries({ queryKey: ['notices'] });
      props.onClose();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('notice.raise.title', { name: task.order.patient.name })}
      centered
      size={620}
    >
      <Stack gap="sm" data-raise-dialog>
        <Text size="sm">{t('notice.raise.text')}</Text>
        <Select
          label={t('notice.raise.finding')}
          description={t('notice.source', { list: t(`kind.${task.kind}`), version: versionText(version, t) })}
          searchable
          data={entries.map((entry) => ({ value: entry.code, label: chinese ? entry.zh : entry.en }))}
          value={code}
          onChange={setCode}
          data-autofocus
          data-critical-finding
        />
        <TextInput
          label={t('notice.raise.note')}
          value={note}
          maxLength={200}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed" data-evidence-rule>
          {t('notice.evidence')}:{' '}
          {rule === null ? t('notice.evidence.none') : ruleText(rule, t, i18n.language)}
        </Text>
        {taken.picture === null ? (
          <Text size="sm" c="dimmed">
            {t('notice.noPicture')}
          </Text>
        ) : (
          <img
            src={`data:image/png;base64,${taken.picture}`}
            alt={t('notice.picture')}
            style={{ maxWidth: '100%', maxHeight: 220, objectFit: 'contain' }}
          />
        )}
        <Checkbox
          label={t('notice.raise.drill')}
          checked={drill}
          onChange={(event) => setDrill(event.currentTarget.checked)}
          data-drill
        />
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button
            color="red"
            disabled={code === null}
            loading={busy}
            onClick={() => void raise()}
            data-confirm-raise
          >
            {drill ? `${t('notice.drill')} · ` : ''}
            {t('notice.raise.send')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What rules have measured on this ECG: the township's machine, and the analysis in this window. */
function useMachineRules(task: ListedTask): NonNullable<NoticeEvidence['rule']>[] {
  const ecg = useReadEcg((state) => state.ecg);
  const here = ecg?.studyInstanceUid === task.studyInstanceUid ? ecg.analysis.critical : [];
  const told = (task.critical ?? []).flatMap((hit) => hit.findings);
  const own = here.flatMap((finding) => {
    const parsed = criticalFindingSchema.safeParse(finding);
    return parsed.success ? [parsed.data] : [];
  });
  return [...told, ...own];
}

/** A list that nobody held against its original says so. */
function versionText(version: string, t: TFunction): string {
  const checked = version.replace(/-unverified$/, '');
  return checked === version ? version : t('notice.unverified', { version: checked });
}
