/** On top of every screen at both ends, in red with its clock: critical values whose loop nobody has closed. */
import { Button } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedNotice } from '#shared/contract/critical.ts';
import { sinceText } from '../../state/countdown.ts';
import { setExchangeNow, useExchangeSecond } from '../../state/exchange-clock.ts';
import { useSession } from '../../state/session-store.ts';
import { station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import classes from './critical-band.module.css';
import { CriticalDialog } from './critical-dialog.tsx';
import { callText, findingText, stateText } from './notice-text.ts';

/** More lines than this hide the room under them. */
const mostShown = 3;

export function CriticalBand() {
  const { t, i18n } = useTranslation();
  const now = useExchangeSecond();
  const clinic = useSession((state) => state.info?.role === 'clinic');
  const [openId, setOpenId] = useState<string | null>(null);
  const listed = useQuery({
    queryKey: ['notices'],
    queryFn: async () => {
      const answer = await unwrap(station.critical.notices());
      setExchangeNow(answer.now);
      return answer.notices;
    },
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const notices: readonly ListedNotice[] = listed.data ?? [];
  const [first] = notices;
  useHotkeys({ 'Alt+w': () => first && setOpenId(first.notice.noticeId) }, first !== undefined);
  const opened = notices.find(({ notice }) => notice.noticeId === openId);
  return (
    <>
      {notices.length > 0 && (
        <div className={classes.band} role="alert" data-critical-band>
          {notices.slice(0, mostShown).map((one, index) => (
            <div
              key={one.notice.noticeId}
              className={classes.line}
              data-notice={one.notice.noticeId}
              data-drill={one.notice.drill}
            >
              <IconAlertOctagon size={20} aria-hidden />
              <b className="tabular" data-notice-clock>
                {sinceText(one.notice.raised.at, now)}
              </b>
              <b className={classes.what}>
                {one.notice.drill ? `${t('notice.drillBand')} · ` : ''}
                {t('notice.mark')} · {one.patient.name} · {findingText(one.notice, i18n.language)} ·{' '}
                {one.siteName}
              </b>
              <span className={classes.text}>
                {[stateText(one, t), callText(one.notice, t), one.stepQueued ? t('notice.stepQueued') : '']
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <Button
                size="compact-sm"
                variant="white"
                color="red"
                flex="none"
                onClick={() => setOpenId(one.notice.noticeId)}
                title={index === 0 ? 'Alt+W' : undefined}
                data-open-notice
              >
                {t(clinic && one.notice.readBack === null ? 'notice.open' : 'notice.view')}
                {index === 0 ? ' Alt+W' : ''}
              </Button>
            </div>
          ))}
        </div>
      )}
      {opened && <CriticalDialog listed={opened} onClose={() => setOpenId(null)} />}
    </>
  );
}
