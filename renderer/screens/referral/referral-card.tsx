/** One referral at either site: who, from where to where, with which report, what happened, and what is to be done here. */
import { Badge, Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileText } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedReferral } from '#shared/contract/referrals.ts';
import type { Language } from '#shared/failure.ts';
import { mayStepReferral } from '#shared/study/after-referral-step.ts';
import { ageText } from '#shared/study/age.ts';
import { closedReferralStates, referralState } from '#shared/study/referral.ts';
import { sinceText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { useSession } from '../../state/session-store.ts';
import { referralPdfUrl } from '../../station/addresses.ts';
import { failureOf } from '../../station/client.ts';
import { AnswerDialog, type AnswerKind } from './answer-dialog.tsx';
import classes from './referral.module.css';
import { ReferralSteps } from './referral-steps.tsx';
import { stepReferral } from './step-referral.ts';
import { useSide } from './use-referrals.ts';

export function ReferralCard({ referral }: { referral: ListedReferral }) {
  const { t, i18n } = useTranslation();
  const now = useExchangeSecond();
  const { patient, report, exam, from, to, amended } = referral;
  const state = referralState(referral);
  const siteText = ({ name, tier }: ListedReferral['to']) =>
    t('referral.siteOf', { site: name, tier: t(`tier.${tier ?? 'unsaid'}`) });
  const due = useDueSide(referral) !== null;
  return (
    <article
      className={classes.card}
      data-referral={referral.referralId}
      data-state={state}
      data-due={due}
      data-green={referral.green && !closedReferralStates.has(state)}
    >
      <div className={classes.facts}>
        <Group gap={8}>
          <Text fw={700} size="lg">
            {patient.name}
          </Text>
          <Text size="sm">
            {t(`sex.${patient.sex}`)}{' '}
            {ageText(patient.birthDate, referral.sent.at, i18n.language as Language)}
          </Text>
          {referral.green && <Badge color="green">{t('referral.green')}</Badge>}
          <Badge variant="light" color={colours[state]} data-referral-state>
            {t(`referral.state.${state}`)}
          </Badge>
        </Group>
        <Text size="sm">
          {siteText(from)} → <b>{siteText(to)}</b>
          {to.phone !== '' && ` ${t('referral.phone', { phone: to.phone })}`}
        </Text>
        <Text size="sm">
          <b>{exam.modality}</b> {exam.description} · {t(`dispatch.status.${report.status}`)} ·{' '}
          {report.doctor}
        </Text>
        <Text size="sm" lineClamp={3} fw={600}>
          {report.impression}
        </Text>
        <Text size="sm" className={classes.text}>
          {t('referral.reason')}: {referral.reason}
        </Text>
        <Text size="sm">{t('referral.contactOf', referral.contact)}</Text>
        {amended !== null && (
          <span className={classes.warn} data-referral-amended={amended.status}>
            {amended.status === 'withdrawn'
              ? t('referral.voided')
              : t('referral.amended', { status: t(`dispatch.status.${amended.status}`) })}
          </span>
        )}
        {referral.queued && (
          <Text size="sm" c="yellow" fw={600} data-referral-queued>
            {t('referral.waits')}
          </Text>
        )}
        {referral.refused && (
          <span className={classes.warn} data-referral-refused>
            {t('referral.refused')}
          </span>
        )}
        {state === 'sent' && !referral.refused && (
          <Text size="sm" className="tabular" c="dimmed">
            {t('referral.waiting', { time: sinceText(referral.sent.at, now) })}
          </Text>
        )}
      </div>
      <ReferralSteps referral={referral} />
      <div className={classes.acts}>
        <ReferralActs referral={referral} />
      </div>
    </article>
  );
}

const colours = {
  sent: 'yellow',
  accepted: 'teal',
  declined: 'red',
  withdrawn: 'gray',
  arrived: 'teal',
  returned: 'accent',
  'taken-back': 'gray',
} as const;

/** The side on which somebody has to do something now; null where that is not this window's. */
function useDueSide(referral: ListedReferral): 'from' | 'to' | null {
  const side = useSide()(referral);
  const state = referralState(referral);
  if (side === 'to') return state === 'sent' ? 'to' : null;
  return side === 'from' && state === 'returned' ? 'from' : null;
}

function ReferralActs({ referral }: { referral: ListedReferral }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const side = useSide()(referral);
  const acts = useSession((state) => state.session?.member.offices.includes('clinic')) === true;
  const [kind, setKind] = useState<AnswerKind | null>(null);
  const state = referralState(referral);
  const mayOpen = state !== 'declined' && state !== 'withdrawn';
  const may = (what: Parameters<typeof mayStepReferral>[1], by: 'from' | 'to'): boolean =>
    acts && side === by && !referral.refused && mayStepReferral(referral, what);
  const step = async (what: 'arrived' | 'taken-back'): Promise<void> => {
    try {
      await stepReferral(queries, referral, { what });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  const ask = (wanted: AnswerKind, variant: 'filled' | 'default') => (
    <Button size="compact-md" variant={variant} onClick={() => setKind(wanted)} data-act={wanted}>
      {t(`referral.${wanted}`)}
    </Button>
  );
  return (
    <>
      {mayOpen && (
        <Button
          component="a"
          href={referralPdfUrl(referral.referralId)}
          download
          size="compact-md"
          variant="default"
          leftSection={<IconFileText size={16} />}
          disabled={!referral.hasPdf}
          title={referral.hasPdf ? undefined : t('referral.pdfMissing')}
          data-referral-pdf
        >
          {t('referral.pdf')}
        </Button>
      )}
      {may('accepted', 'to') && ask('accept', 'filled')}
      {may('declined', 'to') && ask('decline', 'default')}
      {may('arrived', 'to') && (
        <Button size="compact-md" onClick={() => void step('arrived')} data-act="arrive">
          {t('referral.arrive')}
        </Button>
      )}
      {may('returned', 'to') && ask('return', 'filled')}
      {may('taken-back', 'from') && (
        <Button size="compact-md" onClick={() => void step('taken-back')} data-act="take-back">
          {t('referral.takeBack')}
        </Button>
      )}
      {may('withdrawn', 'from') && ask('withdraw', 'default')}
      {kind !== null && <AnswerDialog referral={referral} kind={kind} onClose={() => setKind(null)} />}
    </>
  );
}
