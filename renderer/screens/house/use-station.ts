/** Greets the station, then follows its events for as long as the window lives. */
import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '#shared/failure.ts';
import { openHits } from '#shared/study/critical.ts';
import { changeLanguage } from '../../i18n/i18n.ts';
import { useDuty } from '../../state/duty-store.ts';
import { setExchangeNow } from '../../state/exchange-clock.ts';
import { keepTask } from '../../state/keep-task.ts';
import { useLink } from '../../state/link-store.ts';
import { usePlace } from '../../state/place-store.ts';
import { createRenewal } from '../../state/renew-queries.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { followEvents } from '../../station/follow-events.ts';
import {
  announceAlert,
  announceReferral,
  announceSilence,
  dismissCritical,
  dismissNotice,
} from './announce-alert.ts';

export function useStation(): { failure: Failure | null; retry: () => void } {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  // Its identity changes with every rendering: as a dependency it would greet again at each click.
  const setScheme = useRef(setColorScheme);
  setScheme.current = setColorScheme;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is the wish to greet once more
  useEffect(() => {
    const greet = async (): Promise<void> => {
      try {
        const info = await unwrap(station.session.station());
        const [session, { settings }] = await Promise.all([
          unwrap(station.session.current()),
          unwrap(station.settings.get()),
        ]);
        changeLanguage(settings.language);
        setScheme.current(settings.theme);
        if (info.role === 'clinic') usePlace.getState().go({ screen: 'tracking' });
        useSession.getState().setInfo(info);
        useSession.getState().setSession(session);
        setFailure(null);
      } catch (error) {
        setFailure(failureOf(error));
      }
    };
    void greet();
  }, [attempt]);

  const signedIn = useSession((state) => state.session !== null);
  useEffect(() => {
    if (!signedIn) return;
    const link = useLink.getState();
    const renew = createRenewal(queries);
    return followEvents(
      (event) => {
        link.setHearing(true);
        if ('now' in event) setExchangeNow(event.now);
        switch (event.type) {
          case 'hello':
            link.setLink(event.link);
            useDuty.getState().setDuty(event.duty);
            void queries.invalidateQueries();
            break;
          case 'link':
            link.setLink(event.link);
            renew(['settings']);
            break;
          case 'duty':
            for (const site of event.duty?.silent ?? []) announceSilence(site);
            useDuty.getState().setDuty(event.duty);
            break;
          case 'task':
            renew(['worklist']);
            renew(['tracking']);
            renew(['notices']);
            renew(['talk', event.task.taskId]);
            if (event.task.consultations !== undefined) renew(['consultations']);
            keepTask(queries, event.task);
            if (openHits(event.task).length === 0) dismissCritical(event.task.taskId);
            if (event.task.notice?.acknowledged != null) dismissNotice(event.task.taskId);
            break;
          case 'objects':
            renew(['reading', event.taskId]);
            break;
          case 'report':
            renew(['reports', event.taskId]);
            renew(['not-adopted']);
            break;
          case 'intake':
            renew(['intake']);
            break;
          case 'store':
            renew(['archive']);
            break;
          case 'patients':
            renew(['patients']);
            renew(['priors']);
            break;
          case 'consultation':
            renew(['consultations']);
            renew(['task', event.taskId]);
            break;
          case 'referral':
            renew(['referrals']);
            if (event.news !== null) announceReferral(event.referralId, event.news);
            break;
          case 'outbox':
            renew(['outbox']);
            renew(['referrals']);
            renew(['consultations']);
            renew(['talk']);
            renew(['notices']);
            break;
          case 'alert':
            announceAlert(event);
            break;
          case 'session':
            void station.session.current().then((current) => {
              if (current.ok) useSession.getState().setSession(current.value);
            });
            break;
        }
      },
      () => link.setHearing(false),
    );
  }, [signedIn, queries]);

  return { failure, retry: useCallback(() => setAttempt((count) => count + 1), []) };
}
