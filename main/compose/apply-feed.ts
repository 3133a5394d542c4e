/** Starts the link and passes what comes over it to the stages: replica, reports, prefetch; and what the link's return wakes. */
import type { Task } from '#shared/study/task.ts';
import { followFeed } from '../link/follow-feed.ts';
import { referralsOf } from './referral-room.ts';
import { monotonic, type StationParts } from './station-parts.ts';
import type { StationStages } from './station-stages.ts';

const forwardAuditEveryMs = 5000;

/** Answers how to stop. */
export function applyFeed(
  parts: StationParts,
  stages: StationStages,
  hear: { readonly look: () => void; readonly onTask: (task: Task) => void },
): () => void {
  const { database, access, clock, link, log, identity, events } = parts;
  const { replica, keeper, outbox, depositor, marks, resend, prefetcher, referrals, consultations } = stages;
  const isClinic = parts.station.settings.role === 'clinic';

  function onBack(): void {
    void identity.refresh().then(() => {
      stages.adoptClaims();
      void referrals.refresh().catch(() => undefined);
      consultations.refresh();
      outbox.hurry();
      if (isClinic) {
        depositor.hurry();
        marks.hurry();
        void resend.ask().catch(() => undefined);
      } else prefetcher.hurry();
      keeper.wake();
    });
  }

  const follower = followFeed({
    database,
    access,
    clock,
    monotonic,
    log,
    apply: (batch) => {
      replica.applyEvents(batch);
      keeper.writeWanted(batch);
      referrals.write(referralsOf(batch));
      consultations.write(batch);
    },
    onApplied: (batch) => {
      for (const task of replica.takeEvents(batch)) {
        hear.onTask(task);
        stages.tellTask(task);
      }
      referrals.take(referralsOf(batch));
      consultations.take(batch);
      if (batch.some((event) => event.change.type === 'order-placed')) {
        events.publish({ type: 'intake', what: 'order' });
      }
      if (batch.some((event) => event.change.type === 'patients-changed')) {
        events.publish({ type: 'patients' });
      }
      hear.look();
      keeper.wake();
    },
    onDuty: parts.duty.set,
    onState: (state, why) => {
      // What was true at another time is not shown as true now.
      if (state !== 'linked') parts.duty.set(null);
      link.set(state, why);
      if (state === 'linked') onBack();
    },
  });
  const forwarding = setInterval(() => {
    if (link.isLinked()) void parts.audit.forward().catch(() => undefined);
  }, forwardAuditEveryMs);
  return () => {
    clearInterval(forwarding);
    follower.stop();
  };
}
