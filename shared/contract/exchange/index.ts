/**
 * Contract between stations (and scripts) and the exchange, served by oRPC under `/rpc`.
 * Every request carries `authorization: Bearer <token>`: a station's secret, a person's access token, or a person's secret
 * (command line). A station acting for a person adds `x-yuanzhen-person: <access token>`.
 */
import { exchangeArchiveContract } from './archive.ts';
import { auditContract } from './audit.ts';
import { consultationsContract } from './consultations.ts';
import { criticalContract } from './critical.ts';
import { depositsContract } from './deposits.ts';
import { feedContract } from './feed.ts';
import { membersContract } from './members.ts';
import { ordersContract } from './orders.ts';
import { patientsContract } from './patients.ts';
import { peerReviewContract } from './peer-review.ts';
import { policiesContract } from './policies.ts';
import { referralsContract } from './referrals.ts';
import { reportsContract } from './reports.ts';
import { silenceContract } from './silence.ts';
import { statisticsContract } from './statistics.ts';
import { talkContract } from './talk.ts';
import { tasksContract } from './tasks.ts';

export const exchangeContract = {
  members: membersContract,
  orders: ordersContract,
  deposits: depositsContract,
  patients: patientsContract,
  tasks: tasksContract,
  talk: talkContract,
  silence: silenceContract,
  critical: criticalContract,
  consultations: consultationsContract,
  policies: policiesContract,
  peerReview: peerReviewContract,
  reports: reportsContract,
  referrals: referralsContract,
  feed: feedContract,
  statistics: statisticsContract,
  audit: auditContract,
  archive: exchangeArchiveContract,
};
