/** A step of a referral asked of the station; what waits for the link, and what was refused, is said. */
import { notifications } from '@mantine/notifications';
import type { QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import type { ListedReferral } from '#shared/contract/referrals.ts';
import type { ReferralStep } from '#shared/study/referral.ts';
import { station, unwrap } from '../../station/client.ts';

/** Throws what the station answers. */
export async function stepReferral(
  queries: QueryClient,
  { referralId, patient }: ListedReferral,
  step: ReferralStep,
): Promise<void> {
  const { state } = await unwrap(station.referrals.step({ referralId, step }));
  if (state === 'queued') {
    notifications.show({
      color: 'yellow',
      title: patient.name,
      message: i18next.t('referral.stepQueued'),
    });
  }
  await queries.invalidateQueries({ queryKey: ['referrals'] });
}
