/** Tables of the journey: orders, deposits and their objects, tasks, claims, drafts, reports. */

export interface JourneyTables {
  order: {
    orderId: string;
    siteId: string;
    accessionNumber: string;
    /** Study it is joined to; null while it waits. */
    studyInstanceUid: string | null;
    depositId: string | null;
    placedAt: number;
    /** JSON of Order. */
    document: string;
  };
  deposit: DepositTable;
  depositObject: {
    depositId: string;
    sopInstanceUid: string;
    sha256: string;
    size: number;
    /** JSON of the series without its instances, and of the instance. */
    series: string;
    instance: string;
    receivedAt: number | null;
    /** 1 when it came after the report, until a follow-up task reads it. */
    late: number;
    /** What the device sent: the object itself, or what it was losslessly recompressed from. */
    originalSha256: string;
    originalSize: number;
    /** 0 in the set that is read; 1, 2, … for other bytes under the same UID. */
    variant: number;
    /** 1 for a document beside the images, counted apart from n/m. */
    document: number;
  };
  /** Beside the images, in no count and in no image set. */
  savedMark: {
    depositId: string;
    sopInstanceUid: string;
    sha256: string;
    /** JSON of the series without its instances, and of the instance. */
    series: string;
    instance: string;
    memberId: string;
    savedAt: number;
  };
  identityConflict: {
    depositId: string;
    sopInstanceUid: string;
    /** Hashes of the bytes as the device sent them. */
    keptSha256: string;
    otherSha256: string;
    /** JSON of VersionDifference[]. */
    differs: string;
    foundAt: number;
    /** JSON of who settled it, how and when; null until then. */
    settled: string | null;
  };
  /** Image sets that a task was read with: a report signed before the last images came is known by its set. */
  taskImageSet: { taskId: string; imageSetSha256: string; received: number; at: number };
  object: { sha256: string; size: number; keptAt: number };
  /** Which sites may see an object: those that deposited it and those a report with it was made for. */
  objectSite: { sha256: string; siteId: string };
  upload: {
    uploadId: string;
    sha256: string;
    size: number;
    memberId: string;
    siteId: string | null;
    depositId: string | null;
    metadata: string;
    createdAt: number;
  };
  task: TaskTable;
  claim: {
    taskId: string;
    number: number;
    memberId: string;
    stationId: string | null;
    claimedAt: number;
  };
  /** What goes with a case from hand to hand, until the next time. */
  baton: {
    taskId: string;
    /** Of whoever gave it. */
    claim: number;
    /** Null at 交班: whoever claims it next. */
    toId: string | null;
    /** JSON of BatonLoad. */
    load: string;
    /** Null once it was taken, declined, withdrawn or let go by, and at 交班. */
    openUntil: number | null;
  };
  draft: {
    taskId: string;
    memberId: string;
    memberName: string;
    claim: number;
    revision: number;
    content: string;
    savedAt: number;
  };
  report: {
    reportId: string;
    version: number;
    taskId: string;
    status: string;
    claim: number;
    memberId: string;
    memberName: string;
    adopted: number;
    committedAt: number;
    pdfSha256: string;
    /** SHA-256 of the canonical JSON, with signatures. */
    reportHash: string;
    bodyHash: string;
    /** JSON of Report, exactly as signed. */
    document: string;
  };
  /** What a writer has signed for a second doctor to review. */
  submission: {
    taskId: string;
    claim: number;
    memberId: string;
    bodyHash: string;
    submittedAt: number;
    /** JSON of Report, signed by its author alone. */
    document: string;
  };
  /** Beside what stands on its task: who may see the case while it is open, and the draft that went along. */
  consultation: {
    consultationId: string;
    taskId: string;
    toSiteId: string | null;
    toMemberId: string | null;
    open: number;
    answerBy: number;
    /** JSON of CaseState. */
    caseState: string;
  };
  /** A patient's way between two sites; `closed` once nothing more is to be done. */
  referral: {
    referralId: string;
    taskId: string;
    fromSiteId: string;
    toSiteId: string;
    closed: number;
    /** The newest version's: its receiver may fetch it while the referral is not declined or withdrawn. */
    pdfSha256: string;
    /** JSON of Referral as of its `seq`. */
    document: string;
  };
  delivery: {
    reportId: string;
    version: number;
    deliveredAt: number;
    stationId: string;
    receivedAt: number | null;
    receivedBy: string | null;
    openedAt: number | null;
  };
}

export interface DepositTable {
  depositId: string;
  siteId: string;
  memberId: string;
  kind: 'imaging' | 'ecg';
  studyInstanceUid: string;
  modality: string;
  bodyPart: string;
  /** JSON of the study without series. */
  study: string;
  orderId: string | null;
  taskId: string | null;
  state: 'open' | 'closed' | 'complete';
  /** m and n, of images alone. */
  expected: number | null;
  received: number;
  /** Documents beside them: received, and announced. */
  documents: number;
  announcedDocuments: number;
  receivedBytes: number;
  announcedBytes: number;
  /** What the announced objects weighed before their recompression. */
  originalBytes: number;
  firstByteAt: number;
  lastProgressAt: number | null;
  /** Commit of the object that made it complete. */
  completeAt: number | null;
  incompleteReason: string | null;
  /** When retention let its objects go; null while they are here. */
  removedAt: number | null;
  /** Last time its progress was told over the feed. */
  toldAt: number;
}

export interface TaskTable {
  taskId: string;
  depositId: string;
  orderId: string;
  siteId: string;
  kind: string;
  state: string;
  /** 1 in closed states. */
  closed: number;
  claim: number;
  holderId: string | null;
  /** The one truth about the lease: heartbeats move it without an event. */
  leaseUntil: number | null;
  holderAlive: number;
  startedAt: number | null;
  stoppedAt: number | null;
  targetMs: number;
  pausedMs: number;
  pausedAt: number | null;
  /** 1 once a retake was asked for. */
  retaken: number;
  /** When the watch has to look at its ladder and forecast again; null where no clock runs. */
  lookAt: number | null;
  firstByteAt: number | null;
  openedAt: number | null;
  claimedAt: number | null;
  signedAt: number | null;
  deliveredAt: number | null;
  receivedAt: number | null;
  seq: number;
  /** JSON of Task as of `seq`. */
  document: string;
}
