/** 双向转诊: patients who were sent up from here or to here, under way and closed. */
import { SegmentedControl } from '@mantine/core';
import { IconAmbulance } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closedReferralStates, referralState } from '#shared/study/referral.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from '../dispatch/dispatch.module.css';
import { ReferralCard } from './referral-card.tsx';
import { useReferrals } from './use-referrals.ts';

export default function ReferralsScreen() {
  const { t } = useTranslation();
  const [shown, setShown] = useState<'open' | 'closed'>('open');
  const role = useSession((state) => state.info?.role ?? 'reader');
  const listed = useReferrals();
  const all = listed.data ?? [];
  const open = all.filter((one) => !one.refused && !closedReferralStates.has(referralState(one)));
  const closed = all.filter((one) => !open.includes(one));
  const referrals = shown === 'open' ? open : closed;
  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <SegmentedControl
          size="sm"
          value={shown}
          onChange={(value) => setShown(value as 'open' | 'closed')}
          data={[
            { value: 'open', label: `${t('referral.underWay')} ${open.length}` },
            { value: 'closed', label: `${t('referral.closed')} ${closed.length}` },
          ]}
          data-referrals-shown
        />
      </div>
      {listed.error && (
        <FailureNote failure={failureOf(listed.error)} onRetry={() => void listed.refetch()} />
      )}
      <div className={classes.scroller}>
        {referrals.length === 0 && !listed.isPending ? (
          <EmptyState
            icon={<IconAmbulance size={40} stroke={1.2} />}
            title={t('referral.empty')}
            hint={t(`referral.emptyHint.${role}`)}
          />
        ) : (
          referrals.map((one) => <ReferralCard key={one.referralId} referral={one} />)
        )}
      </div>
    </div>
  );
}
