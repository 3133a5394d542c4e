/** What goes on between sites about one patient, for the window: referrals and consultations. */
import { consultationRoutes } from '../api/routes/consultation-routes.ts';
import { referralRoutes } from '../api/routes/referral-routes.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { AskExchangeDeps } from '../database/ask-exchange.ts';
import { sendReferral, stepReferral } from '../dispatch/send-referral.ts';
import { askConsultation, stepConsultation } from '../reading/consult.ts';
import { readDrafts } from '../reporting/save-draft.ts';
import type { StationStages } from './station-stages.ts';

export function betweenSites(
  stages: StationStages,
  queueing: AskExchangeDeps & { readonly audit: AuditTrail; readonly now: () => number },
) {
  const { referrals, consultations, reports, replica, describe } = stages;
  const referring = {
    ...queueing,
    known: referrals.known,
    hasReport: (reportId: string, version: number) =>
      reports.find(reportId, version).some((row) => row.stored.adopted),
  };
  const consulting = {
    ...queueing,
    findTask: replica.get,
    find: consultations.find,
    draftOf: (taskId: string, memberId: string) =>
      readDrafts(queueing.database, taskId).find((draft) => draft.memberId === memberId)?.content ?? null,
  };
  return {
    referrals: referralRoutes({
      ...referrals,
      send: (actor, given) => sendReferral(referring, actor, given),
      step: (actor, given) => stepReferral(referring, actor, given),
    }),
    consultations: consultationRoutes({
      ...consultations,
      list: (actor) => consultations.list(actor, describe),
      ask: (actor, given) => askConsultation(consulting, actor, given),
      step: (actor, given) => stepConsultation(consulting, actor, given),
    }),
  };
}
