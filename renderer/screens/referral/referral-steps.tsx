/** What has happened to a referral, each step with its exchange time and who did it. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Referral } from '#shared/study/referral.ts';
import { dateTimeText } from '../../ui/time-text.ts';
import classes from './referral.module.css';

interface Step {
  readonly what: string;
  readonly at: number;
  readonly text: string;
}

function stepsOf(referral: Referral, t: TFunction): Step[] {
  const { sent, deliveredAt, accepted, declined, withdrawn, arrived, returned, takenBack } = referral;
  const contact = (given: { readonly name: string; readonly phone: string }) =>
    t('referral.contactOf', given);
  const step = (
    what: string,
    by: { readonly name: string; readonly at: number } | null,
    ...texts: string[]
  ): Step[] =>
    by === null ? [] : [{ what, at: by.at, text: [by.name, ...texts].filter(Boolean).join(' · ') }];
  return [
    ...step('sent', sent),
    ...(deliveredAt === null ? [] : [{ what: 'delivered', at: deliveredAt, text: '' }]),
    ...step(
      'accepted',
      accepted,
      ...(accepted === null ? [] : [accepted.arrival, accepted.bed, contact(accepted.contact)]),
    ),
    ...step('declined', declined, declined?.reason ?? ''),
    ...step('arrived', arrived),
    ...step('returned', returned, ...(returned === null ? [] : [returned.note, contact(returned.contact)])),
    ...step('taken-back', takenBack),
    ...step('withdrawn', withdrawn, withdrawn?.reason ?? ''),
  ].sort((one, other) => one.at - other.at);
}

export function ReferralSteps({ referral }: { referral: Referral }) {
  const { t, i18n } = useTranslation();
  return (
    <ol className={classes.steps}>
      {stepsOf(referral, t).map(({ what, at, text }) => (
        <li key={what} data-step={what}>
          <span className="tabular">{dateTimeText(at, i18n.language, 'with seconds')}</span>
          <b>{t(`referral.step.${what}`)}</b>
          <span className={classes.text}>{text}</span>
        </li>
      ))}
    </ol>
  );
}
