/** Where a task's patient is on his way up or back, in one badge. */
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { referralState } from '#shared/study/referral.ts';
import { useReferrals } from './use-referrals.ts';

export function ReferralMark({ taskId }: { taskId: string }) {
  const { t } = useTranslation();
  const referral = useReferrals().data?.find((one) => one.taskId === taskId);
  if (referral === undefined) return null;
  const state = referralState(referral);
  return (
    <Badge
      size="sm"
      variant="outline"
      color={state === 'declined' ? 'red' : referral.green ? 'green' : 'accent'}
      flex="none"
      data-referral-mark={state}
    >
      {t('referral.mark', { state: t(`referral.state.${state}`), site: referral.to.name })}
    </Badge>
  );
}
