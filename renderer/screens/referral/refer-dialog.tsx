/** 转诊 of a patient whose report came home: to which site, why, and whom they call about him. */
import { Button, Chip, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredReport } from '#shared/contract/dispatch.ts';
import type { Failure } from '#shared/failure.ts';
import { longestReferralText, type ReferralGiven } from '#shared/study/referral.ts';
import type { AddressedSite } from '#shared/study/site-tier.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { type Contact, ContactFields, isContact } from './contact-fields.tsx';

const usualReasons = ['specialist', 'intervention', 'further', 'condition'] as const;

export function ReferDialog(props: {
  report: StoredReport;
  sites: readonly AddressedSite[];
  send: (given: ReferralGiven, site: AddressedSite) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { sites, onClose } = props;
  const { report } = props.report;
  const own = useSession((state) => state.session?.member.name ?? '');
  const [siteId, setSiteId] = useState<string | null>(sites.length === 1 ? (sites[0]?.siteId ?? null) : null);
  const [reason, setReason] = useState('');
  const [contact, setContact] = useState<Contact>({ name: own, phone: report.order.phone });
  const [problem, setProblem] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const site = sites.find((one) => one.siteId === siteId);
  const ready = site !== undefined && reason.trim() !== '' && isContact(contact);

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const { taskId, reportId, version } = props.report;
      await props.send(
        { taskId, reportId, version, toSiteId: site.siteId, green: false, reason: reason.trim(), contact },
        site,
      );
      onClose();
    } catch (error) {
      setProblem(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size={620}
      centered
      title={t('referral.dialog', { name: report.patient.name })}
    >
      <form onSubmit={(event) => void send(event)} data-refer-form>
        <Stack>
          <Text size="sm" c="dimmed">
            {report.content.impression}
          </Text>
          <Select
            label={t('referral.to')}
            required
            searchable
            value={siteId}
            error={sites.length === 0 ? t('referral.noSites') : null}
            data={sites.map((one) => ({
              value: one.siteId,
              label: t('referral.siteOf', { site: one.name, tier: t(`tier.${one.tier ?? 'unsaid'}`) }),
            }))}
            onChange={setSiteId}
            comboboxProps={{ withinPortal: true }}
            data-refer-site
          />
          <Group gap={6}>
            {usualReasons.map((word) => (
              <Chip
                key={word}
                size="xs"
                checked={reason === t(`referral.reasonNow.${word}`)}
                onChange={() => setReason(t(`referral.reasonNow.${word}`))}
                data-usual-reason={word}
              >
                {t(`referral.reasonNow.${word}`)}
              </Chip>
            ))}
          </Group>
          <Textarea
            label={t('referral.reason')}
            name="reason"
            required
            value={reason}
            maxLength={longestReferralText}
            autosize
            minRows={2}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <ContactFields contact={contact} onChange={setContact} />
          {problem && <FailureNote failure={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!ready} loading={busy} data-send-referral>
              {t('referral.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
