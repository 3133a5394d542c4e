/** The window: who sits here, then the room of the place they are in. Heavy rooms are loaded when first entered. */
import { Center, Loader } from '@mantine/core';
import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import classes from './app.module.css';
import { ConsultationBand } from './screens/consultation/consultation-band.tsx';
import { CriticalBand } from './screens/dispatch/critical-band.tsx';
import { TalkHost } from './screens/dispatch/talk-dialog.tsx';
import { HouseBar } from './screens/house/house-bar.tsx';
import { SimulationBand } from './screens/house/simulation-band.tsx';
import { StoreBand } from './screens/house/store-band.tsx';
import { useStation } from './screens/house/use-station.ts';
import { PeerNews } from './screens/peer-review/peer-news.tsx';
import { ReadingScreen } from './screens/reading/parts.ts';
import { ReferralBand } from './screens/referral/referral-band.tsx';
import { LockScreen } from './screens/session/lock-screen.tsx';
import { SignInScreen } from './screens/session/sign-in-screen.tsx';
import { BatonBand } from './screens/worklist/baton-band.tsx';
import { ReadyAhead } from './screens/worklist/use-ready-ahead.ts';
import { WorklistScreen } from './screens/worklist/worklist-screen.tsx';
import { useAhead } from './state/ahead-store.ts';
import { type Place, usePlace } from './state/place-store.ts';
import { useSession } from './state/session-store.ts';
import { FailureNote } from './ui/failure-note.tsx';

const TrackingScreen = lazy(() => import('./screens/dispatch/tracking-screen.tsx'));
const DeliveredScreen = lazy(() => import('./screens/dispatch/delivered-screen.tsx'));
const IntakeScreen = lazy(() => import('./screens/intake/intake-screen.tsx'));
const PatientsScreen = lazy(() => import('./screens/patients/patients-screen.tsx'));
const TurnaroundScreen = lazy(() => import('./screens/statistics/turnaround-screen.tsx'));
const RetentionScreen = lazy(() => import('./screens/archive/retention-screen.tsx'));
const AuditScreen = lazy(() => import('./screens/audit/audit-screen.tsx'));
const PeerReviewScreen = lazy(() => import('./screens/peer-review/peer-review-screen.tsx'));
const PoliciesScreen = lazy(() => import('./screens/policies/policies-screen.tsx'));
const ReferralsScreen = lazy(() => import('./screens/referral/referrals-screen.tsx'));
const TemplatesScreen = lazy(() => import('./screens/reporting/templates-screen.tsx'));
const SettingsScreen = lazy(() => import('./screens/settings/settings-screen.tsx'));

export function App() {
  const { failure, retry } = useStation();
  const { info, session, loaded } = useSession();
  const asked = usePlace((state) => state.place);
  // Who audits has one room, and the window's own settings: everything else shows cases.
  const audits = session?.member.offices.includes('auditor') === true;
  const place: Place = audits && asked.screen !== 'settings' ? { screen: 'audit' } : asked;
  // Built while nothing else is to be drawn, the next key comes first; but gone as soon as nothing is wanted ahead.
  const wanted = useAhead((state) => state.ahead);
  const built = useDeferredValue(wanted);
  const ahead = built === wanted ? built : null;
  const read = place.screen === 'reading' ? place.taskId : null;
  const behind = (place.screen === 'worklist' || read !== null) && ahead?.taskId !== read ? ahead : null;
  const rooms = [
    ...(place.screen === 'reading' ? [{ taskId: place.taskId, study: place.ahead, active: true }] : []),
    ...(behind === null ? [] : [{ ...behind, active: false }]),
  ];
  // What was read is built anew when it is opened again.
  useEffect(() => {
    if (read !== null) useAhead.getState().setAhead(null);
  }, [read]);
  if (failure)
    return (
      <Center h="100%" p="xl">
        <FailureNote failure={failure} onRetry={retry} />
      </Center>
    );
  if (!info || !loaded)
    return (
      <Center h="100%">
        <Loader />
      </Center>
    );
  return (
    <div className={classes.window} data-role={info.role}>
      {info.simulation && <SimulationBand />}
      {session ? (
        <>
          <HouseBar />
          {!session.locked && !audits && <CriticalBand />}
          {!session.locked && !audits && <ConsultationBand />}
          {info.role === 'reader' && !session.locked && !audits && <BatonBand />}
          {info.role === 'clinic' && !session.locked && !audits && <ReferralBand />}
          {!session.locked && !audits && <StoreBand />}
          <main className={classes.room}>
            <Suspense
              fallback={
                <Center h="100%">
                  <Loader />
                </Center>
              }
            >
              {place.screen !== 'reading' && <Room place={place} />}
              {rooms.map((room) => (
                <div
                  key={room.taskId}
                  className={classes.reading}
                  data-ahead={room.active ? undefined : room.taskId}
                  inert={!room.active}
                >
                  <ReadingScreen taskId={room.taskId} ahead={room.study} active={room.active} />
                </div>
              ))}
            </Suspense>
          </main>
          {info.role === 'reader' && !session.locked && !audits && <ReadyAhead />}
          {info.role === 'reader' && !session.locked && !audits && <PeerNews />}
          {!session.locked && <TalkHost />}
          {session.locked && <LockScreen />}
        </>
      ) : (
        <SignInScreen />
      )}
    </div>
  );
}

function Room({ place }: { place: Exclude<Place, { readonly screen: 'reading' }> }) {
  switch (place.screen) {
    case 'worklist':
      return <WorklistScreen />;
    case 'tracking':
      return <TrackingScreen />;
    case 'dispatch':
      return <DeliveredScreen key={place.taskId} taskId={place.taskId} />;
    case 'referrals':
      return <ReferralsScreen />;
    case 'intake':
      return <IntakeScreen />;
    case 'statistics':
      return <TurnaroundScreen />;
    case 'patients':
      return <PatientsScreen />;
    case 'retention':
      return <RetentionScreen />;
    case 'peer-review':
      return <PeerReviewScreen />;
    case 'policies':
      return <PoliciesScreen />;
    case 'audit':
      return <AuditScreen />;
    case 'templates':
      return <TemplatesScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}
