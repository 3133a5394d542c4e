/** Tables of peer review. */

export interface PeerReviewTable {
  reviewId: string;
  source: 'sample' | 'edit';
  taskId: string;
  reportId: string;
  version: number;
  kind: string;
  siteId: string;
  authorId: string;
  /** JSON array of the members who signed anything of the task so far: it is given to none of them. */
  signers: string;
  openedAt: number;
  /** JSON of the conclusions that went and came; null for a drawn report. */
  change: string | null;
  /** Who has it now, or scored it; of an edit who made it. */
  reviewerId: string | null;
  takenAt: number | null;
  /** JSON array of the members who gave it back. */
  declined: string;
  score: number | null;
  significant: number;
  note: string;
  scoredAt: number | null;
  answer: string | null;
  answeredAt: number | null;
}

export interface PeerReviewTables {
  peerReview: PeerReviewTable;
  /** One row: the secret of the draw (hexadecimal), and a number that rises with every change of a review. */
  peerReviewState: { stateId: 1; drawKey: string; changes: number };
  /** How many reports are drawn: one row. */
  peerReviewPolicy: { policyId: 1; document: string; setAt: number; memberId: string };
}
