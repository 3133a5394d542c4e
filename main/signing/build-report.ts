/** Builds what a reader at this station signs: the bound task with the images as they lie here. */
import { createHash, randomUUID } from 'node:crypto';
import { buildReportBody, imageLimits, readingLimits } from '#shared/report/build-report-body.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report, ReportBody, ReportLimit } from '#shared/report/report.ts';
import { bodyOf } from '#shared/report/signed-text.ts';
import { amendmentOf } from '#shared/report/standing-text.ts';
import type { Study } from '#shared/study/study.ts';
import type { SignableStatus, SigningSituation } from './signing-blocks.ts';

export function buildReport(
  situation: SigningSituation,
  given: {
    readonly study: Study;
    readonly status: SignableStatus;
    readonly passed: readonly ReportLimit[];
    /** The versions before it, oldest first; empty for the first of the task. */
    readonly versions: readonly Report[];
    /** What a second doctor reviews; null everywhere else. */
    readonly submission: Report | null;
    readonly centre: string;
    readonly issuedAt: number;
  },
): Omit<ReportBody, 'pdfSha256'> {
  const { task, ownClaim } = situation;
  const { study, versions, passed } = given;
  const previous = versions.at(-1) ?? null;
  const amendment = task.amending === undefined ? null : amendmentOf(versions, task.amending);
  // What the first doctor passed with a reason limits the report still.
  const inherited = (given.submission?.limits ?? []).filter(
    ({ code }) => code !== 'other' && !passed.some((limit) => limit.code === code),
  );
  const isWithdrawn = given.status === 'withdrawn';
  const body = buildReportBody({
    task,
    claim: ownClaim?.claim ?? task.claim,
    centre: given.centre,
    content: situation.content,
    status: given.status,
    newReportId: randomUUID(),
    previous:
      previous === null
        ? null
        : {
            reportId: previous.reportId,
            version: previous.version,
            sha256: createHash('sha256').update(canonicalJson(previous)).digest('hex'),
          },
    amendment,
    // A version that amends speaks of the images of the one it replaces; what came since is read under a follow-up.
    imageSetSha256:
      amendment === null || previous === null ? situation.localImageSetSha256 : previous.imageSetSha256,
    limits: isWithdrawn
      ? []
      : [
          ...passed,
          ...inherited,
          ...imageLimits(study, [...passed, ...inherited]),
          ...readingLimits(situation.content),
        ],
    issuedAt: given.issuedAt,
  });
  return given.submission === null ? body : { ...body, reviewed: bodyOf(given.submission) };
}
