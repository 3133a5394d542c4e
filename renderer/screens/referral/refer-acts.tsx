/** At the township, over a report that came home: 转诊, and with one key the green channel of the nearest chest-pain centre. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAmbulance } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredReport } from '#shared/contract/dispatch.ts';
import { closedReferralStates, type ReferralGiven, referralState } from '#shared/study/referral.ts';
import { type AddressedSite, chestPainCentre } from '#shared/study/site-tier.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { isContact } from './contact-fields.tsx';
import { ReferDialog } from './refer-dialog.tsx';
import { useReferrals } from './use-referrals.ts';

export function ReferActs({ report }: { report: StoredReport }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [choosing, setChoosing] = useState(false);
  const own = useSession((state) => state.session?.member.name ?? '');
  const acts = useSession((state) => state.session?.member.offices.includes('clinic')) === true;
  const sites = useQuery({
    queryKey: ['referrals', 'sites'],
    queryFn: () => unwrap(station.referrals.sites()),
  }).data;
  const isOpen = (useReferrals().data ?? []).some(
    (one) => one.taskId === report.taskId && !one.refused && !closedReferralStates.has(referralState(one)),
  );
  const { order, content, kind } = report.report;
  const centre = sites === undefined ? null : chestPainCentre(sites.above, sites.own?.tier ?? null);
  const may = acts && !isOpen && report.status !== 'withdrawn' && sites !== undefined;
  const isChest = kind === 'ecg' || order.urgency === 'chest-pain';

  /** Throws what the station answers. */
  const send = async (given: ReferralGiven, site: AddressedSite): Promise<void> => {
    const { state } = await unwrap(station.referrals.send(given));
    const isKnown = state === 'committed';
    notifications.show({
      color: isKnown ? 'teal' : 'yellow',
      title: report.report.patient.name,
      message: t(isKnown ? 'referral.sentNow' : 'referral.sentQueued', {
        site: site.name,
        phone: site.phone,
      }),
      autoClose: isKnown ? 6000 : 20_000,
    });
    await queries.invalidateQueries({ queryKey: ['referrals'] });
  };
  const openGreen = async (): Promise<void> => {
    if (!may || !isChest || centre === null) return;
    const contact = { name: own, phone: order.phone };
    // Nobody could call back: the number is asked for first.
    if (!isContact(contact)) {
      setChoosing(true);
      return;
    }
    const { taskId, reportId, version } = report;
    const reason = t('referral.greenReason', { impression: content.impression.slice(0, 200) });
    try {
      await send(
        { taskId, reportId, version, toSiteId: centre.siteId, green: true, reason, contact },
        centre,
      );
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  useHotkeys({ 'Alt+z': () => may && setChoosing(true), 'Alt+q': () => void openGreen() });

  if (!may) return null;
  return (
    <>
      {isChest && centre !== null && (
        <Button
          color="green"
          leftSection={<IconAmbulance size={18} />}
          onClick={() => void openGreen()}
          title={`Alt+Q · ${t('referral.greenTo', { site: centre.name })}`}
          data-open-green={centre.siteId}
        >
          {t('referral.openGreen')}
        </Button>
      )}
      <Button variant="default" onClick={() => setChoosing(true)} title="Alt+Z" data-refer>
        {t('referral.refer')}
      </Button>
      {choosing && (
        <ReferDialog report={report} sites={sites.above} send={send} onClose={() => setChoosing(false)} />
      )}
    </>
  );
}
