/** Tables that only grow: the feed, the audit chain, answers to commands, cursors. */

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
  /** Who is on duty with which skills: one row. */
  assignmentPolicy: { policyId: 1; document: string; setAt: number; memberId: string };
  /** Whom to call when nobody answers: one row. */
  escalationPolicy: { policyId: 1; document: string; setAt: number; memberId: string };
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
