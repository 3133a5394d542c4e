/** Tables of the patient index: records, their keys, what belongs to them, proposals and merges. */

export interface PatientsTables {
  patient: PatientTable;
  /** The key a record is known by. Two people under one number of a site are two variants of the key. */
  patientIdentifier: {
    siteId: string;
    /** site: the site's own id; else what stood in for it. */
    type: 'site' | 'identity-card' | 'health-card' | 'order' | 'study';
    issuer: string;
    id: string;
    variant: number;
    patientId: string;
  };
  /** Further numbers that devices wrote beside the patient id, normal as identifiers are; issuer '' where nobody says. */
  patientFurtherId: { patientId: string; siteId: string; issuer: string; id: string };
  /** What candidates are found by: numbers, sounds and holes of the name with the birth date. */
  patientKey: { key: string; patientId: string };
  patientOrder: { orderId: string; patientId: string };
  patientDeposit: { depositId: string; patientId: string };
  patientProposal: {
    proposalId: string;
    /** The smaller id first, so that a pair has one row. */
    one: string;
    other: string;
    confidence: number;
    /** JSON of MatchReason[]. */
    reasons: string;
    /** withdrawn: what spoke for it is gone. */
    state: 'open' | 'merged' | 'dismissed' | 'withdrawn';
    createdAt: number;
    changedAt: number;
    decidedBy: string | null;
    note: string;
  };
  /** Edges of a forest: a merge that is not undone joins the trees of two records. Never deleted: the history. */
  patientMerge: {
    mergeId: string;
    one: string;
    other: string;
    confidence: number;
    reasons: string;
    mergedAt: number;
    /** Null where the rule joined them. */
    mergedBy: string | null;
    note: string;
    undoneAt: number | null;
    undoneBy: string | null;
    undoNote: string;
  };
  /** Which earlier studies a committed report quotes. */
  reportQuote: {
    reportId: string;
    version: number;
    claim: number;
    taskId: string;
    depositId: string;
    /** JSON of Quote. */
    quote: string;
  };
}

export interface PatientTable {
  patientId: string;
  /** The smallest id of the records that merges hold together. */
  personId: string;
  siteId: string;
  name: string;
  sex: 'M' | 'F' | 'O' | 'U';
  birthDate: string | null;
  identityNumber: string | null;
  healthCard: string | null;
  createdAt: number;
  changedAt: number;
}
