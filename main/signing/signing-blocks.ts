/** What stands in the way of a signature (journey step 10). Pure: facts in, blocks out, the graver ones first. */
import type { Right } from '#shared/contract/exchange/members.ts';
import type { SigningBlock } from '#shared/contract/signing.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { amendedStatus } from '#shared/report/amendment.ts';
import type { LintFinding, LintSubject } from '#shared/report/lint/lint.ts';
import { findingsInTheWay } from '#shared/report/lint/lint-report.ts';
import { wrongNumbers } from '#shared/report/numbers/judge-numbers.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { openConflicts } from '#shared/study/conflict.ts';
import { openHits } from '#shared/study/critical.ts';
import { underReview } from '#shared/study/review.ts';
import type { Task } from '#shared/study/task.ts';

export interface SigningSituation {
  readonly task: Task;
  readonly memberId: string;
  readonly rights: readonly Right[];
  /** Exchange time as estimated. */
  readonly now: number;
  readonly content: ReportContent;
  /** What a correction has to differ from; null for everything else. */
  readonly former: ReportContent | null;
  /** The claim this person took, and the image set at that moment; null when he never took it here. */
  readonly ownClaim: { readonly claim: number; readonly imageSetSha256: string | null } | null;
  /** Images of the study as this station knows it; the hash is over them and the documents beside them. */
  readonly instances: readonly string[];
  readonly localImageSetSha256: string;
  readonly shown: ReadonlySet<string>;
  readonly openStudies: readonly string[];
  readonly hasCertificate: boolean;
  /** What the text is read against. */
  readonly subject: LintSubject;
}

/** What a reader at a window can sign: under a follow-up an addendum, of a signed report what its amendment is for. */
export type SignableStatus = 'preliminary' | 'final' | 'addendum' | 'corrected' | 'withdrawn';

/** Only identity, rights, a lost claim, a missing key, an empty report, a number against its measurement, a text at odds with itself and changed images can not be passed. */
export function findSigningBlocks(given: SigningSituation): SigningBlock[] {
  const { task, ownClaim } = given;
  const blocks: SigningBlock[] = [];
  const add = (code: SigningBlock['code'], passable: boolean): void => {
    blocks.push({ code, passable });
  };
  const isAmended = task.amending !== undefined;
  const held = ownClaim !== null && ownClaim.claim === task.claim && (isAmended || isOpen(task));
  if (!held) add('claim-lost', false);
  if (allowedStatuses(given).length === 0) add('right-missing', false);
  if (!given.hasCertificate) add('key-missing', false);
  // Whatever is wrong about patient or images may be the very reason to withdraw.
  if (task.amending?.purpose === 'withdraw') return blocks;
  if (!task.identity.settled) add('identity-unsettled', false);
  if (openConflicts(task).length > 0) add('identity-conflict', false);
  if (given.content.findings.trim() === '' && given.content.impression.trim() === '')
    add('report-empty', false);
  else if (given.former !== null && isSameText(given.content, given.former)) add('report-unchanged', false);
  if (wrongNumbers(given.content).length > 0) add('number-contradicted', false);
  if (remarksOf(given).length > 0) add('text-conflicting', false);
  const unseen = given.instances.some((uid) => !given.shown.has(uid));
  const bound = task.images.imageSetSha256;
  const isMoved = bound !== null && bound !== given.localImageSetSha256;
  // Images that came after the report have a task of their own; an amendment is about those before.
  if (isMoved && !isAmended) add('images-changed', false);
  else if (!isAmended && ownClaim !== null && ownClaim.imageSetSha256 !== bound && unseen)
    add('late-images', true);
  else if (unseen) add('images-unseen', true);
  if (task.qualityAsked === true && task.quality === undefined && !isAmended) add('quality-unscored', false);
  if (openHits(task).length > 0) add('critical-unjudged', true);
  if (task.images.incomplete) add('incomplete-images', true);
  if (given.openStudies.some((uid) => uid !== task.studyInstanceUid)) add('other-study-open', true);
  return blocks;
}

/** What the lint objects to and nobody kept; numbers have a block of their own. */
export function remarksOf({
  subject,
  content,
}: Pick<SigningSituation, 'subject' | 'content'>): LintFinding[] {
  return findingsInTheWay(subject, content).filter(({ rule }) => rule !== 'number-against-measurement');
}

function isSameText(one: ReportContent, other: ReportContent): boolean {
  return (['findings', 'impression', 'recommendation'] as const).every(
    (field) => one[field].trim() === other[field].trim(),
  );
}

function isOpen(task: Task): boolean {
  return task.state === 'reading' || task.state === 'preliminary' || task.state === 'reviewing';
}

/** What this person may issue on the task: a preliminary report with `issue`, the final one with `sign`. */
export function allowedStatuses(given: Pick<SigningSituation, 'task' | 'rights' | 'now'>): SignableStatus[] {
  const has = (action: Right['action']): boolean =>
    given.rights.some(
      (right) =>
        right.action === action &&
        (right.kind === '*' || right.kind === given.task.kind) &&
        (right.siteId === '*' || right.siteId === given.task.siteId) &&
        (right.validUntil === null || right.validUntil >= given.now),
    );
  const { amending } = given.task;
  const isReviewed = underReview(given.task) !== null;
  if (amending !== undefined) {
    return has(isReviewed ? 'review' : 'sign') ? [amendedStatus[amending.purpose]] : [];
  }
  if (given.task.followUp !== undefined) return has('sign') ? ['addendum'] : [];
  if (isReviewed) return has('review') ? ['final'] : [];
  const allowed: SignableStatus[] = [];
  if (has('issue')) allowed.push('preliminary');
  // Where two are required, who may only write submits to who answers for it.
  if (has(given.task.review === undefined ? 'sign' : 'write')) allowed.push('final');
  return allowed;
}

/** The block as the failure that it causes; `current` is the task's claim number. */
export function failureOfBlock(block: SigningBlock, current: number): Failure {
  switch (block.code) {
    case 'report-empty':
    case 'report-unchanged':
    case 'number-contradicted':
    case 'text-conflicting':
    case 'identity-unsettled':
    case 'identity-conflict':
    case 'images-changed':
    case 'quality-unscored':
    case 'key-missing':
      return failure(block.code);
    case 'right-missing':
      return failure('right-missing', { right: 'sign' });
    case 'claim-lost':
      return failure('claim-stale', { claim: 0, current });
    case 'incomplete-images':
    case 'images-unseen':
    case 'other-study-open':
    case 'late-images':
    case 'critical-unjudged':
      return failure('signing-blocked', { block: block.code });
  }
}
