/** Tables that only grow: the feed, the audit chain, answers to commands, cursors. */
import type { Generated } from 'kysely';

export interface RecordsTables {
  event: { seq: number; at: number; siteId: string; change: string };
  audit: {
    number: number;
    at: number;
    memberId: string | null;
    stationId: string | null;
    act: string;
    success: number;
    object: string;
    detail: string;
    hash: string;
  };
  /** Walks of the chain, newest last. */
  auditProof: {
    proofId: Generated<number>;
    checkedAt: number;
    /** Null for the exchange's own. */
    memberId: string | null;
    fromNumber: number;
    number: number;
    hash: string;
    brokenAt: number | null;
  };
  /** Where an auditor let a broken chain go on: what comes after `number` is proved from its hash. */
  auditAnchor: {
    number: number;
    hash: string;
    brokenAt: number;
    memberId: string;
    reason: string;
    at: number;
  };
  command: {
    callerId: string;
    commandId: string;
    name: string;
    bodyHash: string;
    answer: string;
    at: number;
  };
  /** Where two doctors are required: one row. */
  reviewPolicy: { policyId: 1; document: string; setAt: number; memberId: string };
  /** Where a report needs a score of the images: one row. */
  qualityPolicy: { policyId: 1; document: string; setAt: number; memberId: string };
  /** Which algorithm a site's reports are signed with: one row. */
  signaturePolicy: { policyId: 1; document: string; setAt: number; memberId: string };
  /** The last score of each task. */
  qualityScore: {
    taskId: string;
    grade: 'A' | 'B' | 'C';
    reason: string | null;
    memberId: string;
    scoredAt: number;
  };
  /** A site that usually sends and did not, from its last study on. */
  silence: {
    siteId: string;
    since: number;
    usual: number;
    toldAt: number;
    /** JSON of who said why, and when; null until then. */
    noted: string | null;
    endedAt: number | null;
  };
  /** Who is on duty with which skills: one row. */
  assignmentPolicy: { policyId: 1; document: string; setAt: number; memberId: string };
  /** Whom to call when nobody answers: one row. */
  escalationPolicy: { policyId: 1; document: string; setAt: number; memberId: string };
  /** Every policy as it stood from a change on, newest last; `policy` is the table's name. */
  policyChange: {
    changeId: Generated<number>;
    policy: string;
    document: string;
    setAt: number;
    memberId: string;
  };
  /** Beside the loop of a critical value on its task: its PNG in base64, and its next telephone minute. */
  criticalNotice: {
    noticeId: string;
    taskId: string;
    raisedAt: number;
    nextRungAt: number | null;
    picture: string | null;
  };
  feedCursor: { memberId: string; cursor: number; at: number };
}
