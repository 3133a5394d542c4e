/** The router of the contract, put together from the rooms, with the rules that cross them. */
import type { Action, Member } from '#shared/contract/exchange/members.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { mayDo } from '#shared/study/may-do.ts';
import type { Task } from '#shared/study/task.ts';
import type { AuditProver } from './audit/prove-audit.ts';
import { serveAudit } from './audit/serve-audit.ts';
import { serveConsultations } from './consultations/serve-consultations.ts';
import { contract } from './contract.ts';
import { judgeOf } from './critical/judge-critical.ts';
import { serveCritical } from './critical/serve-critical.ts';
import type { ExchangeTransaction } from './database/open-database.ts';
import type { MarkingRules } from './deposits/add-marks.ts';
import { followReport } from './deposits/follow-report.ts';
import { joinWaitingStudy } from './deposits/join-order.ts';
import { studyOfDeposit } from './deposits/read-manifest.ts';
import { serveDeposits } from './deposits/serve-deposits.ts';
import { serveFeedReading } from './feed/serve-feed-reading.ts';
import type { CheckPassword } from './members/check-password.ts';
import type { Presence } from './members/presence.ts';
import { findMemberRow, memberOfRow } from './members/read-member.ts';
import { refusalOf } from './members/rights.ts';
import { serveMembers } from './members/serve-members.ts';
import { serveOrders } from './orders/serve-orders.ts';
import type { Parts } from './parts.ts';
import type { PatientIndex } from './patient-index.ts';
import { ordersOfNumber } from './patients/orders-of-number.ts';
import { servePatients } from './patients/serve-patients.ts';
import { openReviews } from './peer-review/open-reviews.ts';
import { readPeerReviewPolicy, setPeerReviewPolicy } from './peer-review/peer-review-policy.ts';
import { servePeerReview } from './peer-review/serve-peer-review.ts';
import { followAmendment } from './referrals/follow-amendment.ts';
import { serveReferrals } from './referrals/serve-referrals.ts';
import type { SigningRules } from './reports/accept-report.ts';
import { newestReport } from './reports/read-reports.ts';
import { serveReports } from './reports/serve-reports.ts';
import { serveRetention } from './retention/serve-retention.ts';
import { serveReturns } from './returns/serve-returns.ts';
import { sealBytes } from './sealed/seal-bytes.ts';
import { noteSilence } from './silence/note-silence.ts';
import { serveStatistics } from './statistics/serve-statistics.ts';
import { type ArchiveServing, serveArchive } from './storage/serve-archive.ts';
import { serveTalk } from './talk/serve-talk.ts';
import type { TaskMaking } from './task-making.ts';
import { type ClaimRules, isHolder } from './tasks/claim-task.ts';
import type { ScoringRules } from './tasks/score-quality.ts';
import { servePolicies } from './tasks/serve-policies.ts';
import { serveTasks } from './tasks/serve-tasks.ts';

export function composeRouter(
  deps: Parts &
    TaskMaking &
    ArchiveServing & {
      readonly folder: string;
      readonly checkPassword: CheckPassword;
      readonly patients: PatientIndex;
      readonly presence: Presence;
      readonly audit: AuditProver;
    },
) {
  const refuseWriting: ClaimRules['refuseWriting'] = (member: Member, task: Task, now: number) =>
    refusalOf(mayDo(member, 'write', task.kind, task.siteId, now), 'write', task.kind);
  const refuse = async (
    trx: ExchangeTransaction,
    memberId: string,
    task: Task,
    action: Action,
    at: number,
  ): Promise<Failure | null> => {
    const row = await findMemberRow(trx, { memberId });
    if (row === null) return failure('member-not-found', { member: memberId });
    const member = memberOfRow(row, task.simulation);
    return refusalOf(mayDo(member, action, task.kind, task.siteId, at), action, task.kind);
  };
  const refuseSigning: SigningRules['refuseSigning'] = refuse;
  const refuseMarking: MarkingRules['refuseMarking'] = (trx, memberId, task, at) =>
    refuse(trx, memberId, task, 'write', at);
  const judge: ScoringRules['judgeOf'] = (caller, task, given) => judgeOf({ isHolder }, caller, task, given);
  const mayReceive = async (memberId: string, siteId: string) => {
    const row = await findMemberRow(deps.db, { memberId });
    if (row === null) return false;
    return row.siteId === siteId && memberOfRow(row, false).offices.includes('clinic');
  };
  return contract.router({
    members: serveMembers(deps),
    orders: serveOrders({
      ...deps,
      joinWaitingStudy: (trx, order, now) => joinWaitingStudy(deps, trx, order, now),
    }),
    deposits: serveDeposits({ ...deps, refuseMarking }),
    patients: servePatients({
      ...deps,
      isHolder,
      newestReport: (taskId) => newestReport(deps, taskId),
      studyOf: (depositId) => studyOfDeposit(deps, depositId),
    }),
    policies: servePolicies({
      ...deps,
      readPeerReview: readPeerReviewPolicy,
      setPeerReview: setPeerReviewPolicy,
    }),
    peerReview: servePeerReview(deps),
    tasks: serveTasks({
      ...deps,
      refuseWriting,
      refuseSigning,
      judgeOf: judge,
      present: deps.presence.present,
    }),
    talk: serveTalk(deps),
    consultations: serveConsultations({ ...deps, isHolder }),
    referrals: serveReferrals({
      ...deps,
      newestReport: async (trx, taskId) => (await newestReport({ db: trx }, taskId))?.report ?? null,
    }),
    silence: {
      note: contract.silence.note.handler(({ input, context: { caller } }) =>
        caller.ok ? noteSilence(deps, caller.value, input) : caller,
      ),
    },
    critical: serveCritical({ ...deps, isHolder, refuseSigning, mayReceive }),
    reports: {
      ...serveReports({
        ...deps,
        refuseSigning,
        reportAdopted: followAmendment,
        openReviews,
        followReport: (trx, task, report, now) => followReport(deps, trx, task, report, now),
      }),
      ...serveReturns({ ...deps, mayReceive }),
    },
    feed: serveFeedReading(deps),
    statistics: serveStatistics(deps),
    audit: serveAudit({
      ...deps,
      ordersOfNumber: (number) => ordersOfNumber(deps.db, number),
      seal: (bytes) => {
        const { caCertificate } = deps.region();
        const { folder, clock } = deps;
        return sealBytes(
          { folder, caCertificate, now: clock.now(), purpose: 'yuanzhen-sealed-audit' },
          bytes,
        );
      },
    }),
    archive: { ...serveArchive(deps), retention: serveRetention(deps) },
  });
}
