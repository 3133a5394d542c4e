/** 静默报警 at the centre and at the site itself: who usually sends now and does not, since when, and by one key why. */
import { Button, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAntennaBarsOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type SilenceReason, type SilentSite, silenceReasons } from '#shared/study/silence.ts';
import { clockText } from '../../state/countdown.ts';
import { useDuty } from '../../state/duty-store.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import classes from './silence-band.module.css';

/** More lines than this hide the list under them. */
const mostShown = 3;

export function SilenceBand() {
  const { t } = useTranslation();
  const silent = useDuty((state) => state.duty?.silent);
  const clinic = useSession((state) => state.info?.role === 'clinic');
  // Whoever was looked after stands at the end, and not at all at the site itself.
  const sites = [...(silent ?? [])].filter((site) => site.noted === null || !clinic);
  sites.sort((one, other) => Number(one.noted !== null) - Number(other.noted !== null));
  if (sites.length === 0) return null;
  return (
    <div className={classes.band} role="alert" data-silence-band>
      {sites.slice(0, mostShown).map((site) => (
        <SilenceLine key={`${site.siteId} ${site.since}`} site={site} isOwn={clinic} />
      ))}
      {sites.length > mostShown && (
        <Text size="sm" px="md">
          {t('silence.more', { count: sites.length - mostShown })}
        </Text>
      )}
    </div>
  );
}

function SilenceLine({ site, isOwn }: { site: SilentSite; isOwn: boolean }) {
  const { t } = useTranslation();
  const now = useExchangeSecond();
  const note = async (reason: SilenceReason): Promise<void> => {
    try {
      const { siteId, since } = site;
      await unwrap(station.worklist.noteSilence({ siteId, since, reason }));
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  return (
    <div className={classes.line} data-silent={site.siteId} data-noted={site.noted !== null}>
      <IconAntennaBarsOff size={20} aria-hidden />
      <b>{isOwn ? t('silence.own') : t('silence.site', { site: site.siteName })}</b>
      <span className="tabular">
        {t('silence.since', { time: clockText(now - site.since), usual: Math.round(site.usual) })}
      </span>
      {site.noted === null ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" ml="auto" data-note-silence>
              {t('silence.note')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {silenceReasons.map((reason) => (
              <Menu.Item key={reason} onClick={() => void note(reason)} data-silence-reason={reason}>
                {t(`silence.reason.${reason}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        <span>
          {t('silence.noted', { name: site.noted.name, reason: t(`silence.reason.${site.noted.reason}`) })}
        </span>
      )}
    </div>
  );
}
