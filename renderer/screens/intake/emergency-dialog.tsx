/** 急诊直送: four fields (患者、主诉、电话、急诊类型) and the study is on its way. */
import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArrivedStudy } from '#shared/contract/intake.ts';
import type { Failure } from '#shared/failure.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

const urgencies = ['emergency', 'chest-pain', 'stroke', 'trauma'] as const;

export function EmergencyDialog(props: { study: ArrivedStudy; onClose: () => void; onSent: () => void }) {
  const { t } = useTranslation();
  const [patientName, setPatientName] = useState(props.study.devicePatient.name);
  const [complaint, setComplaint] = useState('');
  const [phone, setPhone] = useState('');
  const [urgency, setUrgency] = useState<(typeof urgencies)[number]>('emergency');
  const [failure, setFailure] = useState<Failure | null>(null);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await unwrap(
        station.intake.sendEmergency({
          studyInstanceUid: props.study.studyInstanceUid,
          patientName: patientName.trim(),
          complaint: complaint.trim(),
          phone: phone.trim(),
          urgency,
        }),
      );
      props.onSent();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Modal opened onClose={props.onClose} title={t('intake.emergency')} centered>
      <form onSubmit={(event) => void send(event)}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('intake.emergencyText')}
          </Text>
          <TextInput
            label={t('intake.patient')}
            required
            value={patientName}
            onChange={(event) => setPatientName(event.currentTarget.value)}
          />
          <TextInput
            label={t('intake.complaint')}
            required
            data-autofocus
            value={complaint}
            onChange={(event) => setComplaint(event.currentTarget.value)}
          />
          <TextInput
            label={t('intake.phone')}
            required
            minLength={3}
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <SegmentedControl
            fullWidth
            value={urgency}
            onChange={(value) => setUrgency(value as (typeof urgencies)[number])}
            data={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))}
          />
          {failure && <FailureNote failure={failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red">
              {t('intake.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
