/** Beside which study a refused file is kept as an attachment: a person chooses it, and says why. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArrivedStudy, RefusedArrival } from '#shared/contract/intake.ts';
import { countsDocumentsApart } from '#shared/study/beside-images.ts';
import { station, unwrap } from '../../station/client.ts';
import classes from './intake.module.css';

const mostShown = 8;

export function AttachDialog(props: {
  refusal: RefusedArrival;
  onClose: () => void;
  onAttach: (studyInstanceUid: string, reason: string) => Promise<void>;
}) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ArrivedStudy | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const arrivals = useQuery({
    queryKey: ['intake', 'arrivals'],
    queryFn: () => unwrap(station.intake.arrivals()),
  });
  const wanted = search.trim().toLowerCase();
  const studies = (arrivals.data ?? []).filter(
    (study) =>
      countsDocumentsApart(study) &&
      [nameOf(study), study.accessionNumber, study.devicePatient.id].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
  );
  const attach = async (): Promise<void> => {
    if (chosen === null || reason.trim() === '') return;
    setBusy(true);
    await props.onAttach(chosen.studyInstanceUid, reason.trim());
    setBusy(false);
  };
  return (
    <Modal opened centered size={620} onClose={props.onClose} title={t('intake.attachTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void attach();
        }}
        data-attach-form
      >
        <Stack>
          <div>
            <Text fw={600} className={classes.breaking}>
              {props.refusal.name}
            </Text>
            <Text size="sm" c="dimmed">
              {t('intake.attachText')}
            </Text>
          </div>
          <TextInput
            label={t('intake.attachTo')}
            placeholder={t('intake.attachSearch')}
            maxLength={64}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            data-autofocus
            data-attach-search
          />
          <div className={classes.choices} role="listbox" aria-label={t('intake.attachTo')}>
            {arrivals.data && studies.length === 0 && (
              <Text size="sm" c="dimmed" p="sm">
                {t('intake.attachNone')}
              </Text>
            )}
            {studies.slice(0, mostShown).map((study) => (
              <button
                key={study.studyInstanceUid}
                type="button"
                role="option"
                aria-selected={chosen?.studyInstanceUid === study.studyInstanceUid}
                className={classes.choice}
                onClick={() => setChosen(study)}
                data-attach-study={study.studyInstanceUid}
              >
                <b>{nameOf(study) || '—'}</b>
                <span>
                  {[t(`kind.${study.kind}`), study.description, study.accessionNumber]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <span className="tabular">
                  {new Date(study.lastArrivalAt).toLocaleString(i18n.language, {
                    dateStyle: 'short',
                    timeStyle: 'short',
                    hourCycle: 'h23',
                  })}
                </span>
              </button>
            ))}
          </div>
          <TextInput
            label={t('intake.reason')}
            required
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-attach-reason
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={chosen === null || reason.trim() === ''}
              data-confirm-attach
            >
              {t('intake.attach')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const nameOf = (study: ArrivedStudy): string => study.order?.patient.name ?? study.devicePatient.name;
