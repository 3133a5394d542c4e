/** On top of every screen of a site: a patient who is sent here and not answered for, one who comes back, one who was declined. */
import { Button } from '@mantine/core';
import { IconAmbulance } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ListedReferral } from '#shared/contract/referrals.ts';
import { type ReferralState, referralState } from '#shared/study/referral.ts';
import { sinceText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { usePlace } from '../../state/place-store.ts';
import classes from './referral.module.css';
import { useReferrals, useSide } from './use-referrals.ts';

/** More lines than this hide the room under them. */
const mostShown = 3;
/** How long a refusal asks for another way, unless another way was taken before. */
const declinedForMs = 60 * 60_000;
const tellable: ReadonlySet<ReferralState> = new Set(['sent', 'returned', 'declined']);

/** Only while something may have to be said does it go by the second. */
export function ReferralBand() {
  const all = useReferrals().data ?? [];
  const may = all.some((one) => tellable.has(referralState(one)));
  return may ? <ReferralLines all={all} /> : null;
}

function ReferralLines({ all }: { all: readonly ListedReferral[] }) {
  const { t } = useTranslation();
  const now = useExchangeSecond();
  const go = usePlace((state) => state.go);
  const sideOf = useSide();
  const wordOf = (one: ListedReferral): string | null => {
    const state = referralState(one);
    if (sideOf(one) === 'to') return state === 'sent' ? 'referral.band' : null;
    if (state === 'returned') return 'referral.bandBack';
    const isLast = all.find((other) => other.taskId === one.taskId) === one;
    const isRecent = one.declined !== null && now - one.declined.at < declinedForMs;
    return state === 'declined' && isLast && isRecent ? 'referral.bandDeclined' : null;
  };
  /** The other end's number: the township's own would call itself. */
  const callText = (one: ListedReferral): string => {
    if (sideOf(one) === 'to') return t('referral.contactOf', one.contact);
    return one.returned === null
      ? t('referral.phone', { phone: one.to.phone })
      : t('referral.contactOf', one.returned.contact);
  };
  const lines = all.flatMap((referral) => {
    const word = wordOf(referral);
    return word === null ? [] : [{ referral, word }];
  });
  lines.sort((one, other) => Number(other.referral.green) - Number(one.referral.green));
  if (lines.length === 0) return null;
  return (
    <div className={classes.band} role="alert" data-referral-band>
      {lines.slice(0, mostShown).map(({ referral, word }) => (
        <div
          key={referral.referralId}
          className={classes.line}
          data-band-referral={referral.referralId}
          data-green={referral.green && word === 'referral.band'}
        >
          <IconAmbulance size={20} aria-hidden />
          <b className="tabular">{sinceText(referral.sent.at, now)}</b>
          <b>
            {referral.green ? `${t('referral.green')} · ` : ''}
            {t(word)} · {referral.patient.name}
          </b>
          <span className={classes.bandText}>
            {sideOf(referral) === 'to' ? referral.from.name : referral.to.name} ·{' '}
            {referral.declined?.reason ?? referral.returned?.note ?? referral.report.impression} ·{' '}
            {callText(referral)}
          </span>
          <Button
            size="compact-sm"
            variant="white"
            color="dark"
            flex="none"
            onClick={() => go({ screen: 'referrals' })}
            data-open-referrals
          >
            {t('referral.view')}
          </Button>
        </div>
      ))}
    </div>
  );
}
